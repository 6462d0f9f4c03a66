using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Logins as admins have reported them of other tools; each names its report. The bytes are the report's.</summary>
public sealed class ReportedLoginTests
{
    /// <summary>github.com/ytti/oxidized/issues/269: the message of the day has no line end, so that the first prompt stands behind
    /// it.</summary>
    [Theory]
    [InlineData("cisco_ios", "**DO NOT ATTEMPT LOGIN UNLESS AUTHORIZED. ALL LOGIN ATTEMPTS ARE LOGGED!!**", "algona.rtr#")]
    [InlineData("cisco_nxos", "Authorised use only. ", "n9k-1# ")]
    [InlineData("fortinet_fortios", "Welcome - all is logged ", "fw1 # ")]
    [InlineData("hp_comware", "*** no entry ***", "<sw-a>")]
    [InlineData("juniper_junos", "Go away.", "netops@mx-a> ")]
    public void Motd_WithoutALineEnd_GetsOneEnter(string platform, string motd, string prompt)
    {
        var shell = new FakeShell(prompt) { Banner = "\r\n" + motd };
        shell.Says(Read(platform), "Fake 1.0\r\n");
        foreach (var way in new[] { "exit", "quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);

        bench.Command(Read(platform)).Step.Text.ShouldBe("Fake 1.0\r\n");
    }

    /// <summary>github.com/ktbyers/netmiko/issues/3737 and 909: a console server says to which line it leads, and the device behind it
    /// speaks when Enter was pressed two or three times.</summary>
    [Theory]
    [InlineData("Trying 10.0.0.21, 2008 ... Open\r\n", 1)]
    [InlineData("\r\nType the hot key to suspend the connection: <CTRL>Z\r\n", 3)]
    [InlineData("", 2)]
    public void ConsoleServer_BehindItsWords_GetsEnter(string says, int times)
    {
        var ios = new FakeIos { Answers = { ["show version"] = "Fake OS 15.2\r\n" } };
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync(says);
            for (var i = 0; i < times; i++)
            {
                (await channel.LineAsync()).ShouldBe("");
            }

            await ios.PlayAsync(channel);
        });

        bench.Command("show version").Step.Text.ShouldBe("Fake OS 15.2\r\n");
    }

    /// <summary>What devices remark at a login, and what stops nobody: PAN-OS (github.com/ktbyers/netmiko/issues/675), IOS, VRP, Gaia,
    /// AOS-CX (Oxidized's simulations), FortiOS.</summary>
    [Theory]
    [InlineData("paloalto_panos", "admin@PA-5220(active-primary)> ", "Number of failed attempts since last successful login: "
        + "0\r\n\r\nWarning: "
        + "Your device is still configured with the default admin account credentials. Please change your password prior to "
        + "deployment.\r\n\r\n")]
    [InlineData("cisco_ios", "r1#", "% Password expiration warning.\r\n---------------------------------------------------------\r\n"
        + "Cisco Configuration Professional is installed on this device and it provides the default username \"cisco\" for one-time use. "
        + "\r\n")]
    [InlineData("huawei_vrp", "<sw-a>", "Info: The max number of VTY users is 10, the number of current VTY users online is 1, and "
        + "total number "
        + "of terminal users online is 1.\r\n      The current login time is 2020-11-30 07:12:41+08:00.\r\n      The last login time is "
        + "2020-11-29 07:12:41 from 192.0.2.7 through SSH.\r\n")]
    [InlineData("aruba_aoscx", "sw07# ", "Last login: 2026-07-08 16:20:50 from 192.0.2.1\r\nUser \"oxidized\" has logged in 1 time in "
        + "the past 30 "
        + "days\r\n")]
    [InlineData("fortinet_fortios", "fw1 # ", "WARNING: File System Check Recommended! Unsafe reboot may have caused inconsistency in disk "
        + "drive.\r\nNote: The device will reboot and scan during startup. This may take up to an hour\r\n")]
    [InlineData("cisco_asa", "ru-omsk-asa/pri/act# ", "User ncm logged in to ru-omsk-asa\r\nLogins over the last 62 days: 589.  Last "
        + "login: "
        + "12:40:18 UTC Feb 11 2022 from 192.0.2.15\r\nFailed logins since the last login: 0.  \r\nType help or '?' for a list of "
        + "available "
        + "commands.\r\n\r")]
    public void Remark_AtTheLogin_StopsNothing(string platform, string prompt, string says)
    {
        var shell = new FakeShell(prompt) { Banner = "\r\n" + says };
        foreach (var way in new[] { "exit", "quit" })
        {
            shell.Hangs(way);
        }

        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform);

        bench.InSession(_ => Task.CompletedTask).ShouldBeNull();

        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>The same where the text behind which nothing comes is a question: it gets no Enter, which might be its answer.</summary>
    [Theory]
    [InlineData("Do you accept the terms? ")]
    [InlineData("Type the token shown on your card: ")]
    [InlineData("Use defaults [yes]")]
    public void Question_BeforeThePrompt_GetsNoEnter(string asks)
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\nWelcome.\r\n" + asks);
            await channel.LineAsync();
        });

        Should.Throw<NetBatchException>(() => bench.Command("show version")).Message.ShouldContain(asks.Trim());

        bench.Channel.Sent.ToString().ShouldBeEmpty();
    }

    /// <summary>github.com/ytti/oxidized/issues/1226 and 1171: 3Com and H3C switches log the login behind the first prompt, and show no
    /// other.</summary>
    [Theory]
    [InlineData("<sw-test-3com>", "\r\n%Jun 17 15:35:31:872 2000 sw-test-3com SHELL/5/LOGIN:- 1 - xxx(192.0.2.7) in unit1 login\r\n")]
    [InlineData("<5#-3F-B-BGW-01>", "\r\n%Jun  9 10:57:45:580 2021 5#-3F-B-BGW-01 SSHS/6/SSHS_CONNECT: SSH user admin (IP: 192.0.2.189) "
        + "connected to the server successfully.\r\n%Jun  9 10:57:46:551 2021 5#-3F-B-BGW-01 SHELL/5/SHELL_LOGIN: admin logged in from "
        + "192.0.2.189.\r\n")]
    public void Login_IsLoggedBehindTheFirstPrompt_IsFound(string prompt, string log)
    {
        var shell = new FakeShell(prompt) { Counts = count => count == 0 ? prompt + log : prompt };
        shell.Says("display version", "H3C Comware Software\r\n");
        shell.Hangs("quit");
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), "hp_comware");
        var step = new FakeStep("display version");

        var said = bench.InSession(async session =>
        {
            session.HostName.ShouldBe(prompt.Trim('<', '>'));
            (await session.RunAsync(new DeviceCommand("display version"), step, default)).Error.ShouldBeNull();
        });

        step.Text.ShouldBe("H3C Comware Software\r\n");
        said.ShouldBeNull();
    }

    /// <summary>A password must be changed before anything else: nobody here knows a new one. github.com/srl-labs/vrnetlab/pull/515
    /// (FortiOS 7), github.com/ktbyers/netmiko/issues/3065 (FTD), 2083, and Huawei's own words.</summary>
    [Theory]
    [InlineData("fortinet_fortios", "You are forced to change your password. Please input a new password.\r\nNew Password: ")]
    [InlineData("cisco_asa", "Cisco Firepower 1140 Threat Defense v7.0.1 (build 84)\r\n\r\nHello testuser. You must change your "
        + "password.\r\n"
        + "Enter new password: ")]
    [InlineData("generic_linux", "Password expired. Change your password now.\r\nCurrent Password: ")]
    public void Password_MustBeChanged_IsToldAtOnce(string platform, string says)
    {
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\n" + says);
            await channel.LineAsync();
        }, platform == "generic_linux" ? "vyos" : platform);
        var from = bench.Clock.GetTimestamp();

        Should.Throw<NetBatchException>(() => bench.Command("show version")).Code.ShouldBe(ErrorCode.PasswordExpired);

        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        bench.Channel.Sent.ToString().ShouldBeEmpty();
    }

    /// <summary>Netmiko's mikrotik_routeros: a router without a licence key wants Enter before its first prompt, and the one with a key
    /// asks whether the licence is to be seen.</summary>
    [Theory]
    [InlineData("ROUTER HAS NO SOFTWARE KEY\r\n----------------------------\r\nYou have 16h51m to configure the router.\r\n"
        + "Please press \"Enter\" to continue!")]
    [InlineData("Please press \"Enter\" to continue!\r\n")]
    public void Mikrotik_WithoutALicence_GetsItsEnter(string asks)
    {
        var router = new FakeShell("[admin@MikroTik] > ") { Banner = "" };
        router.Says("/system identity print", "  name: MikroTik\r\n");
        router.Hangs("/quit");
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("\r\n" + asks);
            (await channel.LineAsync()).ShouldBe("");
            await channel.SayAsync("\r\n\r\n");
            await router.PlayAsync(channel);
        }, "mikrotik_routeros");

        bench.Command("/system identity print").Step.Text.ShouldBe("  name: MikroTik\r\n");
    }

    /// <summary>Netmiko's hp_comware: a banner that asks before the first prompt.</summary>
    [Fact]
    public void Comware_BannerAsks_GetsItsEnter()
    {
        var switched = new FakeShell("<sw-a>") { Banner = "\r\n" };
        switched.Says("display version", "H3C Comware Software\r\n");
        switched.Hangs("quit");
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("* Without the owner's prior written consent, no decompiling is allowed. *\r\n\r\n"
                + "Press Y or ENTER to continue, N to exit.");
            (await channel.LineAsync()).ShouldBe("");
            await switched.PlayAsync(channel);
        }, "hp_comware");

        bench.Command("display version").Step.Text.ShouldBe("H3C Comware Software\r\n");
    }

    /// <summary>github.com/ktbyers/netmiko/issues/187: with TACACS+ "enable" of a ProCurve asks for name and password anew. And Oxidized's
    /// asa simulation: an ASA shows stars for the secret.</summary>
    [Theory]
    [InlineData("hp_procurve", "HP-2610> ", "HP-2610# ", "Please Enter Login Name: ", "Please Enter Password: ", "\r\n")]
    [InlineData("cisco_asa", "LAB-ASA12> ", "LAB-ASA12# ", null, "Password: ", "******************\r\n")]
    public void Enable_AsksInItsOwnWords_IsAnswered(
        string platform, string user, string enabled, string? name, string password, string shows)
    {
        List<string?> typed = [];
        var shell = new FakeShell(user);
        shell.Acts["enable"] = async channel =>
        {
            if (name is not null)
            {
                await channel.SayAsync(name);
                typed.Add(await channel.LineAsync());
                await channel.SayAsync("\r\n");
            }

            await channel.SayAsync(password);
            typed.Add(await channel.LineAsync());
            shell.Prompt = enabled;
            return shows;
        };
        shell.Hangs("exit");
        var bench = new Bench((channel, _) => shell.PlayAsync(channel), platform, device: one => one with
        {
            Credential = CredentialReference.Parse("ann@agent"), EnableCredential = new(CredentialSource.Supplied, "enable"),
        });
        bench.Run.Known["enable"] = "s3cret";

        bench.InSession(session => session.RaisePrivilegeAsync(default));

        typed.ShouldBe(name is null ? ["s3cret"] : ["ann", "s3cret"]);
    }

    private static string Read(string platform) => platform switch
    {
        "hp_comware" => "display version",
        "fortinet_fortios" => "get system status",
        _ => "show version",
    };
}
