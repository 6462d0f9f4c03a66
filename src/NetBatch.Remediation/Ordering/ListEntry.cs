using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>An entry of a list in which the first one that matches a packet decides.</summary>
/// <param name="Number">Its number on the device.</param>
/// <param name="Body">What it says, without the number.</param>
/// <param name="Given">Whether the number was given by the reader, because the text has none.</param>
internal sealed record ListEntry(int Number, string Body, bool Given)
{
    private const int Step = 10;

    /// <summary>Whether it decides, and how; remarks do not.</summary>
    public string? Action => Words.Split(' ', 2) is [("permit" or "deny") and var action, ..] ? action : null;

    /// <summary>What it matches.</summary>
    public string Match => Words[(Words.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>What it says without the kind of its list, which an ASA shows with each entry.</summary>
    private string Words => Body.StartsWith("extended ", StringComparison.Ordinal) ? Body["extended ".Length..] : Body;

    /// <summary>The entries of a section, in their order on the device.</summary>
    public static List<ListEntry> Of(IEnumerable<ConfigNode> lines, LeafRule rule)
    {
        var entries = new List<ListEntry>();
        foreach (var line in lines)
        {
            if (rule.Search!.Match(line.Text) is not { Success: true } match)
            {
                continue;
            }

            var number = match.Groups["n"] is { Success: true } written
                ? int.Parse(written.Value, CultureInfo.InvariantCulture)
                : Math.Abs(line.Sequence);
            var given = number == 0 || line.Sequence < 0;
            entries.Add(new ListEntry(number > 0 ? number : entries.Count == 0 ? Step : entries.Max(e => e.Number) + Step,
                match.Groups["entry"].Value, given));
        }

        return [.. entries.OrderBy(e => e.Number)];
    }

    /// <summary>A line for the entry by a platform's form.</summary>
    public string Line(string form) =>
        form.Replace("{n}", Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{entry}", Body, StringComparison.Ordinal);

    /// <summary>The same of a form that names the list, too.</summary>
    public string Line(string form, string list) => Line(form).Replace("{list}", list, StringComparison.Ordinal);
}
