namespace NetBatch;

/// <summary>Which pipelines a template's jobs go through. They are no targets of the inventory: they come of projects, or of
/// files.</summary>
public sealed record PipelineChoice
{
    /// <summary>Names of projects, with wildcards <c>*</c> and <c>?</c>, any case; all their pipelines, as the projects are when a job
    /// starts.</summary>
    public IReadOnlyList<string> Projects { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Full paths of files, with wildcards in their last part; read when a job starts.</summary>
    public IReadOnlyList<string> Files { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Names of instances in the place of those that the files name; projects have their own.</summary>
    public IReadOnlyList<string> Instances { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>The instance that files compare with, in the place of the one that they name; or null.</summary>
    public string? Source { get; init; }

    /// <summary>Every text that may hold placeholders.</summary>
    internal IEnumerable<string> Texts => [.. Projects, .. Files, .. Instances, Source ?? ""];

    /// <summary>The choice with relative paths put into a folder; what begins with a placeholder stays as it is.</summary>
    /// <param name="folder">The folder, by its full path.</param>
    internal PipelineChoice In(string folder) =>
        this with { Files = [.. Files.Select(file => file.StartsWith('{') ? file : Path.GetFullPath(file, folder))] };

    /// <summary>What is chosen, in a line.</summary>
    public override string ToString() => string.Join(" ", [.. Projects, .. Files.Select(file => Path.GetFileName(file))]);

    /// <summary>What cannot be, a sentence each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Projects.Count == 0 && Files.Count == 0)
        {
            yield return "The template's pipelines name neither a project nor a file.";
        }

        if (Files.Count == 0 && (Instances.Count > 0 || Source is not null))
        {
            yield return "Instances and a source are for pipelines of files; a project has its own.";
        }
    }
}
