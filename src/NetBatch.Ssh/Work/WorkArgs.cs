using System.Text.Json;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>Reads the arguments of the kinds here.</summary>
internal static class WorkArgs
{
    /// <summary>The texts of a list; empty where it is missing.</summary>
    public static IReadOnlyList<string> Texts(JsonElement args, string name) =>
        Member(args, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.ToString())]
            : [];

    /// <summary>A switch; off where it is missing.</summary>
    public static bool Flag(JsonElement args, string name) => Member(args, name) is { ValueKind: JsonValueKind.True };

    /// <summary>A text, or null.</summary>
    public static string? Text(JsonElement args, string name) =>
        Member(args, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    /// <summary>A number of seconds, or null.</summary>
    public static TimeSpan? Seconds(JsonElement args, string name) =>
        Member(args, name) is { ValueKind: JsonValueKind.Number } number ? TimeSpan.FromSeconds(number.GetDouble()) : null;

    /// <summary>Questions and answers: a list of {expect, answer}, or a map of question to answer.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it has another form.</exception>
    public static IReadOnlyList<ExpectedAnswer> Answers(JsonElement args) => Member(args, "answers") switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } map =>
            [.. map.EnumerateObject().Select(pair => new ExpectedAnswer(pair.Name, Answer(pair.Value)))],
        { ValueKind: JsonValueKind.Array } list =>
        [
            .. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object && Text(item, "expect") is { } expect
                ? new ExpectedAnswer(expect, Answer(Member(item, "answer")))
                : throw Form()),
        ],
        _ => throw Form(),
    };

    /// <summary>What is wrong with the answers, and with the commands' texts.</summary>
    public static IEnumerable<WorkProblem> Check(JsonElement args, string list, bool lines)
    {
        var texts = Texts(args, list);
        if (texts.Count == 0)
        {
            yield return new WorkProblem($"args.{list}", $"'{list}' is empty.", "Give at least one.");
        }

        for (var i = 0; i < texts.Count; i++)
        {
            if (CommandText.Problem(lines ? ConfigText.Spaced(texts[i]) : texts[i], lines) is { } problem)
            {
                yield return new WorkProblem(
                    $"args.{list}[{i}]", $"'{CommandText.Quote(texts[i])}' cannot be sent: {problem}.",
                    "Give each as one line of plain characters.");
            }
            else if (lines && texts[i].Contains(SecretRedactor.Mark, StringComparison.Ordinal))
            {
                yield return new WorkProblem(
                    $"args.{list}[{i}]",
                    $"'{CommandText.Quote(texts[i])}' holds the mark {SecretRedactor.Mark}: a secret was left out when it was written "
                        + $"down.", "Put the secret back.", ErrorCode.Redacted);
            }
        }

        WorkProblem? wrong = null;
        try
        {
            AnswerPatterns.Compile(Answers(args), "\n");
            Texts(args, "allowNotices").ToList().ForEach(notice => AnswerRules.Compile(notice));
        }
        catch (NetBatchException problem)
        {
            wrong = new WorkProblem("args.answers", problem.Message, problem.Remedy);
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }

    /// <summary>Targets whose platform is missing or unknown, one problem for each such platform.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="knows">Whether a session can be opened on a platform.</param>
    /// <param name="names">Names of all such platforms; to read them all takes a while, and only an error asks for them.</param>
    public static IEnumerable<WorkProblem> CheckPlatforms(
        IReadOnlyList<Target> targets, Func<string, bool> knows, Func<IReadOnlyList<string>> names)
    {
        foreach (var group in targets.OfType<Device>().GroupBy(device => device.Platform ?? "", StringComparer.OrdinalIgnoreCase))
        {
            if (!knows(group.Key))
            {
                var of = group.Count() == 1 ? $"'{group.First().Name}'" : $"'{group.First().Name}' and {group.Count() - 1} more";
                yield return new WorkProblem(
                    "targets",
                    group.Key.Length == 0 ? $"The platform of {of} is not known."
                        : $"There is no platform '{group.Key}', which {of} should have.",
                    $"Give -Platform, or a platform in the inventory; known are: {string.Join(", ", names())}.",
                    ErrorCode.InvalidPlatform);
            }
        }
    }

    private static JsonElement? Member(JsonElement args, string name) =>
        args.ValueKind == JsonValueKind.Object && args.TryGetProperty(name, out var value) ? value : null;

    private static string Answer(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number } number => number.ToString(),
        null or { ValueKind: JsonValueKind.Null } => "",
        _ => throw Form(),
    };

    private static NetBatchException Form() =>
        new(ErrorCode.InvalidArgument, "'answers' is no list of {expect, answer}.",
            "Write [{\"expect\": \"\\\\[confirm\\\\]\", \"answer\": \"y\"}].");
}
