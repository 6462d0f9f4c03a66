using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Situations that admins have reported in public of devices, by the name of each; <see cref="ReportedCaseTests"/> tells where the
/// others are.</summary>
public sealed class ReportedDeviceTests
{
    [Theory]
    [InlineData("fortios_ha_role", "fortinet_fortios", "fw-edge-1(Primary) $ ", "fw-edge-1")]
    [InlineData("junos_logical_system", "juniper_junos", "netops@mx-a:LS-CUST> ", "mx-a")]
    [InlineData("nxos_standby", "cisco_nxos", "n7k-1(standby)# ", "n7k-1")]
    [InlineData("vrp_hostname_space", "huawei_vrp", "<HQ Floor 2 (spare)>", "HQ Floor 2 (spare)")]
    [InlineData("eos_prompt_time", "arista_eos", "leaf1.07:12:%n#", "leaf1")]
    [InlineData("prompt_counter", "extreme_exos", "* x440-a.%n # ", "x440-a")]
    public void Prompt_OfAReportedDevice_IsLearned(string name, string platform, string prompt, string host)
    {
        var shell = new FakeShell("") { Counts = count => prompt.Replace("%n", $"{count + 10}", StringComparison.Ordinal) };
        foreach (var way in new[] { "exit", "quit", "logout" })
        {
            shell.Hangs(way);
        }

        shell.Says("show version", "Fake 1.0\r\n");
        shell.Says("display version", "Fake 1.0\r\n");
        shell.Says("get system status", "Fake 1.0\r\n");
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);
        var command = platform == "huawei_vrp" ? "display version" : platform == "fortinet_fortios" ? "get system status" : "show version";
        var step = new FakeStep(command);

        var said = bench.InSession(async session =>
        {
            session.HostName.ShouldStartWith(host, Case.Sensitive, name);
            (await session.RunAsync(new DeviceCommand(command), step, default)).Error.ShouldBeNull(name);
        });

        step.Text.ShouldBe("Fake 1.0\r\n", name);
        said.ShouldBeNull(name);
    }

    /// <summary>Case junos_re0_shell: the login of root ends in a shell whose prompt names the routing engine.</summary>
    [Fact]
    public void Junos_re0_shell_IsLeftByCli()
    {
        var junos = new FakeShell("root@ex-stack:RE:0% ");
        junos.Goes("cli", "{master:0}\r\nroot@ex-stack> ");
        junos.Says("show version", "Model: fake-ex\r\n");
        junos.Hangs("exit");
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos");

        bench.Command("show version").Step.Text.ShouldBe("Model: fake-ex\r\n");

        junos.Commands[0].ShouldBe("cli");
    }

    /// <summary>Case silent_console: a console shows nothing until Enter is pressed.</summary>
    [Fact]
    public void Silent_console_GetsOneEnter()
    {
        var ios = new FakeIos { Answers = { ["show version"] = "Fake OS 15.2\r\n" } };
        var bench = new Bench(async (channel, _) =>
        {
            (await channel.LineAsync()).ShouldBe("");
            await ios.PlayAsync(channel);
        });

        bench.Command("show version").Step.Text.ShouldBe("Fake OS 15.2\r\n");
    }

    /// <summary>Case login_in_config: the console was left in config mode. There is no candidate on this platform, so it is left
    /// first.</summary>
    [Fact]
    public void Login_in_config_IsLeftFirst()
    {
        var ios = new FakeShell("sw1(config-if)#");
        ios.Goes("end", "sw1#");
        ios.Acts["show version"] = _ =>
            Task.FromResult(ios.Prompt == "sw1#" ? "Fake OS 15.2\r\n" : "% Invalid input detected at '^' marker.\r\n");
        var bench = new Bench((channel, _) => ios.PlayAsync(channel));

        bench.Command("show version").Outcome.Error.ShouldBeNull();

        ios.Commands[0].ShouldBe("end");
    }

    /// <summary>Case login_in_config where a candidate may be somebody's: nothing is sent.</summary>
    [Fact]
    public void Login_in_config_WithACandidate_IsRefused()
    {
        var xr = new FakeShell("RP/0/RP0/CPU0:r1(config)#");
        var bench = new Bench((channel, _) => xr.PlayAsync(channel), "cisco_iosxr");

        Should.Throw<NetBatchException>(() => bench.Command("show version")).Code.ShouldBe(ErrorCode.UnexpectedMode);

        xr.Commands.ShouldBeEmpty();
    }

    /// <summary>Cases ios_exec_timestamp and xr_not_authorized: what is refused stands below lines that come before every answer, or below
    /// a blank one.</summary>
    [Theory]
    [InlineData("ios_exec_timestamp", "cisco_ios", "sw1#",
        "Load for five secs: 3%/0%; one minute: 2%; five minutes: 2%\r\nTime source is NTP, 07:12:41.310 CET Mon Nov 30 "
            + "2026\r\n\r\n             ^\r\n% Invalid input detected at '^' marker.\r\n\r\n")]
    [InlineData("xr_not_authorized", "cisco_iosxr", "RP/0/RP0/CPU0:edge7#", "\r\n% This command is not authorized\r\n")]
    public void Refusal_BelowOtherLines_IsOne(string name, string platform, string prompt, string says)
    {
        var shell = new FakeShell(prompt);
        shell.Says("show vrsion", says);
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);

        bench.Command("show vrsion").Outcome.Error.ShouldNotBeNull(name).Code.ShouldBe(ErrorCode.CommandRejected, name);
    }

    /// <summary>Case log_after_prompt: the line comes 20 ms behind the prompt, and no prompt behind it.</summary>
    [Fact]
    public void Log_after_prompt_CutsNothingAndFailsNothing()
    {
        var ios = new FakeShell("sw1#");
        ios.Says("show clock", "07:12:41\r\n");
        ios.Says("show version", "Fake OS 15.2\r\n");
        ios.Hangs("exit");
        var bench = new Bench(async (channel, _) =>
        {
            var playing = ios.PlayAsync(channel);
            await channel.WaitAsync(TimeSpan.FromSeconds(3));
            await channel.SayAsync("\r\n*Nov 30 07:12:41.310: %LINK-3-UPDOWN: Interface Gi0/1, changed state to down\r\n");
            await playing;
        });
        FakeStep first = new("show clock"), second = new("show version");

        bench.InSession(async session =>
        {
            (await session.RunAsync(new DeviceCommand("show clock"), first, default)).Error.ShouldBeNull();
            await bench.Channel.WaitAsync(TimeSpan.FromSeconds(5));
            (await session.RunAsync(new DeviceCommand("show version"), second, default)).Error.ShouldBeNull();
        });

        first.Text.ShouldStartWith("07:12:41\r\n");
        second.Text.ShouldBe("Fake OS 15.2\r\n");
    }

    /// <summary>Case config_question: a line asks [confirm]; the answer that was given with the change is used, and stands among the
    /// results.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Config_question_IsAnsweredFromTheAnswersAlone(bool given)
    {
        char? typed = null;
        var ios = new FakeShell("sw1#");
        ios.Goes("configure terminal", "sw1(config)#");
        ios.Goes("end", "sw1#");
        ios.Hangs("exit");
        ios.Acts["no username olduser"] = async channel =>
        {
            await channel.SayAsync(
                "This operation will remove all username related configurations with same name.Do you want to continue? [confirm]");
            typed = await channel.KeyAsync();
            return "\r\n";
        };
        var answers = given ? """,  "answers": [{"expect": "\\[confirm\\]", "answer": "y"}]""" : "";
        var bench = Bench.OfConfig(ios, "cisco_ios", $$"""{"lines":["no username olduser"]{{answers}}}""");

        if (given)
        {
            bench.SendConfig();
            typed.ShouldBe('y');
        }
        else
        {
            Should.Throw<NetBatchException>(() => bench.SendConfig()).Message.ShouldContain("Do you want to continue? [confirm]");
            typed.ShouldBe('\u0003');
        }
    }

    /// <summary>Case fortios_multiline: a quoted value over several lines, for each of which the device shows "> ".</summary>
    [Fact]
    public void Fortios_multiline_ValueIsSentLineByLine()
    {
        var forti = new FakeShell("fw1 # ");
        forti.Goes("config system replacemsg http \"url-block\"", "fw1 (url-block) # ");
        forti.Goes("end", "fw1 # ");
        forti.Goes("    set buffer \"<html>", "> ");
        forti.Goes("</html>\"", "fw1 (url-block) # ");
        forti.Hangs("exit");

        Bench.OfConfig(forti, "fortinet_fortios", """
            {"lines":["config system replacemsg http \"url-block\"","    set buffer \"<html>","<body>blocked</body>","</html>\"","    set header http","end"]}
            """).SendConfig();

        forti.Commands.ShouldContain("<body>blocked</body>");
        forti.Commands.ShouldContain("    set header http");
    }

    /// <summary>Case vrp_save_filename: the first "save" asks for the file's name; Enter takes the one that it offers.</summary>
    [Fact]
    public void Vrp_save_filename_IsTheOneThatTheDeviceOffers()
    {
        List<string?> typed = [];
        var vrp = new FakeShell("<sw-a>");
        vrp.Goes("system-view", "[sw-a]");
        vrp.Goes("return", "<sw-a>");
        vrp.Hangs("quit");
        vrp.Acts["save"] = async channel =>
        {
            await channel.SayAsync("The current configuration will be written to the device.\r\nAre you sure to continue?[Y/N]");
            typed.Add(await channel.LineAsync());
            await channel.SayAsync("\r\nInfo: Please input the file name ( *.cfg, *.zip ) [vrpcfg.zip]:");
            typed.Add(await channel.LineAsync());
            return "\r\nNow saving the current configuration to the slot 0.\r\nInfo: Save the configuration successfully.\r\n";
        };

        Bench.OfConfig(vrp, "huawei_vrp", """{"lines":["ntp-service unicast-server 192.0.2.1"],"save":true}""").SendConfig();

        typed.ShouldBe(["Y", ""]);
    }
}
