using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Ssh.Platforms;

/// <summary>Reads platform files.</summary>
internal static class PlatformReader
{
    private const string DefaultHost = @"[A-Za-z0-9_.\-]+";

    /// <summary>The one mapping that a file holds.</summary>
    public static YamlMappingNode Load(string file, TextReader text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new NetBatchException(ErrorCode.InvalidPlatform, $"{file}, line 1: the file is no YAML mapping.", "Begin with 'platform: name'.");
        }
        catch (YamlException problem)
        {
            throw new NetBatchException(
                ErrorCode.InvalidPlatform, $"{file}, line {problem.Start.Line}: this is no YAML: {problem.Message}", "Put texts with special characters in single quotes.", problem);
        }
    }

    /// <summary>A file's members over those of the platform that it extends.</summary>
    public static YamlMappingNode Over(YamlMappingNode own, YamlMappingNode extended)
    {
        var merged = new YamlMappingNode();
        foreach (var (key, value) in extended.Children.Concat(own.Children))
        {
            merged.Children[key] = value;
        }

        return merged;
    }

    /// <summary>Reads a platform; <paramref name="common"/> holds what every command line may show.</summary>
    public static Platform Read(string file, YamlMappingNode root, YamlMappingNode common, bool ours)
    {
        var fields = new YamlFields(file, root, ours);
        var shared = new YamlFields("common.yaml", common, ours: true);
        var host = fields.Text("hostname") ?? DefaultHost;
        _ = fields.Text("extends");
        var platform = new Platform
        {
            Name = fields.Required("platform"),
            Title = fields.Required("title"),
            Channel = fields.Choice("channel", DeviceChannel.Shell),
            Terminal = fields.Flag("terminal", true),
            Enter = fields.Text("enter") ?? "\n",
            Interrupt = fields.Text("interrupt") ?? "\u0003",
            HostnameKept = fields.Number("hostnameKept", 255),
            ContextAfter = fields.Text("contextAfter") ?? "",
            Modes = [.. fields.Named("modes").Select(mode => Mode(mode.Name, mode.Fields, host))],
            Prepare = fields.List("prepare"),
            Pagers = [.. Answers(fields, "pagers", AtEndRaw), .. Answers(shared, "pagers", AtEndRaw)],
            Interrupts = [.. Answers(fields, "interrupts", AtEnd), .. Answers(shared, "interrupts", AtEnd)],
            Questions = Either(fields.Patterns("questions", AtEnd), shared.Patterns("questions", AtEnd)),
            SessionLimit = Either(fields.Patterns("sessionLimit", Anywhere), shared.Patterns("sessionLimit", Anywhere)),
            PasswordExpired = Either(fields.Patterns("passwordExpired", Anywhere), shared.Patterns("passwordExpired", Anywhere)),
            Errors = fields.Patterns("errors", AtStart),
            Commands = Commands(fields),
            Privilege = fields.Map("privilege") is { } privilege ? Privilege(privilege) : null,
            Config = fields.Map("config") is { } config ? Config(config) : null,
            Save = fields.Map("save") is { } save ? Save(save) : null,
            Show = fields.Map("show") is { } show ? SafetyReader.Show(show) : null,
            TimedRevert = fields.Map("timedRevert") is { } timed ? SafetyReader.TimedRevert(timed) : null,
            Checkpoint = fields.Map("checkpoint") is { } checkpoint ? SafetyReader.Checkpoint(checkpoint) : null,
            Logout = fields.List("logout"),
            LogoutAnswers = Answers(fields, "logoutAnswers", AtEnd),
            ExitStatus = fields.Text("exitStatus"),
            Probe = fields.Text("probe"),
        };
        if (platform.Modes.Count == 0)
        {
            throw fields.Refuse("modes", "'modes' is empty", "Give at least one mode with its prompt.");
        }

        fields.Done();
        return platform;
    }

    private static PlatformMode Mode(string name, YamlFields fields, string host)
    {
        string Whole(string text) => $@"^(?:{text.Replace("{host}", $"(?<host>{host})", StringComparison.Ordinal)})[ \t]*\z";
        var mode = new PlatformMode(
            name,
            fields.Pattern("prompt", Whole) ?? throw fields.Refuse("prompt", $"mode '{name}' has no prompt", "Add 'prompt:' with an expression that holds {host}."),
            fields.Pattern("above", Whole),
            fields.Pattern("maybeAbove", Whole),
            fields.Flag("privileged"),
            fields.Flag("config"),
            fields.Text("onLogin"));
        fields.Done();
        return mode;
    }

    private static CommandRules Commands(YamlFields fields) => new()
    {
        Read = Verbs(fields, "read"),
        Filters = Verbs(fields, "filters"),
        ReadPatterns = fields.Patterns("readPatterns", text => $@"^(?:{text})\z"),
        ReadOnly = fields.Flag("readOnly"),
    };

    private static Verb[] Verbs(YamlFields fields, string key) =>
        [.. fields.List(key).Select(text => Verb.Read(text)
            ?? throw fields.Refuse(key, $"'{key}' has '{text}', which is no verb", "Write a word or words, such as show or sh(ow)."))];

    private static PrivilegeRules Privilege(YamlFields fields)
    {
        var rules = new PrivilegeRules(
            fields.Required("send"),
            fields.Pattern("password", AtEnd) ?? throw fields.Refuse("password", "'password' is missing", "Add how the device asks for the secret."));
        fields.Done();
        return rules;
    }

    private static ConfigRules Config(YamlFields fields)
    {
        var rules = new ConfigRules
        {
            Enter = fields.Text("enter"),
            Exclusive = fields.Text("exclusive"),
            Leave = fields.Text("leave"),
            Commit = fields.Text("commit"),
            CommitComment = fields.Text("commitComment"),
            CommitAnswers = Answers(fields, "commitAnswers", AtEnd),
            CommitErrors = fields.Patterns("commitErrors", AtStart),
            LineErrors = fields.Patterns("lineErrors", AtStart),
            Abort = fields.List("abort"),
            CandidatePrompt = fields.Pattern("candidatePrompt", AtStart),
            TextOpens = fields.Pattern("textOpens", AtStart),
            TextCloses = fields.Pattern("textCloses", AtStart),
            SectionOpens = fields.Pattern("sectionOpens", AtStart),
            SectionCloses = fields.Pattern("sectionCloses", AtStart),
        };
        if (rules.CommitComment?.Contains("{comment}", StringComparison.Ordinal) == false)
        {
            throw fields.Refuse("commitComment", $"'commitComment' is '{rules.CommitComment}'", "Put the mark {comment} where the comment goes.");
        }

        fields.Done();
        return rules;
    }

    private static SaveRules Save(YamlFields fields)
    {
        var rules = new SaveRules(fields.Required("send"), fields.Flag("inConfig"), Answers(fields, "answers", AtEnd));
        fields.Done();
        return rules;
    }

    public static KnownAnswer[] Answers(YamlFields fields, string key, Func<string, string> prepare) =>
    [
        .. fields.Maps(key).Select(item =>
        {
            var answer = new KnownAnswer(
                item.Pattern("expect", prepare) ?? throw item.Refuse("expect", $"an item of '{key}' has no 'expect'", "Write {expect: '...', send: '...'}."),
                item.Required("send"));
            item.Done();
            return answer;
        }),
    ];

    private static Regex? Either(Regex? own, Regex? shared) => own is null ? shared : shared is null ? own
        : new Regex($"(?:{own})|(?:{shared})", own.Options);

    public static string AtEnd(string text) => $@"(?:{text})[ \t]*\z";

    // Pagers are looked for in the bytes as they came, so that the cut stands where they begin: escapes may surround them.
    private static string AtEndRaw(string text) => $@"(?:^ +)?(?:\x1b\[[0-9;?]*[A-Za-z])*(?:{text})(?:[ \t\x08]|\x1b\[[0-9;?]*[A-Za-z])*\z";

    private static string AtStart(string text) => $"^(?:{text})";

    private static string Anywhere(string text) => text;
}
