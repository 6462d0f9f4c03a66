using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>An entry of a list in which the first one that matches a packet decides.</summary>
/// <param name="Number">Its number on the device.</param>
/// <param name="Body">What it says, without the number.</param>
/// <param name="Given">Whether the number was given by the reader, because the text has none.</param>
internal sealed record ListEntry(long Number, string Body, bool Given)
{
    private const int Step = 10;

    /// <summary>As far as a platform counts (Cisco NX-OS Security Command Reference, "permit (IPv4)"; others end below).</summary>
    private const long Greatest = uint.MaxValue;

    /// <summary>Whether it decides, and how; remarks do not.</summary>
    public string? Action => Begins("permit") ? "permit" : Begins("deny") ? "deny" : null;

    /// <summary>What it matches.</summary>
    public string Match => Words[(Words.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private bool Begins(string action) => Words is var words && words.StartsWith(action, StringComparison.Ordinal)
        && (words.Length == action.Length || words[action.Length] == ' ');

    /// <summary>What it says without the kind of its list, which an ASA shows with each entry.</summary>
    private string Words => Body.StartsWith("extended ", StringComparison.Ordinal) ? Body["extended ".Length..] : Body;

    /// <summary>The entries of a section, in their order on the device.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="rule">What an entry is.</param>
    /// <param name="parts">What was read of lines; another list mostly has the same ones. Null: nothing is kept.</param>
    public static List<ListEntry> Of(IReadOnlyList<ConfigNode> lines, LeafRule rule, Dictionary<string, Parts?>? parts = null)
    {
        var entries = new List<ListEntry>(lines.Count);
        foreach (var line in lines)
        {
            if (Read(line.Text, rule, parts) is not var (written, body))
            {
                continue;
            }

            var number = written is null ? Math.Abs(line.Sequence) : NumberOf(written, line.LineNumber);
            var given = number == 0 || line.Sequence < 0;
            entries.Add(new ListEntry(number > 0 ? number : entries.Count == 0 ? Step : entries.Max(e => e.Number) + Step, body, given));
        }

        for (var i = 1; i < entries.Count; i++)
        {
            if (entries[i].Number < entries[i - 1].Number)
            {
                return [.. entries.OrderBy(e => e.Number)];
            }
        }

        return entries;
    }

    private static Parts? Read(string text, LeafRule rule, Dictionary<string, Parts?>? known)
    {
        if (known is null || !known.TryGetValue(text, out var parts))
        {
            parts = rule.Search!.Match(text) is { Success: true } match
                ? new Parts(match.Groups["n"] is { Success: true } number ? number.Value : null, match.Groups["entry"].Value)
                : null;
            known?.Add(text, parts);
        }

        return parts;
    }

    /// <summary>A number that was written.</summary>
    /// <param name="text">Its digits.</param>
    /// <param name="line">The line that it stands in; 0: none.</param>
    /// <exception cref="ConfigException">No device counts so far.</exception>
    public static long NumberOf(string text, int line) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Greatest
            ? number
            : throw new ConfigException(line, $"the number {text} of an entry is beyond {Greatest}; give it a smaller one");

    /// <summary>A line for the entry by a platform's form.</summary>
    public string Line(string form) =>
        form.Replace("{n}", Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{entry}", Body, StringComparison.Ordinal)
            .Replace("{first}", Body.Split(' ')[0], StringComparison.Ordinal)
            .Replace("{rest}", Body[(Body.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);

    /// <summary>What a line says of an entry.</summary>
    /// <param name="Number">Its number; null: it has none.</param>
    /// <param name="Body">The rest.</param>
    internal readonly record struct Parts(string? Number, string Body);

    /// <summary>The same of a form that names the list, too.</summary>
    public string Line(string form, string list) => Line(form).Replace("{list}", list, StringComparison.Ordinal);
}
