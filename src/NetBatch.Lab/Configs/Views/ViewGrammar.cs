namespace NetBatch.Lab.Configs.Views;

/// <summary>
/// The commands of a platform whose command line is made of views (VRP, Comware, ASA). Unlike <see cref="ConfigGrammar"/> it knows whole
/// commands: what it does not know is refused. A text of views: <c>view NAME</c>, then a command a line; arguments that name the line
/// in <c>&lt; &gt;</c>, values in <c>{ }</c>, what may be left out in <c>[ ]</c>; <c>=&gt; view prompt</c> where it opens a view; marks
/// behind <c>;</c> as in <see cref="ViewRule"/>.
/// </summary>
internal sealed class ViewGrammar
{
    private readonly Dictionary<string, List<ViewRule>> views = [];

    public ViewGrammar(string text, IReadOnlyList<string> ports)
    {
        Ports = ports;
        List<ViewRule> view = [];
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("view ", StringComparison.Ordinal))
            {
                views[line[5..]] = view = [];
            }
            else
            {
                // Commands that begin alike stand together: the entries of one list.
                var rule = new ViewRule(line, view.Count);
                view.Add(view.Find(other => other.Literals == rule.Literals) is { } alike ? new ViewRule(line, alike.Place) : rule);
            }
        }
    }

    /// <summary>The view in which the others open.</summary>
    public const string Top = "system";

    /// <summary>The types of interfaces.</summary>
    public IReadOnlyList<string> Ports { get; }

    public IReadOnlyList<ViewRule> View(string name) => views[name];
}
