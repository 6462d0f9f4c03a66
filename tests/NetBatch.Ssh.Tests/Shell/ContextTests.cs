using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

/// <summary>Contexts of devices, and what unlocks a command line before it can be used.</summary>
public sealed class ContextTests
{
    // "FortiOS CLI Reference": "config global", "execute enter" within it; the prompt shows "(global)".
    private static FakeShell Forti()
    {
        var forti = new FakeShell("fw1 # ");
        forti.Goes("config global", "fw1 (global) # ");
        forti.Goes("execute enter cust1", "fw1 (global) # ");
        forti.Says("execute enter nobody", "Command fail. Return code -3\r\n");
        forti.Goes("end", "fw1 # ");
        forti.Says("get system status", "Version: v7.4\r\n");
        return forti;
    }

    [Fact]
    public void ConnectAsync_DeviceWithAContext_EntersItFirst()
    {
        var forti = Forti();
        var bench = new Bench((channel, _) => forti.PlayAsync(channel), "fortinet_fortios",
            device: device => device with { Context = "cust1" });

        bench.Command("get system status").Outcome.Error.ShouldBeNull();

        forti.Commands.Take(3).ShouldBe(["config global", "execute enter cust1", "get system status"]);
    }

    [Fact]
    public void ConnectAsync_ContextThatTheDeviceRefuses_RunsNothing()
    {
        var forti = Forti();
        var bench = new Bench((channel, _) => forti.PlayAsync(channel), "fortinet_fortios",
            device: device => device with { Context = "nobody" });

        Should.Throw<NetBatchException>(() => bench.Command("get system status")).Message.ShouldContain(
            "did not enter the context 'nobody'");
        forti.Commands.ShouldNotContain("get system status");
    }

    // Junos CLI User Guide, "set cli logical-system": the prompt then names the logical system.
    [Fact]
    public void ConnectAsync_LogicalSystem_IsEnteredAndItsPromptIsTheDevices()
    {
        var junos = new FakeShell("netops@mx1> ");
        junos.Goes("set cli logical-system CUST", "netops@mx1:CUST> ", "Logical system: CUST\r\n");
        junos.Says("show version", "Junos: 22.4R3\r\n");
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos",
            device: device => device with { Context = "CUST" });

        bench.Command("show version").Step.Text.ShouldBe("Junos: 22.4R3\r\n");

        junos.Commands.ShouldContain("set cli logical-system CUST");
    }

    // Junos CLI reference, "request routing-engine login": another command line, whose paging is its own; "exit" leads back.
    [Fact]
    public void ConnectAsync_OtherRoutingEngine_IsLoggedInToAndLeft()
    {
        var junos = new FakeShell("{master}\r\nnetops@mx1-re0> ") { Logout = "bye" };
        junos.Goes("request routing-engine login re1", "{backup}\r\nnetops@mx1-re1> ", "--- JUNOS 22.4R3 Kernel 64-bit\r\n");
        junos.Says("show version", "Hostname: mx1-re1\r\n");
        junos.Acts["exit"] = channel =>
        {
            if (junos.Prompt.Contains("re0", StringComparison.Ordinal))
            {
                channel.Hang();
            }

            junos.Prompt = "{master}\r\nnetops@mx1-re0> ";
            return Task.FromResult("");
        };
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos", device: device => device with { Context = "re1" });

        bench.Command("show version").Step.Text.ShouldBe("Hostname: mx1-re1\r\n");

        junos.Commands.Count(command => command == "set cli screen-length 0").ShouldBe(2);
        junos.Commands.Count(command => command == "exit").ShouldBe(2);
    }

    [Theory]
    [InlineData("set cli logical-system NOBODY", "error: logical-system NOBODY is not configured")]
    [InlineData("request routing-engine login re1", "error: command is not valid on the mx80")]
    public void ConnectAsync_JunosContextThatIsRefused_RunsNothing(string command, string says)
    {
        var junos = new FakeShell("netops@mx1> ");
        junos.Says(command, says + "\r\n");
        var bench = new Bench((channel, _) => junos.PlayAsync(channel), "juniper_junos",
            device: device => device with { Context = command.Split(' ')[^1] });

        Should.Throw<NetBatchException>(() => bench.Command("show version")).Message.ShouldContain(says);
        junos.Commands.ShouldNotContain("show version");
    }

    [Fact]
    public void ConnectAsync_PlatformWithoutContexts_SaysSo()
    {
        var bench = new Bench((channel, _) => new FakeIos().PlayAsync(channel), device: device => device with { Context = "x" });

        Should.Throw<NetBatchException>(() => bench.Command("show version")).Message.ShouldContain("declares none");
    }

    [Fact]
    public void RunAsync_CommandsThatOnlyMove_ReadAndMayChangeTheMode()
    {
        var forti = Forti();
        var bench = new Bench((channel, _) => forti.PlayAsync(channel), "fortinet_fortios");
        var commands = bench.Platforms.Session("fortinet_fortios").Commands;

        bench.InSession(async session =>
        {
            foreach (var text in new[] { "config global", "get system status", "end" })
            {
                commands.Classify(text).ShouldBe(StepEffect.Read);
                (await session.RunAsync(new DeviceCommand(text, []), new FakeStep(text), default)).Error.ShouldBeNull();
            }
        });
        commands.Classify("config firewall policy").ShouldBe(StepEffect.Change);
        commands.Classify("edit cust9").ShouldBe(StepEffect.Change);
    }

    // Oxidized's comware model, variable comware_cmdline.
    [Theory]
    [InlineData("512900", null)]
    [InlineData("wrong", ErrorCode.PrivilegeDenied)]
    public void ConnectAsync_CommandLineThatMustBeUnlocked_IsByTheEnableSecret(string given, ErrorCode? code)
    {
        var on = false;
        var comware = new FakeShell("<sw1910>") { Logout = "quit" };
        comware.Acts["_cmdline-mode on"] = async channel =>
        {
            await channel.SayAsync("All commands can be displayed and executed. Continue? [Y/N]");
            (await channel.LineAsync()).ShouldBe("Y");
            await channel.SayAsync("Y\r\nPlease input password:");
            on = await channel.LineAsync() == "512900";
            return on ? "\r\nWarning: Now you enter an all-command mode for developer's testing.\r\n" : "\r\nError: Invalid password.\r\n";
        };
        comware.Acts["display version"] = _ =>
            Task.FromResult(on ? "Comware 5.20\r\n" : " % Unrecognized command found at '^' position.\r\n");
        var bench = new Bench((channel, _) => comware.PlayAsync(channel), "hp_comware_smb",
            device: device => device with { EnableCredential = new CredentialReference(CredentialSource.Environment, "PW") });
        bench.Run.Known["PW"] = given;

        if (code is null)
        {
            bench.Command("display version").Outcome.Error.ShouldBeNull();
        }
        else
        {
            Should.Throw<NetBatchException>(() => bench.Command("display version")).Code.ShouldBe(code.Value);
        }
    }
}
