namespace NetBatch.Platforms.Tests;

/// <summary>
/// Prompts that others have recorded from devices: Oxidized's spec/model/data (the prompts that its models must pass, and the first lines
/// of its simulations), and the prompts that Netmiko's drivers describe. Each must be one of its platform's, with the device's name.
/// </summary>
public sealed class PromptFixtureTests
{
    [Theory]
    // Oxidized: aoscx, asa, fastiron, ironware, fortios, fortigate, h3c, ios, cumulus, vyos.
    [InlineData("aruba_aoscx", "LAB-SW1234# ", "LAB-SW1234")]
    [InlineData("aruba_aoscx", "ssh prompt# ", "ssh prompt")]
    [InlineData("aruba_aoscx", "ssh prompt> ", "ssh prompt")]
    [InlineData("cisco_asa", "LAB-ASA12-Oxidized-IPv6>", "LAB-ASA12-Oxidized-IPv6")]
    [InlineData("cisco_asa", "LAB-ASA12-Oxidized-IPv6#", "LAB-ASA12-Oxidized-IPv6")]
    [InlineData("brocade_fastiron", "SSH@switch-001#", "switch-001")]
    [InlineData("brocade_fastiron", "SSH@switch-001/002/003/123#", "switch-001/002/003/123")]
    [InlineData("fortinet_fortios", "hostname(Primary) #", "hostname")]
    [InlineData("fortinet_fortios", "hostname(Primary) (global) # ", "hostname")]
    [InlineData("fortinet_fortios", "OXI-FW121 (global) # ", "OXI-FW121")]
    [InlineData("hp_comware", "<test5130st1>", "test5130st1")]
    [InlineData("hp_comware", "[test5130st1]", "test5130st1")]
    [InlineData("cisco_ios", "LAB-SW123_9200L#", "LAB-SW123_9200L")]
    [InlineData("cisco_ios", "OXIDIZED-WLC1#", "OXIDIZED-WLC1")]
    [InlineData("nvidia_nvue", "root@spine1-nyc2:~# ", "spine1-nyc2")]
    [InlineData("nvidia_nvue", "cumulus@cumulus:mgmt:~$ ", "cumulus")]
    [InlineData("nvidia_nvue", "root@cumulus:mgmt:~# ", "cumulus")]
    [InlineData("nvidia_nvue", "username@hostname~$", "hostname")]
    [InlineData("vyos", "user.name@fw1:~$ ", "fw1")]
    [InlineData("vyos", "username@fw1> ", "fw1")]
    // Netmiko: cisco_wlc, extreme_exos, ubiquiti_edge, f5_tmsh, dell_sonic, ruckus_fastiron.
    [InlineData("cisco_wlc", "(Cisco Controller) >", "Cisco Controller")]
    [InlineData("extreme_exos", "testhost.1 # ", "testhost")]
    [InlineData("extreme_exos", "* testhost.4 # ", "testhost")]
    [InlineData("extreme_exos", "* X460-Stack.12 # ", "X460-Stack")]
    [InlineData("ubiquiti_edge", "(UBNT EdgeSwitch) >", "UBNT EdgeSwitch")]
    [InlineData("ubiquiti_edge", "(UBNT EdgeSwitch) (Config)#", "UBNT EdgeSwitch")]
    [InlineData("brocade_fastiron", "SSH@Lab-ICX7250(config-if-e1000-1/1/1)#", "Lab-ICX7250")]
    [InlineData("dell_sonic", "sonic(config-if-Ethernet0)#", "sonic")]
    [InlineData("dell_sonic", "admin@sonic:~$", "sonic")]
    // Check Point and F5: the makers' guides.
    [InlineData("checkpoint_gaia", "gw1:3> ", "gw1")]
    [InlineData("checkpoint_gaia", "[Expert@gw1:0]# ", "gw1")]
    [InlineData("f5_tmsh", "admin@(bigip1)(cfg-sync In Sync)(Active)(/Common)(tmos)# ", "bigip1")]
    [InlineData("f5_tmsh", "[admin@bigip1:Active:In Sync] ~ # ", "bigip1")]
    [InlineData("hp_procurve", "HP-Switch-2530(vlan-10)# ", "HP-Switch-2530")]
    public void Modes_RecordedPrompt_IsOneOfThePlatforms(string platform, string prompt, string host)
    {
        var match = PlatformCatalog.BuiltIn.Session(platform).Modes.Select(mode => mode.Prompt.Match(prompt))
            .FirstOrDefault(found => found.Success);

        match.ShouldNotBeNull().Groups["host"].Value.ShouldBe(host);
    }
}
