using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Commits that failed or asked, as admins have reported them of other tools.
/// Each names its report; the bytes are the report's.</summary>
public sealed class ReportedCommitTests
{
    /// <summary>
    /// Commits of PAN-OS: github.com/ktbyers/netmiko/issues/3033, kevinsteves/pan-python/issues/25, and locks of other administrators
    /// (PAN-OS Administrator's Guide, "Manage Locks for Restricting Configuration Changes"), whose words are not known here.
    /// </summary>
    [Theory]
    [InlineData("Commit job 225 is in progress. Use Ctrl+C to return to command prompt\r\n..........55%.\r\nError: application "
        + "'ntp-base' not "
        + "found\r\n(Module: device)\r\nCommit failed\r\n\r\n", "application 'ntp-base' not found")]
    [InlineData("Commit job 8 is in progress. Use Ctrl+C to return to command prompt\r\n....55%\r\nvsys1\r\n    Error: Failed to parse "
        + "decryption policy\r\n(Module: device)\r\nCommit failed\r\n", "Failed to parse decryption policy")]
    [InlineData("Other administrators are holding device wide commit locks.\r\n", "commit locks")]
    [InlineData("\r\n", "")]
    [InlineData("Commit job 9 is in progress. Use Ctrl+C to return to command prompt\r\n...55%...100%\r\nConfiguration committed "
        + "successfully\r\n\r\n", null)]
    [InlineData("Commit job 10 is in progress. Use Ctrl+C to return to command prompt\r\n...55%98%...100%\r\nWarning: No valid Antivirus "
        + "content package exists\r\n(Module: device)\r\nConfiguration committed successfully\r\n\r\n", null)]
    [InlineData("There are no changes to commit.\r\n", null)]
    public void Panos_Commit_IsDoneOnlyWhereItSaysSo(string says, string? words)
    {
        var panos = new FakeShell("admin@pa-1(active)> ");
        panos.Goes("configure", "[edit]\r\nadmin@pa-1(active)# ", "Entering configuration mode\r\n");
        panos.Goes("exit", "admin@pa-1(active)> ", "Exiting configuration mode\r\n");
        panos.Says("set address web1 ip-netmask 192.0.2.80/32", "\r\n");
        panos.Says("commit", "\r\n" + says);
        var bench = Bench.OfConfig(panos, "paloalto_panos", """{"lines":["set address web1 ip-netmask 192.0.2.80/32"]}""");

        if (words is null)
        {
            bench.SendConfig();
            return;
        }

        Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Message.ShouldContain(words);
    }

    /// <summary>github.com/ktbyers/netmiko/pull/2363: a commit of a large configuration asks, and "commit" was the order.</summary>
    [Fact]
    public void Xr_LargeCommitAsks_IsConfirmed()
    {
        string? typed = null;
        var xr = Xr();
        xr.Acts["commit"] = async channel =>
        {
            await channel.SayAsync("Mon Nov 30 07:12:41.310 UTC\r\nThis could be a few minutes if your config is large. Confirm? "
                + "[y/n][confirm]");
            typed = await channel.LineAsync();
            return "y\r\n";
        };

        Bench.OfConfig(xr, "cisco_iosxr", """{"lines":["hostname edge7"]}""").SendConfig();

        typed.ShouldBe("y");
    }

    /// <summary>github.com/selfuryon/netdev/issues/4 and ktbyers/netmiko/issues/89: nothing of a commit that failed is left, and one that
    /// would mix with another's is not made.</summary>
    [Theory]
    [InlineData("\r\n% Failed to commit one or more configuration items during a pseudo-atomic operation. All changes made have been "
        + "reverted. Please issue 'show configuration failed [inheritance]' from this session to view the errors\r\n", null)]
    [InlineData("\r\nOne or more commits have occurred from other configuration sessions since this session started or since the last "
        + "commit "
        + "was made from this session. You can use the 'show configuration commit changes' command to browse the changes.\r\nDo you "
        + "wish to "
        + "proceed with this commit anyway? [no]: ", "no")]
    public void Xr_CommitFails_IsAborted(string says, string? answers)
    {
        string? typed = null;
        var xr = Xr();
        xr.Acts["commit"] = async channel =>
        {
            await channel.SayAsync("Fri Feb  9 19:26:53.050 GMT\r\n" + says);
            typed = answers is null ? null : await channel.LineAsync();
            return answers is null ? "" : answers + "\r\n";
        };

        var bench = Bench.OfConfig(xr, "cisco_iosxr", """{"lines":["hostname edge7"]}""");

        var error = Should.Throw<ConfigChangeException>(() => bench.SendConfig());

        error.Message.ShouldContain("Nothing of the change remains");
        xr.Commands.ShouldContain("abort");
        typed.ShouldBe(answers);
    }

    /// <summary>github.com/Juniper/py-junos-netconify/issues/19: a warning is no failure of a commit; both routing engines of a pair
    /// answer.</summary>
    [Theory]
    [InlineData("[edit security idp]\r\n  'security-package'\r\n    warning: requires 'idp-sig' license\r\ncommit complete\r\n\r\n", null)]
    [InlineData("re0: \r\nconfiguration check succeeds\r\nre1: \r\ncommit complete\r\nre0: \r\ncommit complete\r\n\r\n", null)]
    [InlineData("re0: \r\nconfiguration check succeeds\r\nre1: \r\nerror: Could not connect to fpc-1: No route to host\r\n\r\n", "fpc-1")]
    [InlineData("[edit protocols]\r\n  'bgp'\r\n    Error in neighbor 192.0.2.1 of group x:\r\npeer AS number must be configured for an "
        + "external peer\r\nerror: configuration check-out failed\r\n\r\n", "neighbor 192.0.2.1")]
    public void Junos_Commit_IsDoneOnlyWhereItSaysSo(string says, string? words)
    {
        var junos = new FakeShell("a@mx> ");
        junos.Goes("configure exclusive", "[edit]\r\na@mx# ",
            "warning: uncommitted changes will be discarded on exit\r\nEntering configuration mode\r\n\r\n");
        junos.Goes("exit configuration-mode", "a@mx> ", "Exiting configuration mode\r\n\r\n");
        junos.Says("set x", "\r\n");
        junos.Says("rollback 0", "load complete\r\n\r\n");
        junos.Says("commit", says);
        junos.Hangs("exit");
        var bench = Bench.OfConfig(junos, "juniper_junos", """{"lines":["set x"]}""");

        if (words is null)
        {
            bench.SendConfig();
        }
        else
        {
            Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Message.ShouldContain(words);
        }
    }

    private static FakeShell Xr()
    {
        var xr = new FakeShell("RP/0/RP0/CPU0:r1#");
        xr.Goes("configure exclusive", "RP/0/RP0/CPU0:r1(config)#");
        xr.Says("hostname edge7", "");
        xr.Goes("end", "RP/0/RP0/CPU0:r1#");
        xr.Goes("abort", "RP/0/RP0/CPU0:r1#");
        xr.Hangs("exit");
        return xr;
    }
}
