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
            new ManagementSession(null, "bob"));

        findings.Any(one => one.Code == "ManagementPath" && one.Reason.Contains("own interface is not known", StringComparison.Ordinal))
            .ShouldBe(found);
    }

    [Fact]
    public void Touched_AddressKnownAndElsewhere_IsNothing() =>
        ManagementSessions.Touched(
            Given.Config("cisco_ios", "interface Gi0/2\n shutdown\n"), Given.Config("cisco_ios", Running),
            new ManagementSession("192.0.2.1", "bob")).ShouldBeEmpty();
}
