using System.Text;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Asa;

/// <summary>The running config of an ASA: lines in the order of the grammar, ports between exclamation marks.</summary>
internal static class AsaText
{
    private static readonly string[] Written = ["nameif", "security-level", "ip address"];

    public static string Write(ViewDialect dialect, ViewNode root, bool sorted)
    {
        var text = new StringBuilder();
        var lastWasPort = false;
        foreach (var node in Lists(dialect.InOrder(root, sorted)))
        {
            var port = node.Rule!.Opens == "interface";
            if (port || lastWasPort)
            {
                text.Append("!\n");
            }

            lastWasPort = port;
            text.Append(node.Line).Append('\n');
            Below(text, dialect, node, 1, sorted);
        }

        return text.ToString();
    }

    // The entries of a list stand together, the lists in the order of their first entries.
    private static List<ViewNode> Lists(IEnumerable<ViewNode> lines)
    {
        var all = lines.ToList();
        var first = all.FindIndex(node => node.Rule!.Defines == "acl");
        var lists = all.FindAll(node => node.Rule!.Defines == "acl");
        return first < 0 ? all
            : [.. all.Take(first), .. lists.GroupBy(node => node.Names[0]).SelectMany(list => list),
                .. all.Skip(first).Where(node => node.Rule!.Defines != "acl")];
    }

    private static void Below(StringBuilder text, ViewDialect dialect, ViewNode node, int depth, bool sorted)
    {
        var children = dialect.InOrder(node, sorted).ToList();
        foreach (var child in children)
        {
            text.Append(' ', depth).Append(child.Line).Append('\n');
            Below(text, dialect, child, depth + 1, sorted);
        }

        if (node.Rule!.Opens == "interface")
        {
            foreach (var key in Written.Where(key => children.TrueForAll(child => child.Key != key)))
            {
                text.Append(' ').Append("no ").Append(key).Append('\n');
            }
        }
    }
}
