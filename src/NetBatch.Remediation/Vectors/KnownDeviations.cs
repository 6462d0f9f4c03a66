namespace NetBatch.Remediation;

/// <summary>
/// The deviations from the reference that touch answers it is not blamed for: a banner is negated by its name
/// and not by its text, and the closers of FortiOS are no lines of its config. A recorded answer that differs by
/// nothing else counts as met. docs/remediation.md tells why.
/// </summary>
internal sealed class KnownDeviations(ConfigTree running, ConfigTree intended)
{
    private readonly string[][] banners =
    [
        .. running.Children.Concat(intended.Children)
            .Where(c => c.Text.StartsWith("banner ", StringComparison.Ordinal))
            .Select(c => (running.Platform.Negation + c.Text).Split('\n')),
    ];

    /// <summary>
    /// Platforms whose plain device output the reference refuses for its repeated separators (# of Comware) and
    /// closers (next of FortiOS), which are no lines here.
    /// </summary>
    public static bool Accepts(ConfigRules platform) => platform.Syntax == ConfigSyntax.ConfigEdit || platform.Name == "hp_comware5";

    public bool Explain(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        Common(expected).SequenceEqual(Common(actual), StringComparer.Ordinal);

    private List<string> Common(IReadOnlyList<string> lines)
    {
        var common = new List<string>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if (banners.FirstOrDefault(b => lines.Skip(i).Take(b.Length).SequenceEqual(b, StringComparer.Ordinal)) is { } banner)
            {
                common.Add(string.Join(' ', banner[0].Split(' ').Take(3)));
                i += banner.Length - 1;
            }
            else if (running.Platform.Syntax != ConfigSyntax.ConfigEdit || lines[i].Trim() is not ("next" or "end" or "exit"))
            {
                common.Add(lines[i]);
            }
        }

        return common;
    }
}
