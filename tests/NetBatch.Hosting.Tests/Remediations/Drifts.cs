using System.Text.RegularExpressions;

namespace NetBatch.Hosting.Tests.Remediations;

/// <summary>Ways in which a config drifts, by the device's number.</summary>
internal static partial class Drifts
{
    public static string Plain(string name, string running) => running
        .Replace("10.200.0.10", "10.200.0.99", StringComparison.Ordinal)
        .Replace("description to the router before", $"description uplink of {name}", StringComparison.Ordinal);

    public static string Of(string name, string running)
    {
        var number = int.Parse(Number().Match(name).ValueSpan);
        if (running.Contains('{', StringComparison.Ordinal))
        {
            return (number % 3) switch
            {
                0 => running.Replace("system {", "system {\n    time-zone UTC;", StringComparison.Ordinal),
                1 => running.Replace("metric 10;", "metric 77;", StringComparison.Ordinal)
                    .Replace("to the router before", $"uplink of {name}", StringComparison.Ordinal),
                _ => running.Replace("to the router behind", $"downlink of {name}", StringComparison.Ordinal),
            };
        }

        return (number % 4) switch
        {
            0 => Plain(name, running),
            1 => running.Replace("lab.example", "example.net", StringComparison.Ordinal)
                .Replace("to the router behind", $"downlink of {name}", StringComparison.Ordinal),
            2 => running.Replace("to the router before", $"uplink of {name}", StringComparison.Ordinal)
                .Replace("cost 10", "cost 20", StringComparison.Ordinal),
            _ => running.Replace("10.200.0.1", $"10.200.7.{number}", StringComparison.Ordinal),
        };
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
