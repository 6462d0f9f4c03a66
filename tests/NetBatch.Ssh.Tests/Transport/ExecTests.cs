using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

[Collection("sshd")]
public sealed class ExecTests(SshdFixture sshd)
{
    [SshdTheory]
    [EachTransport]
    public async Task Ending_RemoteCommandFails_TellsItsStatus(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (output, ending) = await bench.RunAsync(bench.Request(command: "echo out; echo 'Connection closed by you' >&2; exit 7"));

        output.ShouldContain("out\n");
        output.ShouldContain("Connection closed by you\n");
        ending.ShouldBe(new SshEnding(7, null));
    }

    [SshdTheory]
    [EachTransport]
    public async Task Ending_RemoteCommandEndsWith255_IsNoFailureOfTheClient(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        (await bench.RunAsync(bench.Request(command: "exit 255"))).Ending.ShouldBe(new SshEnding(255, null));
    }

    [SshdTheory]
    [EachTransport]
    public async Task Ending_RemoteCommandIsKilled_TellsIt(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        var (_, ending) = await bench.RunAsync(bench.Request(command: "kill -9 $$"));

        ending.ExitStatus.ShouldBeNull();
        ending.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.ExitStatus);
    }

    [SshdFact]
    public async Task Ending_ClientIsKilled_IsNoExitStatusOfTheCommand()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        ChildProcess? child = null;
        var request = bench.Request(command: "sleep 60") with
        {
            Started = started =>
            {
                child = started;
                return ValueTask.CompletedTask;
            },
        };
        await using var channel = await bench.OpenAsync(request);

        ChildReaper.End([child!]).ShouldBe(1);
        var ending = await channel.Ending;

        ending.ExitStatus.ShouldBe(255);
        ending.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.SessionClosed);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_CommandWithEveryKindOfCharacter_ArrivesAsItIs(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        const string Command = "printf '%s\\n' \"100%h %% #x\" 'a\"b' \\\\ ä \"=\"";

        var (output, _) = await bench.RunAsync(bench.Request(command: Command));

        output.ShouldBe("100%h %% #x\na\"b\n\\\nä\n=\n");
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_CommandThatAConfigCannotHold_IsRunAllTheSame(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        (await bench.RunAsync(bench.Request(command: " echo  blank "))).Output.ShouldBe("blank\n");
        (await bench.RunAsync(bench.Request(command: "none"))).Ending.ExitStatus.ShouldBe(127);
    }

    [SshdTheory]
    [EachTransport]
    public async Task OpenAsync_CommandWithLineBreak_IsRefused(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        (await bench.FailAsync(bench.Request(command: "id\nreboot"))).Code.ShouldBe(ErrorCode.InvalidArgument);
    }

    [SshdFact]
    public async Task OpenAsync_StartedHasNotReturned_SendsNoCommand()
    {
        await using var bench = new TransportBench(sshd, TransportKind.OpenSsh);
        var file = Path.Combine(sshd.Shared, $"touched-{Guid.NewGuid():N}");
        var seen = true;
        var request = bench.Request(bench.Device(credential: new(CredentialSource.Key, sshd.Key, sshd.User)), $"touch {file}") with
        {
            // A key needs no answer of ours, so nothing but the gate holds the client back.
            Started = async _ =>
            {
                await Task.Delay(500);
                seen = File.Exists(file);
            },
        };

        var (_, ending) = await bench.RunAsync(request);

        seen.ShouldBeFalse();
        ending.ExitStatus.ShouldBe(0);
        File.Exists(file).ShouldBeTrue();
    }

    [SshdTheory]
    [EachTransport]
    public async Task Output_TenMegabytes_ArrivesWhole(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);

        await using var channel = await bench.OpenAsync(bench.Request(command: "head -c 10000000 /dev/zero"));
        long total = 0;
        while (await channel.Output.ReadAsync() is { } read && (read.Buffer.Length > 0 || !read.IsCompleted))
        {
            total += read.Buffer.Length;
            channel.Output.AdvanceTo(read.Buffer.End);
        }

        total.ShouldBe(10_000_000);
    }

    [SshdTheory]
    [EachTransport]
    public async Task DisposeAsync_OutputThatNobodyReads_Ends(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var channel = await bench.OpenAsync(bench.Request(command: "cat /dev/zero"));
        await channel.Output.ReadAsync();

        await channel.DisposeAsync();

        (await channel.Ending).ShouldBe(new SshEnding(null, null));
    }

    [SshdTheory]
    [EachTransport]
    public async Task Ending_ServerIsCutOff_SessionClosed(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        var server = await SshdServer.StartAsync(sshd.Folder, sshd.PasswordConfig());
        await using var channel = await bench.OpenAsync(bench.Request(bench.Device(server.Port)));

        await server.DisposeAsync();
        var ending = await channel.Ending;

        ending.ExitStatus.ShouldBe(255);
        ending.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.SessionClosed);
    }

    [SshdTheory]
    [EachTransport]
    public async Task Input_TildeAtLineStart_GoesToTheDevice(TransportKind transport)
    {
        await using var bench = new TransportBench(sshd, transport);
        await using var channel = await bench.OpenAsync(bench.Request());

        await channel.Input.WriteAsync("stty -echo\n~.\necho still-$((40+2))\n"u8.ToArray());

        (await TransportBench.ReadAsync(channel, "still-42")).ShouldContain("still-42");
    }
}
