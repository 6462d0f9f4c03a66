using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport.Routing;

/// <summary>Where ssh_config sends a connection; <c>ssh -G</c> says what holds for one host.</summary>
public sealed class SshDestinationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netbatch-config").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", "core:22")]
    [InlineData("Host core\n  HostName 10.0.0.1\n", "10.0.0.1:22")]
    [InlineData("Host core\n  HostName 10.0.0.1\n  Port 2022\n", "10.0.0.1:2022")]
    [InlineData("Host c*\n  HostName %h.example.net\n", "core.example.net:22")]
    [InlineData("Host core\n  HostName 10.0.0.1\n  ProxyJump ops@bastion:2222\n", "10.0.0.1:22 via bastion:2222")]
    [InlineData("Host core\n  ProxyJump one,ssh://two:23\nHost two\n  HostName 10.9.9.9\n", "core:22 via one:22 via 10.9.9.9:23")]
    [InlineData("Host core\n  ProxyJump one\nHost one\n  ProxyJump [2001:db8::1]:2022\n", "core:22 via 2001:db8::1:2022 via one:22")]
    [InlineData("Host core\n  ProxyJump none\n  ProxyCommand none\n", "core:22")]
    [InlineData("Host core\n  HostName 10.0.0.1\n  ProxyCommand nc -X 5 %h %p\n", "10.0.0.1:22 through nc -X 5 10.0.0.1 22")]
    [InlineData("Host core\n  ProxyJump core\n", null)]
    public void Of_AliasOfSshConfig_IsWhereTheConnectionGoes(string config, string? place)
    {
        var destination = Of(new Device { Name = "core", Address = "core" }, config);

        // A host that jumps over itself is refused by ssh; here it only has to end.
        (place is null || Text(destination) == place).ShouldBeTrue(Text(destination));
    }

    [Fact]
    public void Of_OwnJumpHosts_AreAliasesTooAndComeAfterTheConfigsWay()
    {
        var device = new Device { Name = "core", Address = "core", Port = 2022, Jump = [new JumpHost("gate")] };

        Text(Of(device, "Host gate\n  HostName 10.1.1.1\n  ProxyJump outer\nHost core\n  HostName 10.0.0.1\n  ProxyJump elsewhere\n"))
            .ShouldBe("10.0.0.1:2022 via outer:22 via 10.1.1.1:22");
    }

    private SshDestination Of(Device device, string config)
    {
        var file = Path.Combine(folder, "config");
        File.WriteAllText(file, config);
        return SshDestination.Of(device,
            new SshTransportOptions { KnownHostsFile = Path.Combine(folder, "known"), UserConfigFile = file, SystemConfigFile = "" });
    }

    private static string Text(SshDestination place) =>
        string.Concat(place.Via.Select(hop => $" via {hop.Address}:{hop.Port}").Prepend($"{place.Address}:{place.Port}"))
        + (place.Proxy is null ? "" : $" through {place.Proxy}");
}
