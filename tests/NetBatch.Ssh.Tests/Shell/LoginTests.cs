using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class LoginTests
{
    [Fact]
    public void ConnectAsync_BannerHasALineLikeAPrompt_LearnsTheRealPrompt()
    {
        var ios = new FakeIos { Banner = "\r\nWelcome\r\nuse r9#" };
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("Welcome\r\nr9#");
            await channel.WaitAsync(TimeSpan.FromSeconds(2));
            ios.Banner = "\r\nis another\r\n";
            await ios.PlayAsync(channel);
        });
        ios.Answers["show clock"] = "12:00\r\n";

        bench.InSession(async session =>
        {
            session.HostName.ShouldBe("r1");
            var step = new FakeStep();
            await session.RunAsync(new DeviceCommand("show clock"), step, default);
            step.Text.ShouldBe("12:00\r\n");
        });
    }

    [Theory]
    [InlineData("License text\r\nPress 'a' to accept: ", "a")]
    [InlineData("Warning: The password is old. Change now? [Y/N]:", "N")]
    [InlineData("Press any key to continue", "\n")]
    // ktbyers/netmiko, issue 459.
    [InlineData("This is a disclaimer. Please press ENTER or Y to continue: ", "\n")]
    public void ConnectAsync_KnownInterrupt_IsAnswered(string interrupt, string key)
    {
        var ios = new FakeIos();
        char? typed = null;
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync(interrupt);
            typed = await channel.KeyAsync();
            if (typed == 'N')
            {
                await channel.KeyAsync();
            }

            await ios.PlayAsync(channel);
        });

        bench.InSession(_ => Task.CompletedTask).ShouldBeNull();

        typed.ShouldBe(key[0]);
    }

    // A stack of switches asks which member is meant (hp_procurve's file says to take the commander, which Enter does).
    [Fact]
    public void ConnectAsync_Menu_IsAnsweredAsThePlatformsFileSays()
    {
        string? chosen = null;
        var shell = new FakeShell("sw1# ");
        var bench = new Bench(
            async (channel, _) =>
            {
                await channel.SayAsync("1  Commander\r\n2  Member\r\nEnter switch number to connect to or <CR>:");
                chosen = await channel.LineAsync();
                await shell.PlayAsync(channel);
            },
            "hp_procurve");
        shell.Acts["exit"] = channel =>
        {
            channel.Hang();
            return Task.FromResult("");
        };

        bench.InSession(_ => Task.CompletedTask).ShouldBeNull();

        chosen.ShouldBe("");
    }

    [Fact]
    public void ConnectAsync_UnknownQuestion_IsNotAnsweredAndQuoted()
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("Erase the device? ");
            await channel.LineAsync();
        });

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.LoginTimeout);
        error.Message.ShouldContain("Erase the device?");
        bench.Channel.Sent.Length.ShouldBe(0);
        bench.Clock.Elapsed.ShouldBe(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(10));
        bench.Channel.Disposed.ShouldBeTrue();
        bench.Passes.ShouldBe(1);
    }

    [Fact]
    public void ConnectAsync_SessionLimitThenClose_IsSessionLimitAtOnce()
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\nCLI session limit reached, maximum 5\r\n");
            channel.Hang(1);
        });

        Fails(bench).Code.ShouldBe(ErrorCode.SessionLimit);

        bench.Clock.Elapsed.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void ConnectAsync_ClosedBeforeThePrompt_IsConnectionClosedWithTheLastWords()
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("This account is currently not available.\r\n");
            channel.Hang(1);
        });

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.ConnectionClosed);
        error.Message.ShouldContain("This account is currently not available.");
    }

    /// <summary>The question is declined, and the device lets nobody in who declines.</summary>
    [Fact]
    public void ConnectAsync_PasswordExpiredAndItsChangeDeclined_IsPasswordExpired()
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("Your password has expired.\r\nChange now? [Y/N]: ");
            await channel.LineAsync();
            await channel.SayAsync("\r\n% Password change is not permitted in this session\r\n");
            channel.Hang(1);
        });

        Fails(bench).Code.ShouldBe(ErrorCode.PasswordExpired);
    }

    [Fact]
    public void ConnectAsync_PasswordExpired_IsItsOwnError()
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("WARNING: Your password has expired.\r\nYou must change your password now\r\nCurrent password: ");
            await channel.LineAsync();
        });

        Fails(bench).Code.ShouldBe(ErrorCode.PasswordExpired);
        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void ConnectAsync_AnotherPlatformsPrompt_IsPlatformMismatchNamingTheOthers()
    {
        var ios = new FakeIos();
        var bench = new Bench((channel, _) => ios.PlayAsync(channel), "mikrotik_routeros");

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.PlatformMismatch);
        error.Remedy!.ShouldContain("cisco_ios");
    }

    [Theory]
    [InlineData(null, "arista_eos")]
    [InlineData("cisco_asr", "Known of 'cisco' are: ")]
    public void ConnectAsync_PlatformMissingOrUnknown_IsRefusedBeforeAnyConnection(string? platform, string advice)
    {
        var bench = new Bench((_, _) => Task.CompletedTask, platform);

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.InvalidPlatform);
        error.Remedy!.ShouldContain(advice);
        bench.Transport.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void ConnectAsync_TransportFails_GivesItsErrorAndThePassBack()
    {
        var bench = new Bench((_, _) => Task.CompletedTask);
        bench.Transport.Fault = new NetBatchException(ErrorCode.ConnectionRefused, "Connection refused");

        Fails(bench).Code.ShouldBe(ErrorCode.ConnectionRefused);
        bench.Passes.ShouldBe(1);
    }

    [Fact]
    public void ConnectAsync_JunosRootShell_StartsTheCommandLine()
    {
        var junos = new FakeJunos { InShell = true };
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.InSession(session =>
        {
            session.HostName.ShouldBe("mx1");
            return Task.CompletedTask;
        });

        junos.Commands[0].ShouldBe("cli");
        junos.LoggedOut.ShouldBeTrue();
    }

    private static NetBatchException Fails(Bench bench) => Should.Throw<NetBatchException>(() => bench.InSession(_ => Task.CompletedTask));
}
