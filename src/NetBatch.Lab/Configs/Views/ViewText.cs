using System.Text;

namespace NetBatch.Lab.Configs.Views;

/// <summary>A configuration between number signs, as VRP and Comware write it.</summary>
internal static class ViewText
{
    /// <summary>Writes all lines.</summary>
    /// <param name="dialect">The platform.</param>
    /// <param name="root">The configuration.</param>
    /// <param name="sorted">Whether all whose order does not count stands by its name.</param>
    /// <param name="merge">What makes one line of several.</param>
    public static string Write(ViewDialect dialect, ViewNode root, bool sorted, Func<IEnumerable<ViewNode>, IEnumerable<ViewNode>> merge)
    {
        var text = new StringBuilder("#\n");
        ViewNode? last = null;
        foreach (var node in merge(dialect.InOrder(root, sorted)))
        {
            if (last is not null && (last.Rule!.Opens is not null || node.Rule!.Opens is not null || Family(last) != Family(node)))
            {
                text.Append("#\n");
            }

            last = node;
            Write(text, dialect, node, 0, sorted);
        }

        return text.Append("#\nreturn\n").ToString();
    }

    /// <summary>What stands in a view.</summary>
    public static string Of(ViewDialect dialect, ViewNode node)
    {
        var text = new StringBuilder("#\n");
        if (node.Rule is null)
        {
            return dialect.Write(node, sorted: false);
        }

        Write(text, dialect, node, 0, sorted: false);
        return text.Append("#\nreturn\n").ToString();
    }

    private static void Write(StringBuilder text, ViewDialect dialect, ViewNode node, int depth, bool sorted)
    {
        text.Append(' ', depth).Append(node.Line).Append('\n');
        foreach (var child in dialect.InOrder(node, sorted))
        {
            Write(text, dialect, child, depth + 1, sorted);
        }
    }

    // Lines that begin with the same word stand together.
    private static string Family(ViewNode node) => node.Rule!.Literals.Split(' ')[0];
}
