using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>Reads what a platform file says of its command line.</summary>
internal static class SessionReader
{
    private const string DefaultHost = @"[\w.\-]+";

    /// <summary>Reads the section <c>session</c>.</summary>
    /// <param name="name">The platform's name.</param>
    /// <param name="title">The same for people.</param>
    /// <param name="fields">The section.</param>
    /// <param name="safety">The section <c>safety</c>, where there is one.</param>
    /// <param name="common">What every command line may show.</param>
    public static SessionRules Read(string name, string title, Fields fields, Fields? safety, Fields common)
    {
        var host = fields.Text("hostname") ?? DefaultHost;
        var rules = new SessionRules
        {
            Name = name,
            Title = title,
            Channel = fields.Choice("channel", DeviceChannel.Shell),
            Terminal = fields.Flag("terminal", true),
            Enter = fields.Text("enter") ?? "\n",
            Interrupt = fields.Text("interrupt") ?? "\u0003",
            ReadsAhead = fields.Flag("readsAhead"),
            EchoesTwice = fields.Flag("echoesTwice"),
            HostnameKept = fields.Number("hostnameKept", 255),
            ContextAfter = fields.Text("contextAfter") ?? "",
            Modes = [.. fields.Named("modes").Select(mode => Mode(mode.Name, mode.Fields, host))],
            Prepare = [.. fields.Items("prepare").Select(Prepare)],
            CursorDrawing = fields.Flag("cursorDrawing"),
            Contexts = fields.FilledMap("contexts") is { } contexts ? Contexts(contexts) : null,
            Moves = fields.Patterns("moves", text => $@"^\s*(?:{text})\s*\z"),
            Pagers = [.. Answers(fields, "pagers", AtEndRaw), .. Answers(common, "pagers", AtEndRaw)],
            Interrupts = [.. Answers(fields, "interrupts", AtEnd), .. Answers(common, "interrupts", AtEnd)],
            Questions = Either(fields.Patterns("questions", AtEnd), common.Patterns("questions", AtEnd)),
            SessionLimit = Either(fields.Patterns("sessionLimit", Anywhere), common.Patterns("sessionLimit", Anywhere)),
            PasswordExpired = Either(fields.Patterns("passwordExpired", Anywhere), common.Patterns("passwordExpired", Anywhere)),
            Errors = Either(fields.Patterns("errors", AtStart), common.Patterns("errors", AtStart)),
            Marks = Either(fields.Patterns("marks", AtStart), common.Patterns("marks", AtStart)),
            Notices = Either(fields.Patterns("notices", AtStart), common.Patterns("notices", AtStart)),
            LogLines = Either(fields.Patterns("logLines", AtStart), common.Patterns("logLines", AtStart)),
            LogHeads = Either(fields.Patterns("logHeads", AtStart), common.Patterns("logHeads", AtStart)),
            Busy = Either(fields.Patterns("busy", AtStart), common.Patterns("busy", AtStart)),
            Headers = Either(fields.Patterns("headers", Line), common.Patterns("headers", Line)),
            Login = fields.FilledMap("login") is { } login ? Login(login) : null,
            Commands = Commands(fields),
            Privilege = fields.FilledMap("privilege") is { } privilege ? Privilege(privilege) : null,
            Config = fields.Map("config") is { } config ? Config(config, common) : null,
            Save = fields.FilledMap("save") is { } save ? Save(save) : null,
            Show = fields.FilledMap("show") is { } show ? SafetyReader.Show(show) : null,
            Safety = SafetyReader.Read(safety),
            Logout = fields.List("logout"),
            LogoutAnswers = Answers(fields, "logoutAnswers", AtEnd),
            ExitStatus = fields.Text("exitStatus"),
            Probe = fields.Text("probe"),
        };
        if (rules.Modes.Count == 0)
        {
            throw fields.Refuse("modes", "'modes' is empty", "Give at least one mode with its prompt.");
        }

        fields.Done();
        return rules;
    }

    private static PlatformMode Mode(string name, Fields fields, string host)
    {
        string Whole(string text) => $@"^(?:{text.Replace("{host}", $"(?<host>{host})", StringComparison.Ordinal)})[ \t]*\z";
        var mode = new PlatformMode(
            name,
            fields.Pattern("prompt", Whole)
                ?? throw fields.Refuse("prompt", $"mode '{name}' has no prompt", "Add 'prompt:' with an expression that holds {host}."),
            fields.Pattern("above", Whole),
            fields.Pattern("maybeAbove", Whole),
            fields.Flag("privileged"),
            fields.Flag("config"),
            fields.Text("onLogin"));
        fields.Done();
        return mode;
    }

    private static CommandRules Commands(Fields fields) => new()
    {
        Read = Verbs(fields, "read"),
        Filters = Verbs(fields, "filters"),
        ReadPatterns = fields.Patterns("readPatterns", text => $@"^(?:{text})\z"),
        ReadOnly = fields.Flag("readOnly"),
    };

    private static Verb[] Verbs(Fields fields, string key) =>
        [.. fields.Items(key).Select(item => Verb.Read(item.Text())
            ?? throw item.Refuse($"'{key}' has '{item.Text()}', which is no verb", "Write a word or words, such as show or sh(ow)."))];

    private static PrivilegeRules Privilege(Fields fields)
    {
        var rules = new PrivilegeRules(
            fields.Required("send"),
            fields.Pattern("password", AtEnd)
                ?? throw fields.Refuse("password", "'password' is missing", "Add how the device asks for the secret."))
        {
            User = fields.Pattern("user", AtEnd),
        };
        fields.Done();
        return rules;
    }

    // A command alone, or one with what it asks.
    private static PrepareStep Prepare(YamlValue item)
    {
        if (item.Node is not YamlMappingNode)
        {
            return new PrepareStep(item.Text(), [], null);
        }

        var fields = item.Map();
        var step = new PrepareStep(fields.Required("send"), Answers(fields, "answers", AtEnd), fields.Pattern("password", AtEnd));
        fields.Done();
        return step;
    }

    private static ContextRules Contexts(Fields fields)
    {
        var special = fields.Items("special").Select(item => item.Map()).Select(item =>
        {
            var one = (item.Required("context"), item.List("enter"));
            item.Done();
            return one;
        }).ToArray();
        var rules = new ContextRules(fields.List("enter"), fields.List("leave"), special);
        if (!rules.Enter.Any(command => command.Contains("{context}", StringComparison.Ordinal)))
        {
            throw fields.Refuse("enter", "no command of 'enter' holds {context}", "Put the mark {context} where the context's name goes.");
        }

        fields.Done();
        return rules;
    }

    private static LoginRules Login(Fields fields)
    {
        var rules = new LoginRules(
            fields.Pattern("user", AtEnd)
                ?? throw fields.Refuse("user", "'user' is missing", "Add how the device asks for the user's name."),
            fields.Pattern("password", AtEnd)
                ?? throw fields.Refuse("password", "'password' is missing", "Add how the device asks for the password."))
        {
            Code = fields.Pattern("code", AtEnd),
        };
        fields.Done();
        return rules;
    }

    private static ConfigModeRules Config(Fields fields, Fields common)
    {
        var rules = new ConfigModeRules
        {
            Enter = fields.Text("enter"),
            Exclusive = fields.Text("exclusive"),
            Leave = fields.Text("leave"),
            Commit = fields.Text("commit"),
            CommitComment = fields.Text("commitComment"),
            CommitAnswers = Answers(fields, "commitAnswers", AtEnd),
            CommitErrors = fields.Patterns("commitErrors", AtStart),
            CommitDone = fields.Patterns("commitDone", Anywhere),
            CommitSilent = fields.Flag("commitSilent"),
            SectionAbort = fields.Text("sectionAbort"),
            QuotedLines = fields.Flag("quotedLines"),
            LineErrors = Either(fields.Patterns("lineErrors", AtStart), common.Patterns("lineErrors", AtStart), looksAround: true),
            Abort = fields.List("abort"),
            CandidatePrompt = fields.Pattern("candidatePrompt", AtStart),
            TextOpens = fields.Pattern("textOpens", AtStart),
            TextCloses = fields.Pattern("textCloses", AtStart),
            SectionOpens = fields.Pattern("sectionOpens", AtStart),
            SectionCloses = fields.Pattern("sectionCloses", AtStart),
        };
        if (rules.CommitComment?.Contains("{comment}", StringComparison.Ordinal) == false)
        {
            throw fields.Refuse(
                "commitComment", $"'commitComment' is '{rules.CommitComment}'", "Put the mark {comment} where the comment goes.");
        }

        fields.Done();
        return rules;
    }

    private static SaveRules Save(Fields fields)
    {
        var rules = new SaveRules(fields.Required("send"), fields.Flag("inConfig"),
            Answers(fields, "answers", AtEnd)) { Done = fields.Patterns("done", Anywhere) };
        fields.Done();
        return rules;
    }

    public static KnownAnswer[] Answers(Fields fields, string key, Func<string, string> prepare) =>
    [
        .. fields.Maps(key).Select(item =>
        {
            var answer = new KnownAnswer(
                item.Pattern("expect", prepare)
                    ?? throw item.Refuse("expect", $"an item of '{key}' has no 'expect'", "Write {expect: '...', send: '...'}."),
                item.Required("send"));
            item.Done();
            return answer;
        }),
    ];

    // Without backtracking, as those of a user's file are read, none can look around.
    private static Regex? Either(Regex? own, Regex? shared, bool looksAround = false) =>
        own is null ? shared : shared is null ? own
        : new Regex($"(?:{own})|(?:{shared})", looksAround ? shared.Options : own.Options);

    public static string AtEnd(string text) => $@"(?:{text})[ \t]*\z";

    // Pagers are looked for in the bytes as they came, so that the cut stands where they begin: escapes may surround them.
    private static string AtEndRaw(string text) => $@"(?:^ +)?(?:\x1b\[[0-9;?]*[A-Za-z])*(?:{text})(?:[ \t\x08]|\x1b\[[0-9;?]*[A-Za-z])*\z";

    private static string Line(string text) => $@"^(?:{text})\s*\z";

    private static string AtStart(string text) => $"^(?:{text})";

    private static string Anywhere(string text) => text;
}
