using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ShellSessionTests
{
    private const string Version = "Cisco IOS Software, Version 15.9\r\n  uptime is 3 weeks\r\n\r\nConfiguration register is 0x2102\r\n";

    [Fact]
    public void RunAsync_OrdinaryCommand_OutputIsExactlyWhatStandsBetweenEchoAndPrompt()
    {
        var ios = new FakeIos { Answers = { ["show version"] = Version } };
        var bench = Of(ios);

        var (outcome, step) = bench.Command("show version");

        outcome.Error.ShouldBeNull();
        step.Text.ShouldBe(Version);
        ios.LoggedOut.ShouldBeTrue();
        bench.Run.Phases.ShouldBe([TargetState.Connecting, TargetState.Connected, TargetState.Disconnecting]);
        bench.Passes.ShouldBe(1);
    }

    [Fact]
    public void ConnectAsync_LoggedIn_PagingIsOffAndTheHostIsKnown()
    {
        var ios = new FakeIos { Host = "core-sw.1" };
        string? host = null;

        Of(ios).InSession(session =>
        {
            host = session.HostName;
            return Task.CompletedTask;
        });

        host.ShouldBe("core-sw.1");
        ios.Commands.ShouldBe(["terminal length 0", "terminal width 512", "exit"]);
    }

    [Fact]
    public void RunAsync_BytesSplitAtEveryPosition_OutputIsTheSame()
    {
        const string output = "r1#show is what one types\r\nr1>x\r\n% Invalid is a word here\r\n--More-- is one too\r\n";
        for (var at = 1; at < output.Length; at++)
        {
            var split = at;
            var ios = new FakeIos();
            ios.Acts["show version"] = async channel =>
            {
                await channel.SayAsync(output[..split]);
                await channel.WaitAsync(TimeSpan.FromMilliseconds(15));
                await channel.SayAsync(output[split..]);
            };

            Of(ios).Command("show version").Step.Text.ShouldBe(output, $"split at {split}");
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(400)]
    public void RunAsync_OneByteAtATime_OutputIsTheSame(int milliseconds)
    {
        const string output = Version + "r1#show is what one types\r\n";
        var ios = new FakeIos { Answers = { ["show version"] = output } };
        var bench = new Bench(async (channel, _) =>
        {
            channel.Chunk = 1;
            channel.Pause = TimeSpan.FromMilliseconds(milliseconds);
            await ios.PlayAsync(channel);
        });

        bench.Command("show version").Step.Text.ShouldBe(output);
    }

    [Fact]
    public void RunAsync_EveryByteThereIs_IsKept()
    {
        var bytes = Enumerable.Range(0, 4096).Select(i => (byte)(i * 7 + i / 256)).Concat("\r\n"u8.ToArray()).ToArray();
        var ios = new FakeIos();
        ios.Acts["show garbage"] = channel => channel.SayAsync(bytes);

        Of(ios).Command("show garbage").Step.Bytes.ShouldBe(bytes);
    }

    [Fact]
    public void RunAsync_BytesAfterThePrompt_AreToldAtTheEnd()
    {
        var ios = new FakeIos { Answers = { ["show clock"] = "12:00\r\n" } };
        var bench = Of(ios);

        bench.InSession(async session =>
        {
            await bench.Channel.SayAsync("%SYS-5: reloaded\r\nr1#");
            var step = new FakeStep();
            await session.RunAsync(new DeviceCommand("show clock"), step, default);
            step.Text.ShouldBe("12:00\r\n");
        })!.ShouldContain("bytes came from the device between a prompt and the next command");
    }

    [Fact]
    public void RunAsync_PromptLikeLineThenSlowRest_IsOutput()
    {
        var ios = new FakeIos();
        ios.Acts["show logging"] = async channel =>
        {
            await channel.SayAsync("x\r\nother#");
            await channel.WaitAsync(TimeSpan.FromSeconds(20));
            await channel.SayAsync(" and more\r\n[V200R009C00]\r\n#\r\n");
        };

        Of(ios).Command("show logging").Step.Text.ShouldBe("x\r\nother# and more\r\n[V200R009C00]\r\n#\r\n");
    }

    [Fact]
    public void RunAsync_PromptSplitByALongPause_IsStillThePrompt()
    {
        var ios = new FakeIos { Host = "edge-router" };
        var bench = Of(ios);
        ios.Acts["show clock"] = async channel =>
        {
            await channel.SayAsync("12:00\r\nedge-");
            await channel.WaitAsync(TimeSpan.FromSeconds(30));
            ios.Host = "router";
        };
        bench.InSession(async session =>
        {
            var step = new FakeStep();
            await session.RunAsync(new DeviceCommand("show clock"), step, default);
            step.Text.ShouldBe("12:00\r\n");
            ios.Host = "edge-router";
        });
    }

    [Fact]
    public void RunAsync_SessionEnds_IsSessionClosedWithTheLastWords()
    {
        var ios = new FakeIos();
        ios.Acts["show version"] = async channel =>
        {
            await channel.SayAsync("Cisco\r\nLine is being cleared");
            channel.Hang(255);
            await channel.WaitAsync(TimeSpan.FromDays(1));
        };

        var error = Fails(() => Of(ios).Command("show version"));

        error.Code.ShouldBe(ErrorCode.SessionClosed);
        error.Message.ShouldContain("Line is being cleared");
    }

    [Fact]
    public void RunAsync_Silence_IsPromptTimeoutAfterStepTimeoutOfSilenceOnly()
    {
        var ios = new FakeIos();
        ios.Acts["show version"] = async channel =>
        {
            for (var i = 0; i < 10; i++)
            {
                await channel.WaitAsync(TimeSpan.FromSeconds(50));
                await channel.SayAsync("still here\r\n");
            }

            await channel.LineAsync();
            await channel.WaitAsync(TimeSpan.FromDays(1));
        };
        var bench = Of(ios);

        var error = Fails(() => bench.Command("show version"));

        error.Code.ShouldBe(ErrorCode.PromptTimeout);
        error.Message.ShouldContain("still here");
        bench.Clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(560));
        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(570));
        bench.Channel.Disposed.ShouldBeTrue();
        bench.Channel.Sent.ToString().ShouldContain("\u0003");
    }

    [Fact]
    public void RunAsync_Rejected_TellsTheDevicesWords()
    {
        var outcome = Of(new FakeIos()).Command("show versoin").Outcome;

        outcome.Error!.Code.ShouldBe(ErrorCode.CommandRejected);
        outcome.Error.Message.ShouldContain("% Invalid input detected at '^' marker.");
    }

    [Fact]
    public void RunAsync_MarkerBelowTheFirstLine_IsOutput()
    {
        var ios = new FakeIos { Answers = { ["show logging"] = "Syslog logging: enabled\r\n% Invalid input detected at '^' marker.\r\n" } };

        Of(ios).Command("show logging").Outcome.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("show version\b\b\b\b\b\b\b version\r\n")]
    [InlineData("show vers\r\nion\r\n")]
    [InlineData("show vers \rion\r\n")]
    [InlineData("\u001b[?2004hshow version\u001b[K\r\n\u001b[?2004l\r")]
    [InlineData("show ve\b\b\b\b\b\b\b$rsion\r\n")]
    public void RunAsync_StrangeEcho_IsStrippedAndNothingElse(string echo)
    {
        var ios = new FakeIos { Answers = { ["show version"] = Version } };
        ios.Echo = line => line == "show version" ? echo : line + "\r\n";

        for (var chunk = 0; chunk < 2; chunk++)
        {
            var size = chunk;
            var bench = new Bench((channel, _) =>
            {
                channel.Chunk = size;
                return ios.PlayAsync(channel);
            });
            bench.Command("show version").Step.Text.ShouldBe(Version);
        }
    }

    [Theory]
    [InlineData("no line end")]
    [InlineData("\u001b[1mbold\u001b[m")]
    public void RunAsync_OutputWithoutALineEnd_EndsAtTheKnownPrompt(string output)
    {
        var ios = new FakeIos { Answers = { ["show x"] = output } };

        Of(ios).Command("show x").Step.Text.ShouldBe(output);
    }

    [Fact]
    public void RunAsync_OldPromptBeforeTheEcho_DoesNotShiftOutputs()
    {
        var ios = new FakeIos { Answers = { ["show version"] = Version, ["show clock"] = "12:00\r\n" } };
        ios.Echo = line => line == "show version" ? "\r\nr1#\r\nr1#" + line + "\r\n" : line + "\r\n";
        Of(ios).InSession(async session =>
        {
            var first = new FakeStep();
            var second = new FakeStep();
            await session.RunAsync(new DeviceCommand("show version"), first, default);
            await session.RunAsync(new DeviceCommand("show clock"), second, default);
            first.Text.ShouldBe(Version);
            second.Text.ShouldBe("12:00\r\n");
        });
    }

    [Fact]
    public void RunAsync_EndsInAnotherMode_IsUnexpectedMode()
    {
        var error = Fails(() => Of(new FakeIos()).Command("configure terminal"));

        error.Code.ShouldBe(ErrorCode.UnexpectedMode);
    }

    [Theory]
    [InlineData("show version\nreload")]
    [InlineData("show version\rreload")]
    [InlineData("show ver\t")]
    [InlineData("\u0003")]
    [InlineData(" ")]
    public void RunAsync_NotOneLineOfPlainCharacters_IsRefusedBeforeAnythingIsSent(string command)
    {
        var ios = new FakeIos();

        Fails(() => Of(ios).Command(command)).Code.ShouldBe(ErrorCode.InvalidArgument);

        ios.Commands.ShouldBe(["terminal length 0", "terminal width 512", "exit"]);
    }

    [Fact]
    public void RunAsync_Question_IsAnsweredOnceFromTheStepsOwnAnswers()
    {
        var ios = new FakeIos();
        string? typed = null;
        ios.Acts["copy running-config startup-config"] = async channel =>
        {
            await channel.SayAsync("Destination filename [startup-config]? ");
            typed = await channel.LineAsync();
            await channel.SayAsync("\r\nBuilding configuration...\r\n[OK]\r\n");
        };

        var (outcome, step) =
            Of(ios).Command("copy running-config startup-config", new ExpectedAnswer(@"filename \[startup-config\]\?", "startup-config"));

        outcome.Error.ShouldBeNull();
        typed.ShouldBe("startup-config");
        step.Text.ShouldEndWith("[OK]\r\n");
    }

    [Fact]
    public void RunAsync_QuestionWithoutAnswer_IsNeverAnsweredByGuess()
    {
        var ios = new FakeIos();
        string? typed = null;
        ios.Acts["reload"] = async channel =>
        {
            await channel.SayAsync("Proceed with reload? [confirm]");
            typed = await channel.LineAsync();
        };
        var bench = Of(ios);

        var error = Fails(() => bench.Command("reload"));

        error.Code.ShouldBe(ErrorCode.PromptTimeout);
        error.Message.ShouldContain("Proceed with reload? [confirm]");
        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        typed.ShouldBe("\u0003");
    }

    [Theory]
    [InlineData(" --More-- ", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b")]
    [InlineData(" --More-- ", "\r          \r")]
    [InlineData("---(more)---", "\r            \r")]
    [InlineData("---- More ----", "\u001b[16D                \u001b[16D")]
    [InlineData("--More--", "\r\u001b[K")]
    [InlineData("--More--", "\r\n")]
    [InlineData("\u001b[7m--More--\u001b[m", "\r\u001b[K")]
    public void RunAsync_Pager_IsAnsweredAndTakenOutWithItsErasure(string pager, string erasure)
    {
        for (var chunk = 0; chunk < 3; chunk++)
        {
            var ios = new FakeIos();
            var keys = "";
            ios.Acts["show run"] = async channel =>
            {
                await channel.SayAsync("interface Gi0/1\r\n");
                for (var i = 0; i < 2; i++)
                {
                    await channel.SayAsync(pager);
                    keys += await channel.KeyAsync();
                    channel.Chunk = chunk;
                    await channel.SayAsync(erasure + "  description x\r\n\r\n");
                    channel.Chunk = 0;
                }
            };

            Of(ios).Command("show run").Step.Text.ShouldBe("interface Gi0/1\r\n  description x\r\n\r\n  description x\r\n\r\n");
            keys.ShouldBe("  ");
        }
    }

    [Fact]
    public void CloseAsync_DeviceHangsAtLogout_EndsWithinItsBoundAndSaysSo()
    {
        var ios = new FakeIos { HangsAtLogout = true };
        var bench = Of(ios);
        var before = TimeSpan.Zero;

        var said = bench.InSession(session =>
        {
            before = bench.Clock.Elapsed;
            return Task.CompletedTask;
        });

        said.ShouldNotBeNull();
        said.ShouldContain("cut");
        (bench.Clock.Elapsed - before).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        bench.Channel.Disposed.ShouldBeTrue();
    }

    [Fact]
    public void CloseAsync_AfterCancelInTheMiddle_InterruptsAndLogsOut()
    {
        var ios = new FakeIos();
        var bench = Of(ios);
        ios.Acts["show tech"] = async channel =>
        {
            await channel.SayAsync("much\r\n");
            bench.Run.StopNow();
            await channel.LineAsync();
            await channel.SayAsync("\r\n");
        };

        Should.Throw<OperationCanceledException>(() =>
            bench.InSession(session => session.RunAsync(new DeviceCommand("show tech"), new FakeStep(), bench.Run.SafeStop)));

        ios.LoggedOut.ShouldBeTrue();
        bench.Channel.Disposed.ShouldBeTrue();
    }

    [Fact]
    public void CloseAsync_OwnerLost_SendsNothingMore()
    {
        var ios = new FakeIos();
        var bench = Of(ios);

        bench.InSession(_ =>
        {
            bench.Run.LoseNow();
            return Task.CompletedTask;
        });

        ios.LoggedOut.ShouldBeFalse();
        bench.Channel.Disposed.ShouldBeTrue();
    }

    private static Bench Of(FakeIos ios) => new((channel, _) => ios.PlayAsync(channel));

    private static NetBatchException Fails(Action work) => Should.Throw<NetBatchException>(work);
}
