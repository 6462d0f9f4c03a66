using System.Net;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class DeviceAddressesTests
{
    [Theory]
    [InlineData("r1.example", 22, "192.0.2.7:22")]
    [InlineData("R1", 22, "192.0.2.7:22")]
    [InlineData("192.0.2.7", 22, "192.0.2.7:22")]
    [InlineData("::ffff:192.0.2.7", 22, "192.0.2.7:22")]
    [InlineData("r1.example", 2022, "192.0.2.7:2022")]
    [InlineData("nowhere", 22, "nowhere:22")]
    [InlineData("2001:DB8::1", 22, "2001:db8::1:22")]
    public async Task LockKeysAsync_EveryNameOfADevice_GivesTheSameKey(string address, int port, string key) =>
        (await KeysAsync(Bench.Addresses, new Device { Name = "x", Address = address, Port = port })).ShouldContain(key);

    [Fact]
    public async Task LockKeysAsync_BehindAJumpHost_TheNameIsNotResolvedHere() =>
        (await KeysAsync(Bench.Addresses,
            new Device { Name = "x", Address = "R1", Jump = [new JumpHost("bastion", 2222), new JumpHost("Inner")] }))
            .ShouldBe(["r1:22 via 192.0.2.7:2222 via inner:22", "r1:22 via bastion:2222 via inner:22"]);

    /// <summary>A name of two addresses is locked at both: whoever names one of them means the same device.</summary>
    [Fact]
    public async Task LockKeysAsync_NameOfTwoAddresses_SharesAKeyWithEachOfThem()
    {
        DeviceAddresses both = new((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("2001:db8::7"), IPAddress.Parse("192.0.2.7")]));

        var keys = await KeysAsync(both, new Device { Name = "core", Address = "core" });

        keys.ShouldBe(["192.0.2.7:22", "2001:db8::7:22", "core:22"]);
        foreach (var address in (string[])["192.0.2.7", "2001:DB8:0::7"])
        {
            (await KeysAsync(both, new Device { Name = "other", Address = address })).ShouldBeSubsetOf(keys);
        }
    }

    /// <summary>A resolver that fails at one moment must not let a second job in.</summary>
    [Fact]
    public async Task LockKeysAsync_NameThatIsNotResolvedAtTheMoment_StillSharesAKey()
    {
        var device = new Device { Name = "x", Address = "r1.example" };
        (await KeysAsync(new DeviceAddresses((_, _) => throw new System.Net.Sockets.SocketException()), device))
            .ShouldBeSubsetOf(await KeysAsync(Bench.Addresses, device));
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(DeviceAddresses addresses, Device device) =>
        await addresses.LockKeysAsync(SshDestination.Of(device), default);
}
