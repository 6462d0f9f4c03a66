using System.Diagnostics;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>One FRR router that holds configuration only, spoken to by vtysh as an operator's keyboard would.</summary>
internal sealed class VtyshRouter(string folder)
{
    private string? empty;

    /// <summary>Sends config lines and gives the config behind them and what the router answered to a line that it did not take.</summary>
    public async Task<(string Config, IReadOnlyList<string> Refused)> ApplyAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        var output = await SpeakAsync(["configure terminal", .. lines, "end", "show running-config"], cancellationToken);
        var start = output.LastIndexOf("Building configuration...", StringComparison.Ordinal);
        var end = output.LastIndexOf("\nend\n", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, output);
        return (output[start..end] + "\nend\n", [.. output[..start].Split('\n').Where(line => line.StartsWith('%')).Select(line => line.Trim())]);
    }

    /// <summary>Makes the router what it was when it was new.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var config = (await ApplyAsync([], cancellationToken)).Config;
        empty ??= config;
        for (var round = 0; config != empty; round++)
        {
            Assert.True(round < 4, $"The router cannot be emptied:\n{config}");
            // What stands at the top goes by its own line; VRFs of BGP before BGP itself.
            var tops = config.Split('\n').Where(line => line.Length > 0 && line[0] is not (' ' or '!') && !empty.Contains(line, StringComparison.Ordinal));
            config = (await ApplyAsync(
                [.. tops.Where(line => line is not ("exit" or "exit-vrf" or "end")).OrderByDescending(line => line.Contains(" vrf ", StringComparison.Ordinal)).SelectMany(Removal)], cancellationToken)).Config;
        }
    }

    private static IEnumerable<string> Removal(string line) => line switch
    {
        "interface lo" => ["interface lo", "no description", "no ip ospf cost", "no ip ospf passive", "exit", "no interface lo"],
        "vrf RED" => ["vrf RED", .. Enumerable.Range(0, 4).Select(n => FormattableString.Invariant($"no ip route 10.{n}.0.0/16 blackhole")), "exit-vrf", "no vrf RED"],
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
