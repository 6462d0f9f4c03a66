using NetBatch.Remediation.Jobs;

namespace NetBatch.Remediation.Tests.Jobs;

public sealed class ManagementSessionTests
{
    private const string Running = "hostname r1\ninterface Gi0/1\n ip address 192.0.2.1 255.255.255.0\n";

    [Theory]
    [InlineData("interface Gi0/1\n shutdown\n", true)]
    [InlineData("no interface Vlan7\n", true)]
    [InlineData("ntp server 192.0.2.9\n", false)]
    public void Touched_AddressNotKnown_AnyInterfaceMayBeTheOwn(string change, bool found)
    {
        var findings = ManagementSessions.Touched(Given.Config("cisco_ios", change), Given.Config("cisco_ios", Running),
            new ManagementSession([], "bob"));

        findings.Any(one => one.Code == "ManagementPath" && one.Reason.Contains("own interface is not known", StringComparison.Ordinal))
            .ShouldBe(found);
    }

    [Fact]
    public void Touched_AddressKnownAndElsewhere_IsNothing() =>
        ManagementSessions.Touched(
            Given.Config("cisco_ios", "interface Gi0/2\n shutdown\n"), Given.Config("cisco_ios", Running),
            new ManagementSession(["192.0.2.1"], "bob")).ShouldBeEmpty();

    // A name has an IPv4 and an IPv6 address, and the session may go to either.
    [Theory]
    [InlineData("interface Gi0/1\n shutdown\n", true)]
    [InlineData("interface Gi0/7\n shutdown\n", true)]
    [InlineData("interface Gi0/8\n shutdown\n", false)]
    [InlineData("no ip access-list extended SIX\n", true)]
    public void Touched_SeveralAddresses_EachInterfaceIsTheOwn(string change, bool found)
    {
        const string both = Running
            + "interface Gi0/7\n ipv6 address 2001:DB8::7/64\n ip access-group SIX in\n"
            + "interface Gi0/8\n ip address 203.0.113.1 255.255.255.0\n";

        var findings = ManagementSessions.Touched(Given.Config("cisco_ios", change), Given.Config("cisco_ios", both),
            new ManagementSession(["192.0.2.1", "2001:db8::7"], "bob"));

        findings.Any().ShouldBe(found);
    }

    [Theory]
    [InlineData("198.51.100.9", true)]
    [InlineData("127.0.0.1", false)]
    public void Touched_AddressThatNoInterfaceHas_AnyMayBeTheOwnButBehindAForwardedPort(string address, bool found)
    {
        var findings = ManagementSessions.Touched(Given.Config("cisco_ios", "interface Gi0/2\n shutdown\n"),
            Given.Config("cisco_ios", Running), new ManagementSession([address], "bob"));

        findings.Any(one => one.Reason.Contains("no interface of the running config", StringComparison.Ordinal)).ShouldBe(found);
    }

    [Fact]
    public void Touched_InterfaceDeepInTheConfig_IsTheOwn() => ManagementSessions.Touched(
        Given.Config("nokia_sros_classic", "configure\n router\n  interface \"mgmt\"\n   shutdown\n"),
        Given.Config("nokia_sros_classic", "configure\n router\n  interface \"mgmt\"\n   address 192.0.2.1/24\n"),
        new ManagementSession(["192.0.2.1"], "bob")).ShouldHaveSingleItem().Reason.ShouldContain("interface");

    // Five hundred names that nobody knows cost a resolver a minute; a computation over files asks nothing.
    [Theory]
    [InlineData("core1.example.net", null)]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    public async Task Of_NoConnector_KnowsAddressesAlone(string address, string? known)
    {
        var session = await ManagementSessions.OfAsync(
            null!, new Device { Name = "core1", Address = address }, connector: null, CancellationToken.None);

        session.Addresses.ShouldBe(known is null ? [] : [known]);
    }
}
