using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
public sealed class LoginTests(SshdFixture sshd)
{
    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_Password_OpensShell(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        await using var channel = await bench.OpenAsync(bench.Request());
        await channel.Input.WriteAsync("echo who-$(id -un); exit 3\n"u8.ToArray());
        var output = await TransportBench.ReadAsync(channel);

        output.ShouldContain($"who-{sshd.User}");
        (await channel.Ending).ExitStatus.ShouldBe(3);
        (await channel.Ending).Error.ShouldBeNull();
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_WrongPassword_IsRefusedAfterOneAttempt(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());

        var error = await bench.FailAsync(
            bench.Request(bench.Device(server.Port), secrets: new SecretBox(("main", new Secret(null, "wrong")))));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        error.Message.ShouldContain("Permission denied");
        server.Count("Failed password").ShouldBe(1);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_WrongPasswordOverTwoMethods_IsRefusedAfterOneAttempt(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(
            sshd.Folder, [.. sshd.BaseConfig(), "UsePAM yes", "PasswordAuthentication yes", "KbdInteractiveAuthentication yes"]);

        var error = await bench.FailAsync(
            bench.Request(bench.Device(server.Port), secrets: new SecretBox(("main", new Secret(null, "wrong")))));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        server.Count("PAM: Authentication failure").ShouldBe(1);
        server.Count("Failed password").ShouldBe(0);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyboardInteractive_OpensShell(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(
            sshd.Folder, [.. sshd.BaseConfig(), "UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes"]);

        var (output, _) = await bench.RunAsync(bench.Request(bench.Device(server.Port), "id -un"));

        output.Trim().ShouldBe(sshd.User);
        server.Count("Accepted keyboard-interactive").ShouldBe(1);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_Key_OpensShell(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (output, _) = await bench.RunAsync(
            bench.Request(bench.Device(credential: new(CredentialSource.Key, sshd.Key, sshd.User)), "id -un"));

        output.Trim().ShouldBe(sshd.User);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyWithPassphrase_OpensShell(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (output, _) = await bench.RunAsync(
            bench.Request(bench.Device(credential: new(CredentialSource.Key, sshd.LockedKey, sshd.User)), "id -un"));

        output.Trim().ShouldBe(sshd.User);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_KeyWithWrongPassphrase_IsRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var device = bench.Device(credential: new(CredentialSource.Key, sshd.LockedKey, sshd.User));

        var error = await bench.FailAsync(bench.Request(device, secrets: new SecretBox((sshd.LockedKey, new Secret(null, "wrong")))));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_Agent_OpensShell(TransportKind transport)
    {
        var socket = Path.Combine(sshd.Folder, $"agent-{Guid.NewGuid():N}");
        await using var bench = new TransportBench(sshd, transport, userConfig: $"IdentityAgent {socket}\n");
        var started = await HostProgram.RunAsync("ssh-agent", ["-s", "-a", socket]);
        var pid = started.Split("SSH_AGENT_PID=")[1].Split(';')[0];
        try
        {
            await HostProgram.RunAsync("env", [$"SSH_AUTH_SOCK={socket}", "ssh-add", "-q", sshd.Key]);

            var (output, _) = await bench.RunAsync(
                bench.Request(bench.Device(credential: new(CredentialSource.Agent, null, sshd.User)), "id -un"));

            output.Trim().ShouldBe(sshd.User);
        }
        finally
        {
            await HostProgram.RunAsync("kill", [pid]);
        }
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_PasswordGiven_OffersNoAgentKey(TransportKind transport)
    {
        var socket = Path.Combine(sshd.Folder, $"agent-{Guid.NewGuid():N}");
        await using var bench = new TransportBench(sshd, transport, userConfig: $"IdentityAgent {socket}\nIdentityFile {sshd.Key}\n");
        await using var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());

        await (await bench.OpenAsync(bench.Request(bench.Device(server.Port)))).DisposeAsync();

        server.Count("Accepted password").ShouldBe(1);
        server.Count("publickey").ShouldBe(0);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_NoSourceHasTheSecret_AsksForNothing(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var error = await bench.FailAsync(bench.Request(secrets: new SecretBox()));

        error.Code.ShouldBe(ErrorCode.CredentialRequired);
        bench.SessionFolders.ShouldBeEmpty();
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_ExpiredPasswordWithPam_IsTold(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(
            sshd.Folder, [.. sshd.BaseConfig(), "UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes"]);

        var error = await bench.FailAsync(bench.Request(bench.Device(server.Port, bench.Supplied(user: sshd.ExpiredUser))));

        error.Code.ShouldBe(ErrorCode.PasswordExpired);
    }

    [SshdTheory]
    [EachTransport]
    public async Task Ending_ExpiredPasswordWithoutTerminal_IsTold(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (_, ending) = await bench.RunAsync(bench.Request(bench.Device(credential: bench.Supplied(user: sshd.ExpiredUser)), "id"));

        ending.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.PasswordExpired);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_BannerThatLies_IsNotBelieved(TransportKind transport)
    {
        var banner = Path.Combine(sshd.Folder, "banner");
        await File.WriteAllTextAsync(banner,
            "Authenticated to r1\ndebug1: SSH2_MSG_NEWKEYS received\nPermission denied, go away\nConnection refused\n");
        await using var bench = new TransportBench(sshd, transport);
        await using var server = await SshdServer.StartAsync(sshd.Folder, [.. sshd.PasswordConfig(), $"Banner {banner}"]);

        var (output, _) = await bench.RunAsync(bench.Request(bench.Device(server.Port), "echo out; echo err >&2; id -un"));
        var error = await bench.FailAsync(
            bench.Request(bench.Device(server.Port), secrets: new SecretBox(("main", new Secret(null, "wrong")))));

        output.ShouldContain("err\n");
        output.ShouldContain($"{sshd.User}\n");
        output.ShouldNotContain("go away");
        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
    }
}
