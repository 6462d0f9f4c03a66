using NetBatch.Lab.Configs;
using NetBatch.Lab.Configs.Forti;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Tests;

/// <summary>A device of a pair: how lines are typed at it, and what its configuration means in whatever order it came about.</summary>
internal sealed class PairDevice
{
    // What these hold is a program, or decides by its order.
    private static readonly string[] InOrder = ["route-policy ", "prefix-set ", "policy-map "];

    private static readonly string[] Refusals =
        ["% ", "Command fail", "Unknown action", "ERROR:", "does not exist", "not allowed", "Error:", " found", "The port is not",
            "already", "syntax error", "unknown command", "statement not found"];

    private readonly SimDevice device;
    private readonly string platform;
    private Typist typist;

    public PairDevice(string platform)
    {
        this.platform = platform;
        device = Typist.Router(platform, new LabSpec { Time = new FakeTime() });
        typist = Enter();
    }

    public string Config => LabInventory.RunningConfig(device);

    /// <summary>The config as a person would write it who means all of it: what is on and not shown is said.</summary>
    public string Intended => platform is "cisco_ios" or "cisco_iosxe" && !Config.Contains("no ip domain lookup", StringComparison.Ordinal)
        ? "ip domain lookup\n" + Config : Config;

    /// <summary>Whether lines take effect when all of them are committed, so that there is no moment between them.</summary>
    public bool IsCommittedWhole => platform is "cisco_iosxr" or "juniper_junos";

    public string Meaning => platform switch
    {
        "fortinet_fortios" => FortiConfig.Parse(Config).Meaning,
        "juniper_junos" => Junos(device.Junos.Root),
        _ when device.OwnConfig is ViewConfig own => own.Meaning,
        _ => Indented(device.Running.Children, "", sorted: true),
    };

    /// <summary>Makes a small change as people do; some of its lines are refused, as people's are.</summary>
    public void Drift(Random random)
    {
        foreach (var line in Lines(random))
        {
            typist.Line(line);
        }

        Commit();
    }

    /// <summary>Types a line; the answer is a refusal, or null.</summary>
    public string? Type(string line)
    {
        var answer = typist.Line(line)[line.Length..].Trim('\r', '\n');
        return Array.Exists(Refusals, text => answer.Contains(text, StringComparison.Ordinal)) ? answer : null;
    }

    /// <summary>Lets the lines take effect where that needs a word, and begins anew from the outermost place.</summary>
    public string? Commit()
    {
        var refusal = platform switch
        {
            "cisco_iosxr" => Type("commit"),
            "juniper_junos" => typist.Line("commit and-quit") is var said && said.Contains("commit complete", StringComparison.Ordinal)
                ? null : said,
            _ => null,
        };
        typist = Enter();
        return refusal;
    }

    private IEnumerable<string> Lines(Random random) => platform switch
    {
        "fortinet_fortios" or "cisco_asa" or "huawei_vrp" or "hp_comware" => Edits.Of(platform, random),
        "juniper_junos" => random.Next(3) > 0 ? MoreEdits.Junos(random)
            : [Tests.Drift.JunosEdit(random, device.Junos.SetLines().Split('\n', StringSplitOptions.RemoveEmptyEntries))],
        _ => random.Next(3) > 0 ? MoreEdits.Indented(platform, random) : Tests.Drift.Edit(random, platform, device),
    };

    private Typist Enter()
    {
        var at = new Typist(device, rows: 10_000);
        if (platform != "fortinet_fortios")
        {
            at.Line(platform switch
            {
                "huawei_vrp" or "hp_comware" => "system-view",
                "juniper_junos" => "configure",
                _ => "configure terminal",
            });
        }

        return at;
    }

    private static string Indented(IEnumerable<ConfigNode> lines, string indent, bool sorted) =>
        string.Concat((sorted ? lines.OrderBy(node => node.Line, StringComparer.Ordinal) : lines).Select(node =>
            indent + node.Line + "\n" + Indented(node.Children, indent + " ",
                sorted && !Array.Exists(InOrder, start => node.Line.StartsWith(start, StringComparison.Ordinal)))));

    // Terms count in their order, all else by what it says.
    private static string Junos(JunosStatement statement, string path = "")
    {
        var all = statement.Children.ToList();
        var terms = all.FindAll(child => child.Words.StartsWith("term ", StringComparison.Ordinal));
        return string.Concat(all.Except(terms).OrderBy(child => child.Words, StringComparer.Ordinal).Concat(terms)
            .Select(child => $"{path}{child.Words}\n{Junos(child, $"{path}{child.Words} ")}"));
    }
}
