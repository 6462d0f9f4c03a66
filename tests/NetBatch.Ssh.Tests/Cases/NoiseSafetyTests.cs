using System.Text;
using System.Text.RegularExpressions;
using NetBatch.Platforms;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>What devices say in between must never hide a question, a refusal or a byte.</summary>
public sealed class NoiseSafetyTests
{
    private const string Log = "*Nov 30 07:12:41.001: %LINK-3-UPDOWN: Interface Vlan1, changed state to up\r\n";

    /// <summary>A console where somebody is asked, and the device has logged since, or has sent a message to all terminals.</summary>
    [Theory]
    [InlineData("\r\nErase the flash? [confirm]\r\n" + Log)]
    [InlineData("\r\nErase the flash? [confirm]\r\n", 60)]
    [InlineData("\r\nr1#\r\n*** Message from tty2 to all terminals:\r\n***\r\nErase the flash? [confirm]")]
    [InlineData("\r\nr1#\r\nBroadcast message from root@cs1\r\nErase the flash? [confirm]\r\n" + Log)]
    public void Login_AtAQuestionWithNoise_SendsNoEnter(string says, int logs = 0)
    {
        var harmed = false;
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync(says + string.Concat(Enumerable.Repeat(Log, logs)));
            harmed = await channel.LineAsync() is not null;
            await channel.SayAsync("r1#");
            channel.Hang();
        });

        Should.Throw<NetBatchException>(() => bench.InSession(_ => Task.CompletedTask));

        harmed.ShouldBeFalse();
    }

    /// <summary>A question under a message behind the prompt is not answered by the next command.</summary>
    [Fact]
    public void Question_UnderAMessage_IsNotAnsweredByTheNextCommand()
    {
        var shell = new FakeShell("r1#");
        shell.Acts["show clock"] = async channel =>
        {
            await channel.SayAsync("07:12:41\r\nr1#\r\n*** Message from tty2 to all terminals:\r\n***\r\nErase? [confirm]");
            shell.Prompt = "";
            return "";
        };
        var bench = new Bench((channel, _) => shell.PlayAsync(channel));

        Should.Throw<NetBatchException>(() => bench.InSession(async session =>
        {
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep("show clock"), default);
            await session.RunAsync(new DeviceCommand("show version"), new FakeStep("show version"), default);
        }));

        shell.Commands.ShouldNotContain("show version");
    }

    /// <summary>With "logging synchronous" the prompt is drawn anew behind a message: it is no output.</summary>
    [Fact]
    public void Prompt_DrawnAnewBehindAMessage_StandsInNoOutput()
    {
        var shell = new FakeShell("r1#");
        shell.Says("show clock", "07:12:41\r\nr1#\r\n***\r\n*** Message from tty2 to all terminals:\r\n***\r\nback soon\r\n");
        shell.Hangs("exit");
        var bench = new Bench((channel, _) => shell.PlayAsync(channel));

        bench.Command("show clock").Step.Text.ShouldNotEndWith("r1#");
    }

    /// <summary>After "end" an old prompt may stand above a message: what counts is the last.</summary>
    [Fact]
    public void Prompt_OfAnotherModeAboveAMessage_IsNotTheOneThatHolds()
    {
        var shell = new FakeShell("r1#");
        shell.Goes("configure terminal", "r1(config)#");
        shell.Says("ntp server 192.0.2.1", "");
        shell.Goes("end", "r1#", "r1(config)#\r\n***\r\n*** Message from tty2 to all terminals:\r\n***\r\nback soon\r\n");
        shell.Hangs("exit");

        Bench.OfConfig(shell, "cisco_ios", """{"lines":["ntp server 192.0.2.1"]}""").SendConfig();

        shell.Commands.Count(command => command == "end").ShouldBe(1);
    }

    /// <summary>Late bytes are told even where the command after them finds no prompt.</summary>
    [Fact]
    public void LateBytes_BeforeACommandThatHangs_AreTold()
    {
        var shell = new FakeShell("r1#");
        shell.Says("show clock", "07:12:41\r\n");
        shell.Acts["show version"] = async channel =>
        {
            await channel.WaitAsync(TimeSpan.FromHours(1));
            return "";
        };
        var bench = new Bench((channel, _) => shell.PlayAsync(channel));
        NetBatchException? error = null;

        var said = bench.InSession(async session =>
        {
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep("show clock"), default);
            await bench.Channel.SayAsync("the end of the output\r\n");
            try
            {
                await session.RunAsync(new DeviceCommand("show version"), new FakeStep("show version"), default);
            }
            catch (NetBatchException hung)
            {
                error = hung;
            }
        });

        error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.PromptTimeout);
        said.ShouldNotBeNull().ShouldContain("21 bytes came from the device");
    }

    /// <summary>A message ends somewhere: what comes behind it without end is a late output.</summary>
    [Fact]
    public void LateBytes_BehindAMessage_AreTold()
    {
        var shell = new FakeShell("r1#");
        shell.Says("show clock", "07:12:41\r\n");
        shell.Hangs("exit");
        var bench = new Bench((channel, _) => shell.PlayAsync(channel));

        var said = bench.InSession(async session =>
        {
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep("show clock"), default);
            await bench.Channel.SayAsync("\r\n*** Message from tty2 to all terminals:\r\n***\r\nback soon\r\n"
                + string.Concat(Enumerable.Range(0, 50).Select(n => $"GigabitEthernet0/{n} up\r\n")));
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep("show clock"), default);
        });

        said.ShouldNotBeNull().ShouldContain("'show clock' may be cut short");
    }

    /// <summary>A banner that speaks of passwords is no expired one, however slow the device is.</summary>
    [Fact]
    public void Banner_ThatSpeaksOfPasswords_IsNoExpiredOne()
    {
        var ios = new FakeIos { Answers = { ["show version"] = "Fake OS 15.2\r\n" } };
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\nIf you need to change your password, call 4711.\r\n");
            await channel.WaitAsync(TimeSpan.FromSeconds(2.5));
            await ios.PlayAsync(channel);
        });

        bench.Command("show version").Step.Text.ShouldBe("Fake OS 15.2\r\n");
    }

    /// <summary>A login into a mode of IOS that no list knows is in somebody's configuration, and no other name.</summary>
    [Fact]
    public void Ios_LoginIntoAModeOfItsOwn_IsLeft()
    {
        var ios = new FakeShell("r1(red-group)#");
        ios.Goes("end", "r1#");
        ios.Says("show clock", "07:12:41\r\n");
        ios.Hangs("exit");

        new Bench((channel, _) => ios.PlayAsync(channel)).Command("show clock").Step.Text.ShouldBe("07:12:41\r\n");

        ios.Commands[0].ShouldBe("end");
    }

    /// <summary>A commit that was declined for us was not made.</summary>
    [Fact]
    public void Xr_CommitQuestionDeclined_IsNoSuccess()
    {
        var xr = new FakeShell("RP/0/0/CPU0:r1#");
        xr.Goes("configure exclusive", "RP/0/0/CPU0:r1(config)#");
        xr.Says("ntp server 192.0.2.1", "");
        xr.Acts["commit"] = async channel =>
        {
            await channel.SayAsync("Do you wish to proceed with this commit anyway? [no]: ");
            return (await channel.LineAsync()) + "\r\n";
        };
        xr.Goes("abort", "RP/0/0/CPU0:r1#");
        xr.Goes("end", "RP/0/0/CPU0:r1#");
        xr.Hangs("exit");

        Should.Throw<ConfigChangeException>(
            () => Bench.OfConfig(xr, "cisco_iosxr", """{"lines":["ntp server 192.0.2.1"]}""").SendConfig());
    }

    /// <summary>A Latin-1 name is found under a log line too: its bytes are not those of our side.</summary>
    [Fact]
    public void HostOfAnotherEncoding_WithALogLineBehindThePrompt_StallsNothing()
    {
        byte[] prompt = [.. Encoding.Latin1.GetBytes("[admin@münchen] > ")];
        var times = 0;
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync(prompt);
            while (await channel.LineAsync() is { } line)
            {
                if (line == "/quit")
                {
                    channel.Hang();
                    return;
                }

                await channel.SayAsync(line + "\r\n");
                await channel.SayAsync(line.Length > 0 ? "first\r\n" : "");
                await channel.SayAsync(prompt);
                if (line.Length > 0 && times++ == 0)
                {
                    await channel.SayAsync("\r\n2024-11-30 07:12:41 system,error,critical login failure\r\n");
                }
            }
        }, "mikrotik_routeros");
        var from = bench.Clock.GetTimestamp();

        bench.Command("/system identity print").Outcome.Error.ShouldBeNull();

        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>No expression of a platform's file looks long at a line that is no prompt, however it is made.</summary>
    [Fact]
    public void PromptExpressions_OnLongNames_EndSoon()
    {
        string[] lines =
        [
            string.Join('.', Enumerable.Repeat("abcdefghijklmnopqrst", 20)),
            string.Concat(Enumerable.Repeat("ab.", 160)),
            string.Concat(Enumerable.Repeat("ab/", 160)),
            string.Concat(Enumerable.Repeat("a ", 250)),
            string.Concat(Enumerable.Repeat("pri/", 125)),
            string.Concat(Enumerable.Repeat("a(b)", 125)),
            string.Concat(Enumerable.Repeat("a-", 250)),
            new string('a', 510),
        ];
        List<string> slow = [];
        foreach (var name in PlatformCatalog.BuiltIn.SessionNames)
        {
            var rules = PlatformCatalog.BuiltIn.Session(name);
            foreach (var pattern in rules.Modes.Select(mode => mode.Prompt)
                .Concat(new[] { rules.LogLines, rules.Errors, rules.Marks, rules.Questions, rules.Config?.LineErrors }.OfType<Regex>()))
            {
                // Those that look twice at what they have seen need hours, not seconds.
                Regex limited = new(pattern.ToString(), pattern.Options, TimeSpan.FromSeconds(1));
                try
                {
                    _ = lines.Count(line => limited.IsMatch(line + "\u00a7"));
                }
                catch (RegexMatchTimeoutException)
                {
                    slow.Add($"{name}: {pattern}");
                }
            }
        }

        slow.ShouldBeEmpty();
    }
}
