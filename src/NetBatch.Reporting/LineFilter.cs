using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Leaves lines of outputs out that make no difference: clocks, counters, uptimes.</summary>
public sealed class LineFilter
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Regex[] ignored;

    private LineFilter(IEnumerable<string> patterns) => ignored = [.. patterns.Select(Pattern)];

    /// <summary>
    /// Lines that differ between devices, or from one moment to the next, by their nature: how long a device has been up, what time it is
    /// there, counters, rates and loads, serial numbers and hardware addresses.
    /// </summary>
    public static IReadOnlyList<string> Usual { get; } = ItemList.Of(
    [
        @"\buptime\b", @"\bup (for )?\d+ ?(s|m|h|d|w|y|second|minute|hour|day|week|month|year)",
        @"\b(uptime|restarted|booted|last (boot|reload|reset|restart)).*\d",
        @"^\W*\d{1,2}:\d{2}:\d{2}(\.\d+)?(\s|$)", @"\b((current|local|system|device) )?(time|clock|date)\b.*\d{1,2}:\d{2}",
        @"\b(last|time since) [\w ]*(change|changed|updated|input|output|clear|cleared|clearing)\b",
        @"^(Building configuration|Current configuration ?:)", @"\b\d+ (packets?|bytes?|bits?/sec|pkts?/sec|errors?|drops?|frames?)\b",
        @"\b(input|output) rate\b",
        @"\bload average\b|\b(cpu|memory) (utili[sz]ation|usage)\b|\b(free|used) (memory|mem)\b",
        @"\bserial (number|no\.?|num)\b|\bprocessor board id\b|\b(base |burned.in )?(ethernet )?mac address\b|\bchassis id\b",
    ]);

    /// <summary>A filter of regular expressions, any case.</summary>
    /// <param name="patterns">Lines that match one make no difference; null: those of <see cref="Usual"/>.</param>
    /// <param name="also">Lines that make no difference either where <paramref name="patterns"/> is null; or null.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no regular expression.</exception>
    public static LineFilter Of(IReadOnlyList<string>? patterns, string? also = null) =>
        new(patterns ?? (also is null ? Usual : [.. Usual, also]));

    /// <summary>What counts of a text: no ignored lines, no white space at the ends of lines, no empty lines around.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a pattern takes too long.</exception>
    public string Normal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join('\n',
            text.Split('\n').Select(line => line.TrimEnd()).Where(line => !Array.Exists(ignored, one => Matches(one, line)))).Trim('\n');
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, MatchTimeout);
        }
        catch (ArgumentException problem)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{text}' is no regular expression: {problem.Message}");
        }
    }

    private static bool Matches(Regex pattern, string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The pattern '{pattern}' of lines to ignore took longer than {slow.MatchTimeout.TotalSeconds:0.#} s on one line.",
                "Write it without nested repetitions.", slow);
        }
    }
}
