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
    // The way is the account's own, and may hold its secrets: it is no part of where the connection ends.
    [InlineData("Host core\n  HostName 10.0.0.1\n  ProxyJump ops@bastion:2222\n", "10.0.0.1:22")]
    [InlineData("Host core\n  HostName 10.0.0.1\n  ProxyCommand ncat --proxy-auth ops:S3cret %h %p\n", "10.0.0.1:22")]
    [InlineData("Host core\n  ProxyJump core\n", "core:22")]
    // What only OpenSSH can fill in stands beside it.
    [InlineData("Host core\n  HostName 10.0.0.1\n  UserKnownHostsFile ~/.ssh/known/%k\n  ControlPath ~/%C\n", "10.0.0.1:22")]
    [InlineData("Host core\n  HostName %C\n", "core:22")]
    public void Of_AliasOfSshConfig_IsWhereTheConnectionGoes(string config, string place) =>
        Text(Of(new Device { Name = "core", Address = "core" }, config)).ShouldBe(place);

    [Fact]
    public void Of_OwnJumpHosts_AreAliasesToo()
    {
        var device = new Device { Name = "core", Address = "core", Port = 2022, Jump = [new JumpHost("gate")] };

        Text(Of(device, "Host gate\n  HostName 10.1.1.1\n  ProxyJump outer\nHost core\n  HostName 10.0.0.1\n  ProxyJump elsewhere\n"))
            .ShouldBe("10.0.0.1:2022 via 10.1.1.1:22");
    }

    private SshDestination Of(Device device, string config)
    {
        var file = Path.Combine(folder, "config");
        File.WriteAllText(file, config);
        return SshDestination.Of(device,
            new SshTransportOptions { KnownHostsFile = Path.Combine(folder, "known"), UserConfigFile = file, SystemConfigFile = "" });
    }

    private static string Text(SshDestination place) =>
        string.Concat(place.Via.Select(hop => $" via {hop.Address}:{hop.Port}").Prepend($"{place.Address}:{place.Port}"));
}
