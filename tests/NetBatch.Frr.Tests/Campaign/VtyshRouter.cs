using System.Diagnostics;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>One FRR router that holds configuration only, spoken to by vtysh as an operator's keyboard would.</summary>
internal sealed class VtyshRouter(string folder)
{
    /// <summary>What a new router shows, and what closes sections.</summary>
    private static readonly List<string> New =
        ["Building ", "Current ", "frr ", "hostname ", "no ip forwarding", "no ipv6 forwarding", "bgp no-rib", "exit", "end"];

    /// <summary>Sends config lines and gives the config behind them and what the router answered to a line that it did not take.</summary>
    public async Task<(string Config, IReadOnlyList<string> Refused)> ApplyAsync(IEnumerable<string> lines,
        CancellationToken cancellationToken)
    {
        var output = await SpeakAsync(["configure terminal", .. lines, "end", "show running-config"], cancellationToken);
        var start = output.LastIndexOf("Building configuration...", StringComparison.Ordinal);
        var end = output.LastIndexOf("\nend\n", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, output);
        return (output[start..end] + "\nend\n",
            [.. output[..start].Split('\n').Where(line => line.StartsWith('%')).Select(line => line.Trim())]);
    }

    /// <summary>Makes the router what it was when it was new.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var (config, _) = await ApplyAsync([], cancellationToken);
            var tops = config.Split('\n').Where(line => line.Length > 0 && line[0] is not (' ' or '!') && !New.Exists(line.StartsWith))
                .ToList();
            if (tops.Count == 0)
            {
                return;
            }

            Assert.True(round < 4, $"The router cannot be emptied: {string.Join(" | ", tops)}");
            // What stands at the top goes by its own line; VRFs of BGP before BGP itself.
            await ApplyAsync(tops.OrderByDescending(line => line.Contains(" vrf ", StringComparison.Ordinal)).SelectMany(Removal),
                cancellationToken);
        }
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
