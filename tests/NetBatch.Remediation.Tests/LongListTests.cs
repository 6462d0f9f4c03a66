using System.Diagnostics;

namespace NetBatch.Remediation.Tests;

/// <summary>Lists of many entries, and numbers beyond what a machine counts with.</summary>
public sealed class LongListTests
{
    private const string Acl = "acl number 3000\n";

    [Theory]
    [InlineData("cisco_nxos", "ip access-list A\n  4294967295 permit ip any any\n")]
    [InlineData("cisco_ios", "ipv6 access-list A\n permit tcp any any sequence 4294967295\n sequence 4000000000 deny ipv6 any any\n")]
    [InlineData("cisco_iosxr", "ipv4 access-list A\n 2147483648 permit ipv4 any any\n")]
    public void Remediation_NumberBeyondAnInt_IsRead(string platform, string list) =>
        Given.Remediation(platform, list, list + "hostname a\n").ShouldBe("hostname a");

    [Theory]
    [InlineData("cisco_nxos", "ip access-list A\n  {0} permit ip any any\n")]
    [InlineData("arista_eos", "ip access-list A\n   {0} permit ip any any\n")]
    [InlineData("cisco_ios", "ip access-list extended A\n {0} permit ip any any\n")]
    [InlineData("cisco_ios", "ipv6 access-list A\n sequence {0} permit ipv6 any any\n")]
    [InlineData("cisco_ios", "ip prefix-list P seq {0} permit 192.0.2.0/24\n")]
    [InlineData("cisco_ios", "line vty 0 {0}\n transport input ssh\n")]
    [InlineData("cisco_ios", "vlan {0}\n name a\n")]
    public void Remediation_NumberBeyondEveryDevice_IsRefusedOrKept(string platform, string text)
    {
        var wild = string.Format(null, text, "99999999999999999999");
        try
        {
            Given.Remediation(platform, string.Format(null, text, "10"), wild).ShouldContain("99999999999999999999");
        }
        catch (ConfigException told)
        {
            told.Message.ShouldContain("99999999999999999999");
        }
    }

    // What is denied is denied by the end of the list as well, so it may leave its place for a moment.
    [Fact]
    public void Remediation_EntryMovesInALongList_LeavesItsPlaceFirst()
    {
        string List(IEnumerable<int> order) => "ip access-list extended A\n" + string.Concat(order.Select((host, i) =>
            $" {(i + 1) * 10} {(host == 60 ? "deny" : "permit")} tcp host 192.0.2.{host} any eq 22\n"));
        var hosts = Enumerable.Range(1, 100).ToList();

        var lines = Given.Remediation("cisco_ios", List(hosts), List([60, .. hosts.Where(h => h != 60)])).Split('\n');

        lines[1].ShouldBe("  no 600 deny tcp host 192.0.2.60 any eq 22");
        lines[2].ShouldEndWith(" deny tcp host 192.0.2.60 any eq 22");
        lines.Length.ShouldBeLessThan(6);
    }

    [Fact]
    public void Remediation_SeveralRulesChangeInALongListWithoutFreeNumbers_EachLineIsSafe()
    {
        string List(string port) => Acl + string.Concat(Enumerable.Range(1, 60).Select(n =>
            $" rule {n} permit tcp source 192.0.2.{n} 0 destination-port eq {(n % 20 == 0 ? port : "22")}\n"));

        Given.Remediation("huawei_vrp", List("80"), List("443")).ShouldBe(Acl + string.Join('\n', new[] { 20, 40, 60 }.Select(n =>
            $"  rule {n} permit tcp source 192.0.2.{n} 0 destination-port eq 443")));
    }

    [Fact]
    public void Remediation_RuleWithoutAFreeNumberThatWouldBeMissedMeanwhile_IsRefused() =>
        Should.Throw<ConfigException>(() => Given.Remediation("huawei_vrp",
            Acl + " rule 1 permit ip source 192.0.2.1 0\n rule 2 permit tcp source 192.0.2.2 0 destination-port eq 22\n rule 3 deny ip\n",
            Acl + " rule 1 permit ip source 192.0.2.1 0\n rule 2 permit ip source 192.0.2.2 0\n rule 3 deny ip\n"))
            .Message.ShouldContain("make a second list");

    // Every rule changes and two change places: a search through all orders would never end.
    [Theory]
    [InlineData(500)]
    [InlineData(5_000)]
    public void Remediation_EveryRuleOfALongListChangesWithoutAFreeNumber_EndsSoon(int count)
    {
        string List(int port, int swapped) => Acl + string.Concat(Enumerable.Range(1, count).Select(n => (n, Host: n == 1 ? swapped
            : n == swapped ? 1 : n)).Select(x => $" rule {x.n} permit tcp source 198.51.{x.Host / 200}.{x.Host % 200} 0 "
            + $"destination-port eq {port}\n"));
        var since = Stopwatch.StartNew();

        try
        {
            Given.Remediation("huawei_vrp", List(80, 1), List(443, 2)).Split('\n').Length.ShouldBeGreaterThan(count);
        }
        catch (ConfigException refused)
        {
            refused.Message.ShouldContain("no order of lines was found");
        }

        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Remediation_TwoListsOfThousandEntries_EndsSoon()
    {
        string List(int from) => Acl + string.Concat(Enumerable.Range(0, 1_000).Select(n =>
            $" rule {(n + 1) * 5} permit tcp source 198.51.{n / 200}.{n % 200} 0 destination-port eq {(n % 20 == 0 ? from : 22)}\n"));
        var since = Stopwatch.StartNew();

        Given.Remediation("huawei_vrp", List(80), List(443)).Split('\n').Length.ShouldBeGreaterThan(50);

        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
