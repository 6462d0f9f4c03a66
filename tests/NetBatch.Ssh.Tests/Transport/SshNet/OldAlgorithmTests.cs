using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Transport.SshNet;

/// <summary>Old algorithms, each refused until the device asks for it, by its name or for all.</summary>
[Collection("sshd")]
public sealed class OldAlgorithmTests(SshdFixture sshd)
{
    [SshdTheory]
    [InlineData("KexAlgorithms", "diffie-hellman-group14-sha1")]
    [InlineData("KexAlgorithms", "diffie-hellman-group1-sha1")]
    [InlineData("KexAlgorithms", "diffie-hellman-group-exchange-sha1")]
    [InlineData("HostKeyAlgorithms", "ssh-rsa")]
    [InlineData("Ciphers", "aes128-cbc")]
    [InlineData("Ciphers", "3des-cbc")]
    [InlineData("MACs", "hmac-md5")]
    [InlineData("MACs", "hmac-sha1-96")]
    [InlineData("MACs", "hmac-md5-96")]
    public async Task OpenAsync_ServerHasAnOldOneOnly_OpensWhereTheDeviceSaysSo(string option, string name)
    {
        var rsa = Path.Combine(sshd.Folder, $"hostrsa{Guid.NewGuid():N}");
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", rsa]);
        string[] common = [.. sshd.PasswordConfig()
            .Where(line => !line.StartsWith("Kex", StringComparison.Ordinal) || option != "KexAlgorithms")];
        // A checksum is only used beside a cipher that has none of its own.
        string[] beside = option == "MACs" ? ["Ciphers aes128-ctr"] : [];
        await using var old = await SshdServer.StartAsync(sshd.Folder, [.. common, $"HostKey {rsa}", $"{option} {name}", .. beside]);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        var device = bench.Device(old.Port);

        (await bench.FailAsync(bench.Request(device))).Code.ShouldBe(ErrorCode.NoCommonAlgorithm);
        var (byName, _) = await bench.RunAsync(
            bench.Request(device with { SshOptions = new Dictionary<string, string> { [option] = "+" + name } }, "id -un"));
        var (byLegacy, _) = await bench.RunAsync(bench.Request(device with { LegacyAlgorithms = true }, "id -un"));

        byName.Trim().ShouldBe(sshd.User);
        byLegacy.Trim().ShouldBe(sshd.User);
    }
}
