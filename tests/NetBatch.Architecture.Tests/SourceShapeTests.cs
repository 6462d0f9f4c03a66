namespace NetBatch.Architecture.Tests;

/// <summary>How long lines and files of the source may be.</summary>
public sealed class SourceShapeTests
{
    private const int MostCharacters = 140;
    private const int MostLines = 400;
    private const int MiddleLines = 70;

    private static readonly (string Path, string[] Lines)[] Files =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllLines(path))),
    ];

    [Fact]
    public void Lines_AreAtMost140Characters() => Files
        .SelectMany(file => file.Lines.Index().Where(line => line.Item.Length > MostCharacters).Select(line => $"{file.Path}:{line.Index + 1}"))
        .ShouldBeEmpty();

    [Fact]
    public void Files_AreAtMost400Lines() => Files.Where(file => file.Lines.Length > MostLines).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void Files_HaveAMiddleOf70Lines() =>
        Files.Select(file => file.Lines.Length).Order().ElementAt(Files.Length / 2).ShouldBeLessThanOrEqualTo(MiddleLines);
}
