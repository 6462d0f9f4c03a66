using System.Text.Json;
using System.Text.RegularExpressions;
using NetBatch.Archive.Git;

namespace NetBatch.Archive;

/// <summary>Arguments of the kind <c>backup</c>, read from their JSON.</summary>
internal sealed record BackupArgs
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(5);

    /// <summary>The parts to read, such as <c>running</c>; empty: those of the platform's file.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Lines (regular expressions from their beginning) that do not count as a change.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Where versions go besides the store: <c>store</c> (nowhere) or <c>git</c>.</summary>
    public string As { get; init; } = "store";

    /// <summary>The repository's folder, for git.</summary>
    public string? Path { get; init; }

    /// <summary>Whether secrets go into the repository, too.</summary>
    public bool IncludeSecret { get; init; }

    /// <summary>How many versions of each device and part stay, or null.</summary>
    public int? KeepVersions { get; init; }

    /// <summary>For how many days versions stay, or null.</summary>
    public int? KeepDays { get; init; }

    public bool ToGit => string.Equals(As, "git", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<WorkOption> Options { get; } =
    [
        new("parts", WorkOptionType.TextList,
            "What is read of each device: running, startup, set, or another part that its platform's file names. Default: what the file "
                + "says, mostly running."),
        new("ignore", WorkOptionType.TextList,
            "Lines that do not count as a change: regular expressions, matched from the beginning of a line, beside those of the "
                + "platform's file."),
        new("as", WorkOptionType.Text, "Where versions are kept: store, or git, which commits them to a repository too.",
            Default: "\"store\""),
        new("path", WorkOptionType.Text, "The folder of the git repository; it is made where there is none."),
        new("includeSecret", WorkOptionType.Switch,
            "Whether passwords, keys and communities go into the git repository; a mark stands for them else.", Default: "false"),
        new("keepVersions", WorkOptionType.WholeNumber, "How many versions of each device and part stay; older ones are forgotten.",
            Least: 1, Most: 1_000_000),
        new("keepDays", WorkOptionType.WholeNumber, "For how many days versions stay; the newest stays always.", Least: 1, Most: 36_500),
    ];

    public static BackupArgs Read(JsonElement args) => args.Deserialize<BackupArgs>(Form) ?? new BackupArgs();

    /// <summary>One expression for all lines that are ignored; null: none.</summary>
    public Regex? Ignored() => Ignore.Count == 0 ? null : Compile(ArchiveRules.WholeLines(Ignore));

    /// <summary>What is wrong with them, whatever the devices.</summary>
    public IEnumerable<WorkProblem> Problems()
    {
        if (!ToGit && !string.Equals(As, "store", StringComparison.OrdinalIgnoreCase))
        {
            yield return new WorkProblem("args.as", $"'{As}' is no place for versions.", "Give store or git.");
        }

        if (ToGit && string.IsNullOrWhiteSpace(Path))
        {
            yield return new WorkProblem("args.path", "No folder was given for the git repository.", "Give -Path (--path).");
        }

        if (ToGit && Path is { Length: > 0 } && GitRepository.IsOther(Path))
        {
            yield return new WorkProblem("args.path", $"'{Path}' holds files and is no git repository.", GitRepository.OtherRemedy);
        }

        if (!ToGit && (Path is not null || IncludeSecret))
        {
            yield return new WorkProblem(
                Path is null ? "args.includeSecret" : "args.path",
                $"{(Path is null ? "Secrets in the repository were" : $"The folder '{Path}' was")} asked for without git.",
                "Add -As Git (--as git).");
        }

        for (var index = 0; index < Ignore.Count; index++)
        {
            if (PatternProblem(Ignore[index]) is { } wrong)
            {
                yield return new WorkProblem(
                    $"args.ignore[{index}]", $"'{Ignore[index]}' is no regular expression that can be used: {wrong}",
                    "Look-arounds and back-references are not available; write \\ before signs that mean themselves.");
            }
        }
    }

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = Compile($"^(?:{pattern})");
            return null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return wrong.Message;
        }
    }

    // A user's expression must not hang a job.
    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, PatternLimit);
}
