using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Firewalls as admins have reported them: a change that works, and one that is refused.</summary>
public sealed class ReportedFirewallTests
{
    /// <summary>Case asa: enable, a change that is saved, a line that is refused in words that no list has.</summary>
    [Theory]
    [InlineData("host 192.0.2.80", null)]
    [InlineData("access-list bad extended", "ERROR: % Incomplete command")]
    public void Asa_Change_IsSavedOrToldAsRefused(string text, string? says)
    {
        var asa = new FakeShell("asa1/pri/act# ");
        asa.Goes("configure terminal", "asa1/pri/act(config)# ");
        asa.Goes("end", "asa1/pri/act# ");
        asa.Says("write memory", "Building configuration...\r\nCryptochecksum: 1 2 3 4\r\n3212 bytes copied in 0.250 secs\r\n[OK]\r\n");
        asa.Says(text, says is null ? "" : says + "\r\n");
        asa.Hangs("exit");
        var bench = Bench.OfConfig(asa, "cisco_asa", $$"""{"lines":["{{text}}"],"save":true}""");

        Verify(bench, says);

        asa.Commands.Contains("write memory").ShouldBe(says is null);
    }

    /// <summary>Case panos: a commit that tells its progress, and a refused line after which the candidate is given back.</summary>
    [Theory]
    [InlineData("set address web1 ip-netmask 192.0.2.80/32", null)]
    [InlineData("set address bad ip-netmask 192.0.2.80/32", "Invalid syntax.")]
    public void Panos_Change_IsCommittedOrReverted(string text, string? says)
    {
        var panos = new FakeShell("admin@pa-1(active)> ");
        panos.Goes("configure", "[edit]\r\nadmin@pa-1(active)# ", "Entering configuration mode\r\n");
        panos.Goes("exit", "admin@pa-1(active)> ");
        panos.Says(text, "\r\n" + (says is null ? "" : says + "\r\n"));
        panos.Says("revert config", "\r\nReverted configuration to last saved configuration\r\n");
        panos.Acts["commit"] = async channel =>
        {
            foreach (var part in new[] { "\r\nCommit job 7 is in progress. Use Ctrl+C to return to command prompt\r\n", "...55%98%....",
                "...100%\r\n" })
            {
                await channel.SayAsync(part);
                await channel.WaitAsync(TimeSpan.FromSeconds(20));
            }

            return "Configuration committed successfully\r\n\r\n";
        };
        var bench = Bench.OfConfig(panos, "paloalto_panos", $$"""{"lines":["{{text}}"]}""");

        Verify(bench, says);

        panos.Commands.Contains("commit").ShouldBe(says is null);
        panos.Commands.Contains("revert config").ShouldBe(says is not null);
    }

    private static void Verify(Bench bench, string? says)
    {
        if (says is null)
        {
            bench.SendConfig();
        }
        else
        {
            Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Message.ShouldContain(says);
        }
    }
}
