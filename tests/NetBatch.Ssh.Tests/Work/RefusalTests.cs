using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

/// <summary>A change that was refused never looks done.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("% 192.0.2.0 overlaps with Vlan10")]
    [InlineData("% VRF CUST not configured.")]
    [InlineData("%Some words that nobody has written down")]
    [InlineData("Error: it is in use")]
    [InlineData("Command rejected: Bad VLAN list")]
    // A refusal that ends with the command is no echo of it.
    [InlineData("% Unknown command: ip address 192.0.2.1 255.255.255.0")]
    [InlineData("Error: Unrecognized command found at ip address 192.0.2.1 255.255.255.0")]
    [InlineData("Invalid input -> ip address 192.0.2.1 255.255.255.0")]
    [InlineData("Cannot do: ip address 192.0.2.1 255.255.255.0")]
    public void RunAsync_UnknownMarkedLine_StopsTheChangeAndTellsHowToAllowIt(string says)
    {
        var ios = new FakeIos { Answers = { [" ip address 192.0.2.1 255.255.255.0"] = says + "\r\n" } };
        var bench = Bench(ios, """{"lines":["interface Vlan20"," ip address 192.0.2.1 255.255.255.0"," shutdown"],"save":true}""");

        var error = Should.Throw<ConfigChangeException>(() => Run(bench)).ToRunError();

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain(says);
        ios.Config.ShouldNotContain(" shutdown");
        ios.Commands.ShouldNotContain("write memory");
    }

    /// <summary>Refusals without any mark. ansible/ansible, issues 18947 (ASA) and 64117 (IOS); Ansible's terminal plugins of NX-OS, EOS and
    /// EdgeSwitch; IOS ("Must delete secondary before deleting primary"), RouterOS, Junos, Comware as their command lines say it.</summary>
    [Theory]
    [InlineData("Removing object-group (NG_A) not allowed, it is being used.")]
    [InlineData("Configuring IP routing on a LAN subinterface is only allowed if that")]
    [InlineData("Must delete secondary before deleting primary")]
    [InlineData("VTP VLAN configuration not allowed when device is in CLIENT mode.")]
    [InlineData("Default VLAN 1 may not be deleted.")]
    [InlineData("Please define a domain-name first.")]
    [InlineData("Policy map p1 is attached and can not be modified")]
    [InlineData("user not present")]
    [InlineData("Maximum number of pending sessions has been reached")]
    [InlineData("Request denied")]
    [InlineData("number: 5000: Value 5000 is not within range (1..4094)")]
    [InlineData("value of mtu out of range (68..65535)")]
    [InlineData("missing value(s) of argument(s) interface")]
    [InlineData("The port GigabitEthernet1/0/1 is a member of aggregation group 1.")]
    [InlineData("Interface name already in use.")]
    [InlineData("web1 -> ip-netmask 'x' is not a valid reference")]
    [InlineData("Usage: [no] route <if_name> <foreign_ip>")]
    [InlineData("Error[1]: The operation failed")]
    public void RunAsync_RefusalWithoutAMark_StopsTheChange(string says)
    {
        var ios = new FakeIos { Answers = { [" x"] = says + "\r\n" } };

        Should.Throw<ConfigChangeException>(() => Run(Bench(ios, """{"lines":["interface Vlan20"," x"," shutdown"]}"""))).ToRunError().Code
            .ShouldBe(ErrorCode.CommandRejected);

        ios.Config.ShouldNotContain(" shutdown");
    }

    [Theory]
    [InlineData("WARNING: This user name is not allowed in later releases")]
    [InlineData("Info: The VLAN is not present.")]
    [InlineData("The system must be rebooted before changes take effect")]
    [InlineData("Changes to the running SDM preferences have been stored, but cannot take effect until the next reload.")]
    [InlineData("Creating a port-channel interface Port-channel 1")]
    [InlineData("Device mode already VTP TRANSPARENT.")]
    [InlineData("%Warning: portfast should only be enabled on ports connected to a single\r\n host.")]
    [InlineData("% Interface Vlan20 IPv4 disabled and address(es) removed due to enabling VRF CUST")]
    [InlineData("*Nov 30 07:12:41.310: %LINK-3-UPDOWN: Interface Vlan20, changed state to down")]
    public void RunAsync_KnownNoticeOrLogLine_GoesOn(string says)
    {
        var ios = new FakeIos { Answers = { [" x"] = says + "\r\n" } };

        Run(Bench(ios, """{"lines":["interface Vlan20"," x"," shutdown"]}"""));

        ios.Config.ShouldContain(" shutdown");
    }

    [Fact]
    public void RunAsync_NoticeAllowedByTheUser_GoesOn()
    {
        var ios = new FakeIos { Answers = { [" x"] = "% Mind the gap\r\n" } };

        Run(Bench(ios, """{"lines":["interface Vlan20"," x"," shutdown"],"allowNotices":["Mind the"]}"""));

        ios.Config.ShouldContain(" shutdown");
    }

    [Theory]
    [InlineData("startup-config file open failed (Device or resource busy)\r\n")]
    [InlineData("Something else\r\n")]
    [InlineData("")]
    public void RunAsync_SaveThatDoesNotSayItSaved_Fails(string says)
    {
        var ios = new FakeIos { Answers = { ["write memory"] = says } };

        Should.Throw<ConfigChangeException>(() => Run(Bench(ios, """{"lines":["ntp server 192.0.2.1"],"save":true}""")))
            .Message.ShouldContain("The change is made and not saved");
    }

    [Fact]
    public void RunAsync_SectionNotEntered_SendsNothingBelowIt()
    {
        var xr = Xr();
        xr.Says("interface Gi2", "");

        var error = Should.Throw<ConfigChangeException>(() => Run(Of(xr, "cisco_iosxr", """{"lines":["interface Gi2"," shutdown"]}""")))
            .ToRunError();

        error.Message.ShouldContain("did not enter its section");
        xr.Commands.ShouldNotContain(" shutdown");
        xr.Commands.ShouldNotContain("commit");
        xr.Commands.ShouldContain("abort");
    }

    [Fact]
    public void RunAsync_SectionRefusedInWordsWithoutAMark_SendsNothingBelowIt()
    {
        var xr = Xr();
        xr.Says("interface Gi2", "Sorry, you may not do this\r\n");

        Should.Throw<ConfigChangeException>(() =>
            Run(Of(xr, "cisco_iosxr", """{"lines":["interface Gi1","description x","interface Gi2","shutdown"]}""")));

        xr.Commands.ShouldNotContain("shutdown");
        xr.Commands.ShouldNotContain("commit");
    }

    [Fact]
    public void RunAsync_CommitAnsweredInUnknownWords_IsOutcomeUnknown()
    {
        var xr = Xr();
        xr.Says("commit", "The dog ate it\r\n");

        Should.Throw<ConfigChangeException>(() => Run(Of(xr, "cisco_iosxr", """{"lines":["hostname r2"]}""")))
            .ToRunError().Code.ShouldBe(ErrorCode.OutcomeUnknown);
    }

    [Theory]
    [InlineData("", 330, true)]
    [InlineData(""","commitTimeout":20""", 330, false)]
    [InlineData(""","commitTimeout":60""", 330, true)]
    public void RunAsync_CommitThatTellsItsProgress_IsWaitedForWithinItsOwnLimit(string option, int seconds, bool waits)
    {
        var junos = new FakeShell("ops@r1> ") { Logout = "exit" };
        junos.Goes("configure exclusive", "[edit]\r\nops@r1# ");
        junos.Goes("exit configuration-mode", "ops@r1> ");
        junos.Acts["commit"] = async channel =>
        {
            for (var i = 0; i < seconds; i += 30)
            {
                await channel.WaitAsync(TimeSpan.FromSeconds(30));
                await channel.SayAsync("commit progress\r\n");
            }

            return "commit complete\r\n";
        };
        var bench = Of(junos, "juniper_junos", $$"""{"lines":["set system ntp server 192.0.2.1"]{{option}}}""");

        if (waits)
        {
            Run(bench);
        }
        else
        {
            Should.Throw<ConfigChangeException>(() => Run(bench)).ToRunError().Code.ShouldBe(ErrorCode.OutcomeUnknown);
        }
    }

    [Fact]
    public void RunAsync_LineRefusedWithinAnOpenSection_AbortsItAndNamesWhatWasSaved()
    {
        var forti = new FakeShell("fw1 # ");
        forti.Goes("config firewall policy", "fw1 (policy) # ");
        forti.Goes("edit 11", "fw1 (11) # ");
        forti.Goes("edit 12", "fw1 (12) # ");
        forti.Goes("next", "fw1 (policy) # ");
        forti.Goes("abort", "fw1 # ");
        forti.Goes("end", "fw1 # ");
        forti.Says("set srcaddr none-such", "\r\nentry not found in datasource\r\n\r\nCommand fail. Return code -3\r\n");

        var error = Should.Throw<ConfigChangeException>(() => Run(Of(
            forti, "fortinet_fortios",
            """{"lines":["config firewall policy","edit 11","set action accept","next","edit 12","set srcaddr none-such","next","end"]}"""))).ToRunError();

        forti.Commands.ShouldContain("abort");
        forti.Commands.ShouldNotContain("end");
        error.Message.ShouldContain("config firewall policy / edit 11");
        error.Message.ShouldNotContain("edit 12");
    }

    [Theory]
    [InlineData("Are you sure you want to do this")]
    [InlineData("New name: ")]
    [InlineData("Which one [a]")]
    public void RunAsync_QuestionOfAnyForm_IsToldAndNeverGetsAnEnter(string asks)
    {
        var harmed = false;
        var ios = new FakeIos();
        ios.Acts[" x"] = async channel =>
        {
            await channel.SayAsync(asks + (asks.EndsWith("this", StringComparison.Ordinal) ? " (yes or no)" : ""));
            harmed = await channel.LineAsync() == "";
        };

        Should.Throw<NetBatchException>(() => Run(Bench(ios, """{"lines":["interface Vlan20"," x"]}"""))).Message.ShouldContain(
            asks.Trim());

        harmed.ShouldBeFalse();
    }

    [Fact]
    public void RunAsync_LogLineBehindThePromptOfTheLastEnd_EndsAtOnce()
    {
        var ios = new FakeIos();
        ios.Acts["x"] = async channel => await channel.SayAsync("");
        var shell = new FakeShell("sw1#");
        shell.Goes("configure terminal", "sw1(config)#");
        shell.Goes("end", "sw1#\r\n*Nov 30 07:12:41.310: %SYS-5-CONFIG_I: Configured from console by ann\r\n");
        shell.Acts["exit"] = channel =>
        {
            channel.Hang();
            return Task.FromResult("");
        };
        var bench = Of(shell, "cisco_ios", """{"lines":["ntp server 192.0.2.1"]}""");
        var begun = bench.Clock.GetTimestamp();

        Run(bench);

        bench.Clock.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    public void RunAsync_OutputGoesOnBehindALineLikeThePrompt_IsTold(int chunk)
    {
        var shell = new FakeShell("sw1#");
        shell.Acts["show run"] = async channel =>
        {
            channel.Chunk = chunk;
            await channel.SayAsync("banner\r\nsw1#");
            await channel.WaitAsync(TimeSpan.FromMilliseconds(60));
            return "\r\nthe command write memory\r\nend\r\n";
        };
        var bench = new Bench((channel, _) => shell.PlayAsync(channel));

        var said = bench.InSession(async session =>
        {
            await session.RunAsync(new DeviceCommand("show run"), new FakeStep(), default);
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep(), default);
        });

        said.ShouldNotBeNull().ShouldContain("may be cut short");
    }

    private static FakeShell Xr()
    {
        var xr = new FakeShell("RP/0/RP0/CPU0:r1#");
        xr.Goes("configure exclusive", "RP/0/RP0/CPU0:r1(config)#");
        xr.Goes("interface Gi1", "RP/0/RP0/CPU0:r1(config-if)#");
        xr.Goes("end", "RP/0/RP0/CPU0:r1#");
        xr.Goes("abort", "RP/0/RP0/CPU0:r1#");
        return xr;
    }

    private static Bench Bench(FakeIos ios, string args) => new((channel, _) => ios.PlayAsync(channel), kind: "config", args: args);

    private static Bench Of(FakeShell shell, string platform, string args) =>
        new((channel, _) => shell.PlayAsync(channel), platform, "config", args);

    private static void Run(Bench bench) => bench.SendConfig();
}
