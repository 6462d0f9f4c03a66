using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>Lines that make several VLANs at once (<c>vlan 1,10-12</c>).</summary>
internal static partial class VlanLists
{
    /// <summary>
    /// Puts one line for each VLAN at the config's end, so that a list on one side and single lines on the other
    /// compare, and no list is taken away as a whole.
    /// </summary>
    public static void SplitAll(ConfigTree tree)
    {
        foreach (var list in tree.Children.Where(c => IsList(c.Text)).ToArray())
        {
            foreach (var text in Split(list))
            {
                if (tree.Find(text) is { } first)
                {
                    throw new ConfigException(list.LineNumber,
                        $"'{text}' is in '{list.Text}' and in line {first.LineNumber} too; keep one");
                }

                tree.Root.Add(text, list.LineNumber);
            }

            tree.Root.Remove(list);
        }
    }

    public static bool IsList(string text) =>
        text.StartsWith("vlan ", StringComparison.Ordinal) && Shape().IsMatch(text) && text.AsSpan().IndexOfAny(',', '-') > 0;

    public static IEnumerable<string> Split(ConfigNode list) =>
        NumberRange.Numbers(list.Text[5..], list.LineNumber).Select(n => FormattableString.Invariant($"vlan {n}"));

    [GeneratedRegex(@"^vlan \d[\d,\-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
