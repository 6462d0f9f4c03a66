using NetBatch.Lab.Configs;
using NetBatch.Remediation;

namespace NetBatch.Lab.Tests;

/// <summary>A change and the commands that take it back leave the running config as it was, byte for byte.</summary>
public sealed class RoundTripTests
{
    private const int Rounds = 120;

    [Theory]
    [InlineData("cisco_ios")]
    [InlineData("cisco_iosxe")]
    [InlineData("cisco_nxos")]
    [InlineData("cisco_iosxr")]
    [InlineData("arista_eos")]
    public void RandomChange_TakenBack_LeavesTheSameText(string platform) =>
        EachRound(platform, (before, after) => [.. Drift.Inverse(ConfigText.Parse(before), ConfigText.Parse(after))]);

    [Theory]
    [InlineData("cisco_ios")]
    [InlineData("cisco_nxos")]
    [InlineData("cisco_iosxr")]
    [InlineData("arista_eos")]
    public void RandomChange_TakenBackByTheComputedRollback_LeavesTheSameText(string platform) =>
        EachRound(platform, (before, after) =>
            [.. ConfigEngine.Remediation(ConfigTree.Parse(after, platform), ConfigTree.Parse(before, platform)).Commands()
                .SelectMany(line => line.Split('\n'))]);

    private static void EachRound(string platform, Func<string, string, List<string>> inverse)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var device = Typist.Router(platform, new LabSpec { Time = new FakeTime() });
            var before = LabInventory.RunningConfig(device);
            List<string> change = [];
            for (var edits = random.Next(1, 8); edits > 0; edits--)
            {
                change.AddRange(Drift.Edit(random, platform, device));
            }

            Apply(device, change, seed);
            var after = LabInventory.RunningConfig(device);
            var back = inverse(before, after);
            Apply(device, back, seed);
            LabInventory.RunningConfig(device)
                .ShouldBe(before, $"seed {seed}\n{string.Join('\n', change)}\n-- back --\n{string.Join('\n', back)}");
        }
    }

    [Fact]
    public void RandomChange_OnJunosTakenBack_LeavesTheSameText()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var device = Typist.Router("juniper_junos", new LabSpec { Time = new FakeTime() });
            var (before, lines) = (device.Junos.Braces()!, device.Junos.SetLines());
            List<string> change = [];
            for (var edits = random.Next(1, 8); edits > 0; edits--)
            {
                change.Add(Drift.JunosEdit(random, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
            }

            Commit(device, change, seed);
            var computed = ConfigEngine.Remediation(ConfigTree.Parse(device.Junos.Braces()!, "juniper_junos"),
                ConfigTree.Parse(before, "juniper_junos")).Commands();
            var (old, now) = (lines.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                device.Junos.SetLines().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            List<string> back = seed % 2 == 0 ? [.. computed]
                : [.. now.Except(old).Select(line => "delete " + line[4..]), .. old.Except(now)];
            Commit(device, back, seed);
            device.Junos.Braces().ShouldBe(before, $"seed {seed}\n{string.Join('\n', change)}\n-- back --\n{string.Join('\n', back)}");
        }
    }

    [Fact]
    public void Change_WithoutTheWayBack_IsSeen()
    {
        var device = Typist.Router("cisco_ios");
        var before = LabInventory.RunningConfig(device);
        Apply(device, ["ntp server 192.0.2.1"], 0);
        LabInventory.RunningConfig(device).ShouldNotBe(before);
    }

    [Fact]
    public void NewLines_StandWhereThePlatformSortsThem()
    {
        var device = Typist.Router("cisco_ios");
        Apply(device, ["interface Loopback20", "interface Loopback3", "vlan 30", "vlan 4", "ip route 192.0.2.0 255.255.255.0 10.0.0.1",
            "ip route 10.9.0.0 255.255.0.0 10.0.0.1", "ip access-list standard MGMT", "15 permit host 192.0.2.1", "permit host 192.0.2.2"],
            0);
        var lines = LabInventory.RunningConfig(device).Split('\n')
            .Where(line => line.StartsWith("interface", StringComparison.Ordinal) || line.StartsWith("vlan", StringComparison.Ordinal)
                || line.StartsWith("ip route", StringComparison.Ordinal) || line.Contains("permit", StringComparison.Ordinal)).ToList();
        lines.ShouldBe(
        [
            "vlan 4", "vlan 30", "interface Loopback0", "interface Loopback3", "interface Loopback20", "interface GigabitEthernet0/0",
            "interface GigabitEthernet0/1", "interface GigabitEthernet0/2",
            "ip route 10.9.0.0 255.255.0.0 10.0.0.1", "ip route 192.0.2.0 255.255.255.0 10.0.0.1", " 10 permit 10.0.0.0 0.255.255.255",
            " 15 permit host 192.0.2.1", " 30 permit host 192.0.2.2",
        ]);
    }

    private static void Apply(SimDevice device, IEnumerable<string> lines, int seed)
    {
        var typist = new Typist(device, rows: 10_000);
        typist.Line("configure terminal");
        foreach (var line in lines)
        {
            typist.Line(line).ShouldNotContain("% ", customMessage: $"seed {seed}: {line}");
        }

        if (device.Platform == "cisco_iosxr")
        {
            typist.Line("commit").ShouldNotContain("Failed");
        }

        typist.Line("end").ShouldEndWith("#" + (device.Platform == "cisco_nxos" ? " " : ""));
    }

    private static void Commit(SimDevice device, IEnumerable<string> lines, int seed)
    {
        var typist = new Typist(device, rows: 10_000);
        typist.Line("configure");
        foreach (var line in lines)
        {
            var answer = typist.Line(line);
            answer.ShouldNotContain("syntax error", customMessage: $"seed {seed}: {line}");
            answer.ShouldNotContain("unknown command", customMessage: $"seed {seed}: {line}");
        }

        typist.Line("commit and-quit").ShouldContain("commit complete");
    }
}
