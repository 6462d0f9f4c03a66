namespace NetBatch.TextFsm.Collections;

/// <summary>Where a collection's files come from.</summary>
internal interface ITemplateStore
{
    /// <summary>A name for messages.</summary>
    string Name { get; }

    /// <summary>The index's text.</summary>
    string ReadIndex();

    /// <summary>A template's text and a stamp that changes when it does; null if there is no such template.</summary>
    (string Text, long Stamp)? Read(string template);

    /// <summary>The stamp of a template as it is now; -1 if there is no such template.</summary>
    long StampOf(string template);
}

/// <summary>A directory with <c>index</c> and <c>*.textfsm</c>.</summary>
internal sealed class DirectoryStore(string directory) : ITemplateStore
{
    public string Name => directory;

    public string ReadIndex()
    {
        var path = Path.Combine(directory, "index");
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new TemplateException(TemplateErrorKind.Index, $"the directory '{directory}' has no file named index");
    }

    public (string Text, long Stamp)? Read(string template)
    {
        var stamp = StampOf(template);
        return stamp < 0
            ? null
            : (File.ReadAllText(PathOf(template)).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), stamp);
    }

    public long StampOf(string template)
    {
        var file = new FileInfo(PathOf(template));
        return file.Exists ? file.LastWriteTimeUtc.Ticks ^ file.Length : -1;
    }

    private string PathOf(string template) => Path.Combine(directory, template);
}

/// <summary>The templates that ship with this assembly.</summary>
internal sealed class BuiltInStore : ITemplateStore
{
    private const string Prefix = "Own/";

    public string Name => "built-in templates";

    public string ReadIndex() => ReadResource("index") ?? throw new InvalidOperationException("the built-in index is missing");

    public (string Text, long Stamp)? Read(string template) =>
        ReadResource(template) is { } text ? (text, 0) : null;

    public long StampOf(string template) => 0;

    private static string? ReadResource(string name)
    {
        using var stream = typeof(BuiltInStore).Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
