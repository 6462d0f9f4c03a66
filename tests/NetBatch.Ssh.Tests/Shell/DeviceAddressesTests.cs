using NetBatch.Ssh.Tests.Support;

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
    public async Task LockKeyAsync_EveryNameOfADevice_GivesTheSameKey(string address, int port, string key) =>
        (await Bench.Addresses.LockKeyAsync(new Device { Name = "x", Address = address, Port = port }, default)).ShouldBe(key);

    [Fact]
    public async Task LockKeyAsync_BehindAJumpHost_TheNameIsNotResolvedHere() =>
        (await Bench.Addresses.LockKeyAsync(new Device { Name = "x", Address = "R1", Jump = [new JumpHost("bastion", 2222), new JumpHost("Inner")] }, default))
            .ShouldBe("r1:22 via 192.0.2.7:2222 via inner:22");
}
