using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ConfigModeTests
{
    [Fact]
    public void ConfigureAsync_HostnameChanged_LearnsThePromptAnew()
    {
        var ios = new FakeIos();
        var bench = Of(ios);

        bench.InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            (await session.ConfigureAsync(new DeviceCommand("hostname edge-7"), new FakeStep(), default)).Error.ShouldBeNull();
            (await session.ConfigureAsync(new DeviceCommand("interface Gi0/1"), new FakeStep(), default)).Error.ShouldBeNull();
            (await session.LeaveConfigAsync(new FakeStep(), default)).Error.ShouldBeNull();
            session.HostName.ShouldBe("edge-7");
        });

        ios.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_ReadWithAnotherHostsPromptAtItsEnd_IsNoPrompt()
    {
        var ios = new FakeIos();
        ios.Acts["show users"] = async channel =>
        {
            await channel.SayAsync("x\r\nr2#");
            await channel.WaitAsync(TimeSpan.FromDays(1));
        };

        Should.Throw<NetBatchException>(() => Of(ios).Command("show users")).Code.ShouldBe(ErrorCode.PromptTimeout);
    }

    [Fact]
    public void ConfigureAsync_LongHostnameCutInConfigPrompts_IsTheSameHost()
    {
        var ios = new CutIos("access-switch-floor-12");
        var bench = new Bench((channel, _) => ios.PlayAsync(channel));

        bench.InSession(async session =>
        {
            (await session.EnterConfigAsync(new FakeStep(), default)).Error.ShouldBeNull();
            (await session.LeaveConfigAsync(new FakeStep(), default)).Error.ShouldBeNull();
            session.HostName.ShouldBe("access-switch-floor-12");
        });
    }

    [Fact]
    public void ConfigureAsync_Banner_IsSentWholeOnceTheDeviceReadsText()
    {
        var ios = new FakeIos();
        var text = new List<string>();
        ios.Acts["banner motd #"] = async channel =>
        {
            await channel.SayAsync("Enter TEXT message.  End with the character '#'.\r\n");
            do
            {
                text.Add((await channel.LineAsync())!);
                await channel.SayAsync(text[^1] + "\r\n");
            }
            while (!text[^1].Contains('#'));
        };

        Of(ios).InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            (await session.ConfigureAsync(new DeviceCommand("banner motd #\nKeep out\nr1 is watched\n#"), new FakeStep(),
                default)).Error.ShouldBeNull();
            (await session.ConfigureAsync(new DeviceCommand("no ip http server"), new FakeStep(), default)).Error.ShouldBeNull();
        });

        text.ShouldBe(["Keep out", "r1 is watched", "#"]);
        ios.Config.ShouldBe(["no ip http server"]);
    }

    [Fact]
    public void ConfigureAsync_BannerRejected_ItsTextIsNeverSentAsCommands()
    {
        var ios = new FakeIos { Rejected = { "banner motd #" } };

        Of(ios).InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            var outcome = await session.ConfigureAsync(new DeviceCommand("banner motd #\nno router bgp 1\n#"), new FakeStep(), default);
            outcome.Error!.Code.ShouldBe(ErrorCode.CommandRejected);
        });

        ios.Config.ShouldBe(["banner motd #"]);
    }

    [Fact]
    public void ConfigureAsync_ManyLines_WaitsForNoQuietPeriod()
    {
        var ios = new FakeIos();
        var bench = Of(ios);

        bench.InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            await session.ConfigureAsync(new DeviceCommand("ip route 10.0.0.0 255.0.0.0 Null0"), new FakeStep(), default);
            var before = bench.Clock.Elapsed;
            for (var i = 0; i < 100; i++)
            {
                await session.ConfigureAsync(new DeviceCommand($"ip route 10.{i}.0.0 255.255.0.0 Null0"), new FakeStep(), default);
            }

            bench.Clock.Elapsed.ShouldBe(before);
        });

        ios.Config.Count.ShouldBe(101);
    }

    [Fact]
    public void CommitAsync_CandidateWithHostname_CommitsAndLearnsThePromptAnew()
    {
        var junos = new FakeJunos { DualEngine = true, CommitTime = TimeSpan.FromSeconds(90) };
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.InSession(async session =>
        {
            session.HasCandidate.ShouldBeTrue();
            (await session.EnterConfigAsync(new FakeStep(), default)).Error.ShouldBeNull();
            (await session.ConfigureAsync(new DeviceCommand("set system host-name mx9"), new FakeStep(), default)).Error.ShouldBeNull();
            (await session.CommitAsync(new FakeStep(), default)).Error.ShouldBeNull();
            (await session.LeaveConfigAsync(new FakeStep(), default)).Error.ShouldBeNull();
            session.HostName.ShouldBe("mx9");
        });

        junos.Running.ShouldBe(["set system host-name mx9"]);
        junos.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void AbortAsync_Candidate_LeavesNothing()
    {
        var junos = new FakeJunos();
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            await session.ConfigureAsync(new DeviceCommand("set system host-name mx9"), new FakeStep(), default);
            (await session.AbortAsync(new FakeStep(), default)).ShouldBeTrue();
        });

        junos.Candidate.ShouldBeEmpty();
        junos.Running.ShouldBeEmpty();
    }

    [Fact]
    public void CloseAsync_InConfigModeWithACandidate_DiscardsItAndLogsOut()
    {
        var junos = new FakeJunos();
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.InSession(async session =>
        {
            await session.EnterConfigAsync(new FakeStep(), default);
            await session.ConfigureAsync(new DeviceCommand("set system host-name mx9"), new FakeStep(), default);
        });

        junos.Commands.TakeLast(3).ShouldBe(["rollback 0", "exit configuration-mode", "exit"]);
        junos.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_JunosOutput_KeepsAllButThePromptsOwnLines()
    {
        var junos = new FakeJunos { DualEngine = true };
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.Command("show version").Step.Text.ShouldBe("\r\n");
    }

    private static Bench Of(FakeIos ios) => new((channel, _) => ios.PlayAsync(channel));

    private sealed class CutIos(string name)
    {
        public async Task PlayAsync(FakeChannel channel)
        {
            var config = false;
            await channel.SayAsync("\r\n" + name + "#");
            while (await channel.LineAsync() is { } line && line != "exit")
            {
                config = line == "configure terminal" || (config && line != "end");
                await channel.SayAsync(line + "\r\n" + (config ? name[..16] + "(config)#" : name + "#"));
            }

            channel.Hang();
        }
    }
}
