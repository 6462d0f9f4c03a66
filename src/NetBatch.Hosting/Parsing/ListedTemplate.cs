using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>A template as collections list it: what it parses, and what it gives.</summary>
public sealed class ListedTemplate
{
    private readonly Lazy<(string[] Columns, string[] Keys, string? Problem)> content;

    internal ListedTemplate(TemplateSet collection, IndexEntry entry)
    {
        (Platform, Command, FullCommand, Collection, Files) =
            (entry.Platform, entry.Command, entry.FullCommand, collection.Name, entry.Templates);
        // A library has a thousand of them and most are only listed by their names.
        content = new(() => Read(collection, entry));
    }

    /// <summary>Its file's name without the ending; of several files the first's.</summary>
    public string Name => Path.GetFileNameWithoutExtension(Files[0]);

    /// <summary>The platform's regular expression; empty: every platform.</summary>
    public string Platform { get; }

    /// <summary>The command as the index writes it, with its abbreviations: <c>sh[[ow]] ver[[sion]]</c>.</summary>
    public string Command { get; }

    /// <summary>The command in full; null where it is a pattern that stands for no single command.</summary>
    public string? FullCommand { get; }

    /// <summary>The collection: its folder, or the one that comes with NetBatch.</summary>
    public string Collection { get; }

    /// <summary>Its files. The first gives the table, each further one adds its columns.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The columns that it gives; empty where there is a problem.</summary>
    public IReadOnlyList<string> Columns => content.Value.Columns;

    /// <summary>Those that tell rows apart.</summary>
    public IReadOnlyList<string> Keys => content.Value.Keys;

    /// <summary>Why it cannot be used, or null.</summary>
    public string? Problem => content.Value.Problem;

    private static (string[] Columns, string[] Keys, string? Problem) Read(TemplateSet collection, IndexEntry entry)
    {
        try
        {
            Template[] templates = [.. entry.Templates.Select(collection.Get)];
            return (
                [.. templates.SelectMany(template => template.Header).Distinct()],
                [.. templates[0].Values.Where(value => value.Has(ValueOption.Key)).Select(value => value.Name)],
                null);
        }
        catch (NetBatchException refused)
        {
            return ([], [], refused.Message);
        }
    }
}
