using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport.SshNet;

/// <summary>Keys as their makers write them, each tried on a real server.</summary>
[Collection("sshd")]
public sealed class KeyFormTests(SshdFixture sshd)
{
    private const string Passphrase = "open sesame Ü";

    public static TheoryData<string, string, string> Forms => new()
    {
        { "ed25519", "", "" }, { "ed25519", "", Passphrase },
        { "ecdsa", "-b 256", Passphrase }, { "ecdsa", "-b 521", "" },
        { "rsa", "-b 2048", Passphrase }, { "rsa", "-b 2048 -m PEM", "" }, { "rsa", "-b 2048 -m PEM", "open sesame" },
        { "ecdsa", "-b 384 -m PEM", "open sesame" }, { "rsa", "-b 2048 -m PKCS8", "" }, { "rsa", "-b 2048 -m PKCS8", "open sesame" },
    };

    [SshdTheory]
    [MemberData(nameof(Forms))]
    public async Task OpenAsync_KeyOfSshKeygen_OpensShell(string type, string form, string passphrase)
    {
        var path = Path.Combine(sshd.Folder, $"k{Guid.NewGuid():N}");
        await HostProgram.RunAsync("ssh-keygen",
            ["-q", "-t", type, "-N", passphrase, "-a", "2", "-f", path, .. form.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        await LogInAsync(path, passphrase, await File.ReadAllTextAsync(path + ".pub"));
    }

    [SshdTheory("/usr/bin/puttygen", "putty-tools")]
    [InlineData("ed25519", "")]
    [InlineData("rsa", "open sesame")]
    [InlineData("ecdsa", "")]
    public async Task OpenAsync_KeyOfPuTTY_OpensShell(string type, string passphrase)
    {
        var path = Path.Combine(sshd.Folder, $"k{Guid.NewGuid():N}.ppk");
        var word = path + ".word";
        await File.WriteAllTextAsync(word, passphrase + "\n");
        await HostProgram.RunAsync("puttygen", ["-q", "-t", type, "-o", path, "--new-passphrase", word, "--random-device", "/dev/urandom"]);

        await LogInAsync(path, passphrase, await HostProgram.RunAsync("puttygen", [path, "-L", "--old-passphrase", word]));
    }

    [SshdFact]
    public async Task OpenAsync_Certificate_OpensShellByIt()
    {
        var authority = Path.Combine(sshd.Folder, $"ca{Guid.NewGuid():N}");
        var key = Path.Combine(sshd.Folder, $"u{Guid.NewGuid():N}");
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", authority]);
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-s", authority, "-I", "x", "-n", sshd.User, key + ".pub"]);
        await using var server = await SshdServer.StartAsync(
            sshd.Folder, [.. sshd.PasswordConfig().Where(line => !line.StartsWith("AuthorizedKeysFile", StringComparison.Ordinal)),
                "AuthorizedKeysFile none", $"TrustedUserCAKeys {authority}.pub"]);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);

        var (output, _) = await bench.RunAsync(
            bench.Request(bench.Device(server.Port, new(CredentialSource.Key, key, sshd.User)), "id -un"));

        output.Trim().ShouldBe(sshd.User);
    }

    [SshdFact]
    public async Task Load_RsaKey_OffersSha2FirstAndUnlocksOnce()
    {
        var path = Path.Combine(sshd.Folder, $"k{Guid.NewGuid():N}");
        await HostProgram.RunAsync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", Passphrase, "-f", path]);
        using var files = new KeyFiles();

        var key = files.Load(path, new Secret(null, Passphrase));

        key.HostKeyAlgorithms.Select(algorithm => algorithm.Name).ShouldBe(["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"]);
        files.Load(path, new Secret(null, Passphrase)).ShouldBeSameAs(key);
        Should.Throw<NetBatchException>(() => files.Load(path, new Secret(null, "another"))).Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }

    private async Task LogInAsync(string path, string passphrase, string publicKey)
    {
        var allowed = path + ".allowed";
        await File.WriteAllTextAsync(allowed, publicKey + "\n");
        await using var server = await SshdServer.StartAsync(
            sshd.Folder, [.. sshd.PasswordConfig().Where(line => !line.StartsWith("AuthorizedKeysFile", StringComparison.Ordinal)),
                $"AuthorizedKeysFile {allowed}"]);
        await using var bench = new TransportBench(sshd, TransportKind.InProcess);
        var secrets = passphrase.Length == 0 ? new SecretBox() : new SecretBox((path, new Secret(null, passphrase)));

        var (output, _) = await bench.RunAsync(
            bench.Request(bench.Device(server.Port, new(CredentialSource.Key, path, sshd.User)), "id -un", secrets));

        output.Trim().ShouldBe(sshd.User);
    }
}
