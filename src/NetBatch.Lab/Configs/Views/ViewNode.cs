namespace NetBatch.Lab.Configs.Views;

/// <summary>A line of the configuration with those of the view that it opens.</summary>
internal sealed class ViewNode(ViewRule? rule, string key, string line)
{
    /// <summary>The command; null: the configuration itself.</summary>
    public ViewRule? Rule { get; } = rule;

    public string Key { get; } = key;

    public string Line { get; set; } = line;

    /// <summary>The arguments that name it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What it refers to.</summary>
    public IReadOnlyList<(string Class, string Name)> References { get; set; } = [];

    /// <summary>Whether it stands there with its negation: something that is on unless it says so.</summary>
    public bool IsOff { get; init; }

    public List<ViewNode> Children { get; } = [];

    public ViewNode? Find(string key) => Children.Find(child => child.Key == key && !child.Rule!.IsText);

    /// <summary>Itself and all below.</summary>
    public IEnumerable<ViewNode> All => Children.SelectMany(child => child.All.Prepend(child));

    public ViewNode Copy()
    {
        var copy = new ViewNode(Rule, Key, Line) { Names = Names, References = References, IsOff = IsOff };
        copy.Children.AddRange(Children.Select(child => child.Copy()));
        return copy;
    }
}
