using System.Text.RegularExpressions;

namespace NetBatch.Architecture.Tests;

/// <summary>docs/architecture.md names what is there.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    private static readonly Lazy<string> Source = new(() => string.Join('\n', Sources().Select(File.ReadAllText)));

    /// <summary>Each project's page names its folders; one that is not there any more misleads.</summary>
    [Fact]
    public void Folders_OfTheProjectsPages_AreThere()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories))
        {
            var folders = Quoted().Matches(File.ReadAllText(page)).Select(match => match.Groups["text"].Value)
                .Where(text => char.IsAsciiLetterUpper(text[0]) && text.Contains('/', StringComparison.Ordinal))
                .Select(text => Path.GetFileName(text[..text.LastIndexOf('/')])).Distinct().ToList();
            folders.ShouldNotBeEmpty(page);
            folders.Where(folder =>
                Directory.GetDirectories(Path.GetDirectoryName(page)!, folder,
                    SearchOption.AllDirectories).Length == 0)
                .ShouldBeEmpty(page);
        }
    }

    [Fact]
    public void Paths_AreThere()
    {
        var paths = Quoted().Matches(Page).Select(match => match.Groups["text"].Value)
            .Where(text => text.Contains('/', StringComparison.Ordinal)).ToList();

        paths.Count.ShouldBeGreaterThan(20);
        paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ShouldBeEmpty();
    }

    [Fact]
    public void Types_OfTheJourneys_AreThere()
    {
        var journeys = Page[Page.IndexOf("## Journeys", StringComparison.Ordinal)..Page.IndexOf("## Words", StringComparison.Ordinal)];
        var types = Quoted().Matches(journeys).Select(match => match.Groups["text"].Value).Where(text => TypeName().IsMatch(text))
            .Distinct().ToList();

        types.Count.ShouldBeGreaterThan(15);
        types.Where(type => !Regex.IsMatch(Source.Value,
            $@"\b(?:class|record|struct|interface|enum) {type.Split('.')[0]}\b|\b{type.Split('.')[0]} {{ get;", RegexOptions.None,
            TimeSpan.FromSeconds(10))).ShouldBeEmpty();
    }

    [Fact]
    public void Words_AreUsed()
    {
        var glossary = Page[Page.IndexOf("## Words", StringComparison.Ordinal)..];
        var words = Row().Matches(glossary).Select(match => match.Groups["word"].Value).Where(word => word != "Word").ToList();

        words.Count.ShouldBeGreaterThan(20);
        words.Where(word => !Source.Value.Contains(word, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[A-Z][A-Za-z]+(?<!Async)(?:\.[A-Z][A-Za-z]+)?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^\| (?<word>[A-Za-z ]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
