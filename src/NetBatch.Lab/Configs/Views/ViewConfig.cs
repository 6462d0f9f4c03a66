namespace NetBatch.Lab.Configs.Views;

/// <summary>The configuration of a platform whose command line is made of views.</summary>
internal sealed class ViewConfig(ViewDialect dialect) : IDeviceConfig
{
    public ViewDialect Dialect { get; } = dialect;

    public ViewNode Root { get; private init; } = new(null, "", "");

    public string Text => Dialect.Write(Root, sorted: false);

    /// <summary>The whole with the lines whose order does not count by their names.</summary>
    public string Meaning => Dialect.Write(Root, sorted: true);

    public string? HostName => Root.Find(Dialect.NameWord)?.Line[(Dialect.NameWord.Length + 1)..];

    /// <summary>Reads a configuration as the device shows it.</summary>
    public static ViewConfig Parse(ViewDialect dialect, string text)
    {
        var config = new ViewConfig(dialect);
        var editor = new ViewEditor(config) { IsLoading = true };
        var open = new Stack<int>();
        foreach (var (line, number) in text.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select((line, at) => (line, at + 1)))
        {
            var indent = line.Length - line.TrimStart().Length;
            if (line.Trim().Length == 0 || dialect.IsFrame(line))
            {
                continue;
            }

            while (open.TryPeek(out var last) && last >= indent)
            {
                open.Pop();
                editor.Leave();
            }

            var result = editor.Apply(line.Trim());
            if (!result.Done)
            {
                throw LabErrors.Argument($"The lab's device does not know '{line.Trim()}' (line {number} of its configuration).",
                    "Write what the platform's command reference has, or leave the line out.");
            }

            if (result.Entered)
            {
                open.Push(indent);
            }
        }

        return config;
    }

    public bool Holds(string text) => Text.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether something of a kind has this name.</summary>
    public bool Defines(string kind, string name) =>
        Root.All.Any(node => node.Rule!.Defines == kind && !node.IsOff && string.Equals(NameOf(node), name, StringComparison.Ordinal));

    /// <summary>The lines that name something.</summary>
    public IEnumerable<ViewNode> UsersOf(string kind, string name) =>
        Root.All.Where(node => node.References.Contains((kind, name)));

    /// <summary>The name by which others refer to what a line makes.</summary>
    public static string NameOf(ViewNode node) => node.Names.Count > 0 ? node.Names[0] : node.Line[(node.Line.LastIndexOf(' ') + 1)..];

    public ViewConfig Copy()
    {
        var copy = new ViewConfig(Dialect) { Root = Root.Copy() };
        return copy;
    }
}
