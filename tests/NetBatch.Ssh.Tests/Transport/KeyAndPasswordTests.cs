using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

/// <summary>Servers that want a key and then a password (RFC 4252, 5.1: partial success), each given once.</summary>
[Collection("sshd")]
public sealed class KeyAndPasswordTests(SshdFixture sshd)
{
    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyThenPassword_LogsIn(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await StartAsync();

        var (output, ending) = await bench.RunAsync(bench.Request(bench.Device(server.Port, Both(sshd.Key)), "echo in-$(id -un)"));

        output.ShouldContain($"in-{sshd.User}");
        ending.Error.ShouldBeNull();
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_LockedKeyThenPassword_GivesEachSecretOnce(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await StartAsync();

        var (output, _) = await bench.RunAsync(bench.Request(bench.Device(server.Port, Both(sshd.LockedKey)), "echo in-$(id -un)"));

        output.ShouldContain($"in-{sshd.User}");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyThenWrongPassword_IsRefusedAfterOneAttempt(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await StartAsync();

        var error = await bench.FailAsync(
            bench.Request(bench.Device(server.Port, Both(sshd.Key)), secrets: new SecretBox(("main", new Secret(null, "wrong")))));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        server.Count("Failed password").ShouldBe(1);
    }

    [Theory]
    [InlineData("key:/k with env:PW", "/k", "PW")]
    [InlineData("ops@key:/k with vault:v1", "/k", "v1")]
    [InlineData("key:/a with b/k", "/a with b/k", null)]
    [InlineData("key:/a with key:/b", "/a with key:/b", null)]
    public void Parse_KeyWithAPassword_IsBothAndWritesItselfSo(string text, string path, string? password)
    {
        var credential = CredentialReference.Parse(text);

        (credential.Source, credential.Name, credential.Password?.Name).ShouldBe((CredentialSource.Key, path, password));
        credential.ToString().ShouldBe(text);
    }

    private CredentialReference Both(string key) =>
        new(CredentialSource.Key, key, sshd.User) { Password = new CredentialReference(CredentialSource.Supplied, "main", sshd.User) };

    private Task<SshdServer> StartAsync() =>
        SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), "AuthenticationMethods publickey,password"]);
}
