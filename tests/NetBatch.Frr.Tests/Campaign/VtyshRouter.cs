using System.Diagnostics;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>One FRR router that holds configuration only, spoken to by vtysh as an operator's keyboard would.</summary>
internal sealed class VtyshRouter(string folder)
{
    /// <summary>What a new router shows, and what closes sections.</summary>
    private static readonly List<string> New =
        ["Building ", "Current ", "frr ", "hostname ", "no ip forwarding", "no ipv6 forwarding", "bgp no-rib", "exit", "end"];

    /// <summary>What the router showed last; it is spoken to from here alone.</summary>
    private string shown = "";

    /// <summary>Sends config lines and gives the config behind them and what the router answered to a line that it did not take.</summary>
    public async Task<(string Config, IReadOnlyList<string> Refused)> ApplyAsync(IEnumerable<string> lines,
        CancellationToken cancellationToken)
    {
        var output = await SpeakAsync([.. Asked(lines)], cancellationToken);
        var start = output.LastIndexOf(Start, StringComparison.Ordinal);
        shown = Config(output, start);
        return (shown, [.. output[..start].Split('\n').Where(line => line.StartsWith('%')).Select(line => line.Trim())]);
    }

    /// <summary>Makes the router what it was when it was new, and gives it a config: in one conversation, for vtysh takes longer to begin
    /// than to speak.</summary>
    public async Task<string> BeginAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var output = await SpeakAsync([.. Asked(Removals(shown)), .. Asked(lines)], cancellationToken);
        shown = Config(output, output.LastIndexOf(Start, StringComparison.Ordinal));
        if (Tops(Config(output, output.IndexOf(Start, StringComparison.Ordinal))).Count == 0)
        {
            return shown;
        }

        // Some of it hung on the rest.
        for (var round = 0; Tops(shown) is { Count: > 0 } left; round++)
        {
            Assert.True(round < 4, $"The router cannot be emptied: {string.Join(" | ", left)}");
            await ApplyAsync(Removals(shown), cancellationToken);
        }

        return (await ApplyAsync(lines, cancellationToken)).Config;
    }

    /// <summary>The lines of a config with their sections, sorted: FRR prints lists and sections in the order in which they were
    /// made.</summary>
    public static string Sorted(string config)
    {
        var sections = new List<string>();
        var lines = new List<string>();
        foreach (var line in config.Split('\n').Where(line => line.Trim().Length > 0 && line.Trim()[0] != '!'))
        {
            var depth = line.Length - line.TrimStart().Length;
            sections.RemoveRange(Math.Min(depth, sections.Count), Math.Max(0, sections.Count - depth));
            sections.Add(line.Trim());
            lines.Add(string.Join(" > ", sections));
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    private const string Start = "Building configuration...";

    private static IEnumerable<string> Asked(IEnumerable<string> lines) => ["configure terminal", .. lines, "end", "show running-config"];

    private static string Config(string output, int start)
    {
        var end = start < 0 ? -1 : output.IndexOf("\nend\n", start, StringComparison.Ordinal);
        Assert.True(end > start, output);
        return output[start..end] + "\nend\n";
    }

    private static List<string> Tops(string config) =>
        [.. config.Split('\n').Where(line => line.Length > 0 && line[0] is not (' ' or '!') && !New.Exists(line.StartsWith))];

    /// <summary>What stands at the top goes by its own line; VRFs of BGP before BGP itself.</summary>
    private static IEnumerable<string> Removals(string config) =>
        Tops(config).OrderByDescending(line => line.Contains(" vrf ", StringComparison.Ordinal)).SelectMany(Removal);

    private static IEnumerable<string> Removal(string line) => line switch
    {
        "interface lo" => ["interface lo", "no description", "no ip ospf cost", "exit", "no interface lo"],
        "vrf RED" => ["vrf RED", .. Enumerable.Range(0, 4).Select(n => FormattableString.Invariant($"no ip route 10.{n}.0.0/16 blackhole")),
            "exit-vrf", "no vrf RED"],
        _ => ["no " + line],
    };

    private async Task<string> SpeakAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        using var vtysh = Process.Start(new ProcessStartInfo("vtysh", ["--vty_socket", folder, "--config_dir", folder])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = vtysh.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = vtysh.StandardError.ReadToEndAsync(cancellationToken);
        await vtysh.StandardInput.WriteAsync(string.Join('\n', lines) + "\n");
        vtysh.StandardInput.Close();
        await vtysh.WaitForExitAsync(cancellationToken);
        return (await output).ReplaceLineEndings("\n") + await errors;
    }
}
