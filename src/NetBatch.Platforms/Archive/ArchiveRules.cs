using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>What of a platform's devices is kept night after night, and what of it does not count as a change.</summary>
public sealed record ArchiveRules
{
    /// <summary>The part that is the configuration in use.</summary>
    public const string Running = "running";

    /// <summary>The part that a restart would load.</summary>
    public const string Startup = "startup";

    /// <summary>
    /// White space and line ends (Unicode's, as .NET takes them) beside "\n" and " ". Few texts have any of them, and those are
    /// gone through line by line.
    /// </summary>
    private static readonly SearchValues<char> OtherBlanks = SearchValues.Create(
        "\t\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000");

    /// <summary>The commands that show each part, in order; those of <c>session: show</c> are among them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Commands { get; init; }

    /// <summary>The parts that are read where nobody says which.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [Running];

    /// <summary>Lines that change by themselves, each with its line end; or null.</summary>
    public Regex? Dropped { get; init; }

    /// <summary>Pieces that the device prints anew each time, such as a password with another salt.</summary>
    public IReadOnlyList<(Regex Search, string Replace)> Hidden { get; init; } = [];

    /// <summary>Where the device says who changed it last; or null.</summary>
    public LastChangeRules? LastChange { get; init; }

    /// <summary>A text without what changes by itself: two texts that are equal then are the same configuration.</summary>
    /// <param name="text">As the device printed it.</param>
    /// <param name="ignored">Further lines that do not count, each with its line end; or null.</param>
    public string Comparable(string text, Regex? ignored = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = Plain(text);
        plain = Dropped?.Replace(plain, "") ?? plain;
        plain = ignored?.Replace(plain, "") ?? plain;
        foreach (var (search, replace) in Hidden)
        {
            plain = search.Replace(plain, replace);
        }

        var end = plain.AsSpan().TrimEnd('\n').Length;
        var begin = end - plain.AsSpan(0, end).TrimStart('\n').Length;
        // A configuration is long: what is right as it is is not copied.
        return end == 0 ? "" : begin == 0 && end + 1 == plain.Length ? plain : string.Concat(plain.AsSpan(begin, end - begin), "\n");
    }

    /// <summary>One expression for whole lines that begin with one of these.</summary>
    /// <param name="patterns">Regular expressions; at least one.</param>
    public static string WholeLines(IEnumerable<string> patterns) =>
        $@"(?m)^(?:{string.Join('|', patterns.Select(one => $"(?:{one})"))}).*(?:\n|\z)";

    /// <summary>Line ends are \n, and no line ends with blanks.</summary>
    private static string Plain(string text)
    {
        var usual = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (!usual.AsSpan().ContainsAny(OtherBlanks) && !usual.Contains(" \n", StringComparison.Ordinal) && !usual.EndsWith(' '))
        {
            return usual;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            plain.Append(line.TrimEnd()).Append('\n');
        }

        return plain.ToString();
    }
}

/// <summary>How a device says who changed its configuration last.</summary>
/// <param name="Show">The command that shows it; null: the running configuration itself.</param>
/// <param name="Match">Expression whose group <c>user</c> is the account.</param>
public sealed record LastChangeRules(string? Show, Regex Match)
{
    /// <summary>The account; null: the text does not say.</summary>
    public string? UserOf(string text) =>
        Match.Match(text) is { Success: true } found && found.Groups["user"].Value is { Length: > 0 } user ? user : null;
}
