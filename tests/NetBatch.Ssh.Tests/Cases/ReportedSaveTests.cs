using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Cases;

/// <summary>Saves and copies that failed, asked or stood still, as admins have reported them of other tools.
/// Each names its report; the bytes are the report's.</summary>
public sealed class ReportedSaveTests
{
    /// <summary>
    /// What a save may ask: Netspoc-Approve's ios_simul (another version's NVRAM, a configuration that is too large),
    /// github.com/ktbyers/netmiko/issues/1561, 2628 (EdgeSwitch) and 1014 (VRP), napalm-huawei-vrp/issues/18 (the second card).
    /// </summary>
    [Theory]
    [InlineData("cisco_ios", "Warning: Attempting to overwrite an NVRAM configuration previously written\r\nby a different version of "
        + "the system "
        + "image.\r\nOverwrite the previous NVRAM configuration?[confirm]", "\r\nBuilding configuration...\r\n  Compressed "
        + "configuration from "
        + "10194 bytes to 5372 bytes[OK]\r\n", null)]
    [InlineData("cisco_ios", "Building configuration...\r\nCompressed configuration is too large for nvram\r\nTruncate config?? [no]:", "",
        "Truncate config??")]
    [InlineData("cisco_ios", "Building configuration...\r\n% Warning: Saving this config to nvram may corrupt any network management "
        + "or security "
        + "files stored at the end of nvram.\r\nContinue? [no]: ", "", "Continue? [no]:")]
    // github.com/ktbyers/netmiko/issues/1004: the small switches.
    [InlineData("cisco_ios", "Overwrite file [startup-config].... (Y/N)[N] ?", "Y\r\nCopy succeeded\r\n", null)]
    [InlineData("ubiquiti_edge", "This operation may take a few minutes.\r\nManagement interfaces will not be available during this "
        + "time.\r\n\r\n"
        + "Are you sure you want to save? (y/n) ", "y\r\nConfig file 'startup-config' created successfully .\r\n\r\n\r\nConfiguration "
        + "Saved!\r\n",
        null)]
    [InlineData("huawei_vrp", "The current configuration will be written to the device.\r\nAre you sure to continue?[Y/N]", "\r\nWarning: "
        + "cfcard:/config.cfg exists,overwrite? [Y/N]:y\r\nNow saving the current configuration to the slot 11 .\r\nInfo: Save the "
        + "configuration successfully.\r\nWarning: Are you sure to save the configuration to slave#cfcard:/config.cfg? [Y/N]:y\r\nNow "
        + "saving "
        + "the current configuration to the slot 12 .\r\nInfo: Save the configuration successfully.\r\n", null)]
    public void Save_Asks_IsAnsweredByThePlatformsFileOrToldAtOnce(string platform, string asks, string then, string? words)
    {
        var shell = new FakeShell(platform == "ubiquiti_edge" ? "(UBNT EdgeSwitch) #" : platform == "huawei_vrp" ? "<sw-a>" : "r1#");
        shell.Goes("configure terminal", "r1(config)#");
        shell.Goes("configure", "(UBNT EdgeSwitch) (Config)#");
        shell.Goes("system-view", "[sw-a]");
        shell.Goes("end", "r1#");
        shell.Goes("return", "<sw-a>");
        var config = true;
        shell.Acts["exit"] = channel =>
        {
            if (platform == "ubiquiti_edge" && config)
            {
                config = false;
                shell.Prompt = "(UBNT EdgeSwitch) #";
                return Task.FromResult("");
            }

            channel.Hang();
            return Task.FromResult("");
        };
        foreach (var way in new[] { "quit", "logout" })
        {
            shell.Hangs(way);
        }

        shell.Acts[platform == "huawei_vrp" ? "save" : "write memory"] = async channel =>
        {
            await channel.SayAsync(asks);
            if (await channel.KeyAsync() == '\u0003')
            {
                return "\r\n";
            }

            return then;
        };
        var bench = Bench.OfConfig(shell, platform, """{"lines":["x"],"save":true}""");
        var from = bench.Clock.GetTimestamp();

        if (words is null)
        {
            bench.SendConfig();
            return;
        }

        Should.Throw<ConfigChangeException>(() => bench.SendConfig()).Message.ShouldContain(words);
        bench.Clock.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    /// <summary>Saves that do not work, in words that no list has: they never look done.</summary>
    [Theory]
    [InlineData("cisco_nxos", "\r[########                                ]  20%\r[########################################] 100%\r\n"
        + "Configuration update aborted: request was aborted\r\n", "aborted")]
    [InlineData("cisco_nxos", "Service \"vshd\" failed to store its configuration (error-id 0x401E0045).\r\nCopy failed.\r\n", "failed")]
    public void Save_DidNotWork_IsTold(string platform, string says, string words)
    {
        var shell = new FakeShell("sw1#");
        shell.Goes("configure terminal", "sw1(config)#");
        shell.Goes("end", "sw1#");
        shell.Hangs("exit");
        shell.Says("copy running-config startup-config", says);
        shell.Says("write memory", says);

        Should.Throw<ConfigChangeException>(() => Bench.OfConfig(shell, platform, """{"lines":["x"],"save":true}""").SendConfig())
            .Message.ShouldContain(words);
    }

    /// <summary>The same devices where the save works.</summary>
    [Theory]
    [InlineData("cisco_nxos", "\r[########                                ]  20%\r[########################################] "
        + "100%\r\nCopy complete, "
        + "now saving to disk (please wait)...\r\nCopy complete.\r\n")]
    [InlineData("cisco_nxos", "\r[########################################] 100%\r\nCopy complete.\r\n")]
    public void Save_Worked_IsDone(string platform, string says)
    {
        var shell = new FakeShell("sw1#");
        shell.Goes("configure terminal", "sw1(config)#");
        shell.Goes("end", "sw1#");
        shell.Hangs("exit");
        shell.Says("copy running-config startup-config", says);
        shell.Says("write memory", says);

        Bench.OfConfig(shell, platform, """{"lines":["x"],"save":true}""").SendConfig();
    }

    /// <summary>A copy that stands at "Loading ... (via GigabitEthernet0/0): " until the server answers asks nothing (Cisco IOS
    /// Configuration Fundamentals, "copy"; github.com/ansible/ansible/issues/69869).</summary>
    [Theory]
    [InlineData("Accessing tftp://192.0.2.9/c2900.bin...\r\nLoading c2900.bin from 192.0.2.9 (via GigabitEthernet0/0): ")]
    [InlineData("Translating \"ftp.example.net\"...domain server (255.255.255.255)")]
    public void Copy_StandsStillAtAColon_IsWaitedFor(string says)
    {
        var ios = new FakeShell("r1#");
        ios.Acts["copy tftp://192.0.2.9/c2900.bin flash:"] = async channel =>
        {
            await channel.SayAsync("Destination filename [c2900.bin]? ");
            await channel.LineAsync();
            await channel.SayAsync("\r\n" + says);
            await channel.WaitAsync(TimeSpan.FromSeconds(25));
            return "!!!!!!!\r\n[OK - 1234 bytes]\r\n\r\n1234 bytes copied in 3.210 secs (384 bytes/sec)\r\n";
        };
        ios.Hangs("exit");
        var bench = new Bench((channel, _) => ios.PlayAsync(channel));

        bench.Command("copy tftp://192.0.2.9/c2900.bin flash:", new ExpectedAnswer("Destination filename .*", "")).Outcome.Error
            .ShouldBeNull();
    }
}
