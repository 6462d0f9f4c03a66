using System.Text.RegularExpressions;

namespace NetBatch.Architecture.Tests;

/// <summary>
/// Within a project, of two folders at most one uses the other: then a newcomer can read them from the bottom up. Read from the text, by
/// the names of types; what lies beside the folders is the project's face, which may use all and be used by all.
/// </summary>
public sealed partial class FolderLayerTests
{
    /// <summary>What points both ways and has not been taken apart. Nothing may be added; what is mended is taken off.</summary>
    private static readonly string[] Known =
    [
        "NetBatch.Data: Comparing, Providers", "NetBatch.Data: Generating, Metadata",
        "NetBatch.Data: Loading, Generating", "NetBatch.Data: Providers, Metadata",
        "NetBatch.Data: Services, Providers", "NetBatch.Data: Services, Workflows",
        "NetBatch.Inventory: Problems, Fields", "NetBatch.Lab: Devices, Platforms",
        "NetBatch.Platforms: Reading, Config", "NetBatch.Platforms: Session, Safety", "NetBatch.PowerShell: Running, Commands",
        "NetBatch.Remediation: Diffing, Ordering", "NetBatch.Remediation: Diffing, Objects", "NetBatch.Remediation: Diffing, Parsing",
        "NetBatch.Remediation: Objects, Predicting", "NetBatch.Remediation: Tree, Parsing",
        "NetBatch.Store: Writing, Leases", "NetBatch.Store: Writing, Reading",
    ];

    /// <summary>The generated readers and writers of JSON know every record, and the records that are stored ask them.</summary>
    private const string Json = "Json";

    [Fact]
    public void Folders_OfAProject_DoNotUseEachOtherBothWays() => Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
        .SelectMany(project => BothWays(project).Select(pair => $"{Path.GetFileName(project)}: {pair}"))
        .Where(pair => !Known.Any(known => Same(known, pair)))
        .ShouldBeEmpty();

    [Fact]
    public void Known_StillPointsBothWays()
    {
        var now = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .SelectMany(project => BothWays(project).Select(pair => $"{Path.GetFileName(project)}: {pair}")).ToArray();
        Known.Where(known => !now.Any(pair => Same(known, pair))).ShouldBeEmpty("it was mended: take it off the list");
    }

    private static bool Same(string one, string other) =>
        Word().Matches(one).Select(word => word.Value).Order().SequenceEqual(Word().Matches(other).Select(word => word.Value).Order());

    private static IEnumerable<string> BothWays(string project)
    {
        var files = Directory.EnumerateDirectories(project)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or Json))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Folder: Path.GetFileName(folder), Text: Bare(File.ReadAllText(file)))))
            .ToArray();
        var owners = files.SelectMany(file => Declaration().Matches(file.Text).Select(type => (Type: type.Groups[1].Value, file.Folder)))
            .GroupBy(one => one.Type, StringComparer.Ordinal)
            // A name of two folders, or one that is a member's name as well, tells nothing.
            .Where(type => type.Select(one => one.Folder).Distinct().Count() == 1 && !files.Any(file => IsMember(file.Text, type.Key)))
            .ToDictionary(type => type.Key, type => type.First().Folder, StringComparer.Ordinal);
        var uses = files.SelectMany(file => Name().Matches(file.Text).Select(name => owners.GetValueOrDefault(name.Value))
            .Where(folder => folder is not null && folder != file.Folder).Select(folder => (From: file.Folder, To: folder!)))
            .ToHashSet();
        return uses.Where(use => string.CompareOrdinal(use.From, use.To) < 0 && uses.Contains((use.To, use.From)))
            .Select(use => $"{use.From}, {use.To}");
    }

    private static bool IsMember(string text, string name) => Regex.IsMatch(text, $@"[\w>\])?] {name} (?:=>|\{{|=[^=])|[\w>\])?] {name}[,)]");

    /// <summary>Without comments and texts.</summary>
    private static string Bare(string text) => CommentOrText().Replace(text, "");

    [GeneratedRegex(@"//[^\n]*|""""""[\s\S]*?""""""|""(?:\\.|[^""\\\n])*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"^(?:public |internal |file |sealed |static |abstract |readonly |partial |ref )+"
        + @"(?:class|struct|interface|enum|record(?: struct)?|delegate [^(]+?) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex Word();
}
