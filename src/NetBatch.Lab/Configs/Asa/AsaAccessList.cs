using System.Globalization;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Asa;

/// <summary>The entries of access lists in their order.</summary>
internal static class AsaAccessList
{
    /// <summary>Puts an entry at its <c>line</c>, or leaves it where it is if it stands there already.</summary>
    public static string Place(ViewNode root, ViewNode node, string? before)
    {
        var words = node.Line.Split(' ');
        var number = words.Length > 3 && words[2] == "line" ? int.Parse(words[3], CultureInfo.InvariantCulture) : int.MaxValue;
        node.Line = node.Key;
        if (before is not null)
        {
            return node.Rule!.Literals.Length > 0 && node.Line.Contains(" remark ", StringComparison.Ordinal) ? ""
                : $"WARNING: <{node.Names[0]}> found duplicate element\n";
        }

        var others = Of(root, node.Names[0]).Where(other => other != node).ToList();
        if (number <= others.Count)
        {
            root.Children.Remove(node);
            root.Children.Insert(root.Children.IndexOf(others[number - 1]), node);
        }

        return "";
    }

    /// <summary>The entries of a list.</summary>
    public static IEnumerable<ViewNode> Of(ViewNode root, string list) =>
        root.Children.Where(child => child.Rule!.Defines == "acl" && child.Names[0] == list);

    /// <summary>Without a permit or deny no interface uses the list.</summary>
    public static void Emptied(ViewConfig config, string list)
    {
        if (!Of(config.Root, list).Any(entry => !entry.Key.Contains(" remark ", StringComparison.Ordinal)))
        {
            config.Root.Children.RemoveAll(child => child.References.Contains(("acl", list)));
        }
    }

    /// <summary><c>clear configure access-list</c>.</summary>
    public static void Clear(ViewConfig config, string list)
    {
        config.Root.Children.RemoveAll(child => child.Rule!.Defines == "acl" && child.Names[0] == list);
        Emptied(config, list);
    }
}
