namespace NetBatch.Lab.Tests;

/// <summary>The simulated ASA, VRP and Comware against what is known of real ones.</summary>
public sealed class ViewShellTests
{
    private static Typist Open(string platform, int privilege = 15) => new(Typist.Router(platform), privilege, rows: 10_000);

    [Theory]
    [InlineData("cisco_asa", "show running-config")]
    [InlineData("huawei_vrp", "display current-configuration")]
    [InlineData("hp_comware", "display current-configuration")]
    public void ShownConfig_ReadBack_IsTheSame(string platform, string command)
    {
        var device = Typist.Router(platform);
        var shown = new Typist(device, rows: 10_000).Output(command);
        Devices.OwnConfigs.Read(platform, shown)!.Text.ShouldBe(device.OwnConfig!.Text);
    }

    [Fact]
    public void Asa_Modes_AndEnable()
    {
        var typist = Open("cisco_asa", privilege: 1);
        typist.First.ShouldEndWith("Type help or '?' for a list of available commands.\r\nr1> ");
        typist.Line("enable").ShouldEndWith("Password: ");
        typist.Line("wrong").ShouldEndWith("Invalid password\r\nPassword: ");
        typist.Line("enable-secret").ShouldEndWith("r1# ");
        typist.Line("configure terminal").ShouldEndWith("r1(config)# ");
        typist.Line("interface GigabitEthernet0/2").ShouldEndWith("r1(config-if)# ");
        typist.Line("nameif dmz").ShouldContain("INFO: Security level for \"dmz\" set to 0 by default.\r\nr1(config-if)# ");
        typist.Line("object network x").ShouldEndWith("r1(config-network-object)# ");
        typist.Line("end").ShouldEndWith("r1# ");
        typist.Line("write memory").ShouldContain("Building configuration...\r\nCryptochecksum: ");
    }

    [Theory]
    [InlineData("frobnicate", "ERROR: % Invalid input detected at '^' marker.\n")]
    [InlineData("hostname", "ERROR: % Incomplete command\n")]
    [InlineData("access-group nolist in interface inside", "ERROR: access-list <nolist> does not exist\n")]
    [InlineData("no access-list inside_in extended deny ip any any", "Specified access-list does not exist\n")]
    [InlineData("no object-group network servers", "Removing object-group (servers) not allowed, it is being used.\n")]
    [InlineData("no object network web", "ERROR: unable to delete object (web). object is being used.\n")]
    public void Asa_Refusals_AreTheVendors(string line, string answer)
    {
        var typist = Open("cisco_asa");
        typist.Line("configure terminal");
        typist.Output(line).ShouldEndWith(answer);
        typist.Device.ConfigVersion.ShouldBe(0);
    }

    [Fact]
    public void Asa_AccessList_TakesEntriesAtTheirLines()
    {
        var typist = Open("cisco_asa");
        typist.Lines("configure terminal", "access-list outside_in line 2 extended permit udp any any eq domain");
        typist.Output("show access-list").ShouldContain(
            "line 1 remark the way in\naccess-list outside_in line 2 extended permit udp any any eq domain (hitcnt=0)");
        typist.Lines("no access-list inside_in extended permit ip object branch any");
        typist.Output("show running-config access-group").ShouldBe("access-group outside_in in interface outside\n");
        typist.Lines("clear configure access-list outside_in");
        typist.Output("show running-config access-list").ShouldBe("");
    }

    [Fact]
    public void Asa_NoNameif_TakesAllThatNamesIt()
    {
        var typist = Open("cisco_asa");
        typist.Lines("configure terminal", "interface GigabitEthernet0/1", "no nameif");
        var config = LabInventory.RunningConfig(typist.Device);
        config.ShouldNotContain("inside\n");
        config.ShouldNotContain("logging host");
    }

    [Theory]
    [InlineData("huawei_vrp", "Enter system view, return user view with Ctrl+Z.")]
    [InlineData("hp_comware", "System View: return to User View with Ctrl+Z.")]
    public void Views_NameThemselvesInThePrompt(string platform, string entering)
    {
        var typist = Open(platform);
        typist.First.ShouldEndWith("<r1>");
        typist.Line("system-view").ShouldBe($"system-view\r\n{entering}\r\n[r1]");
        typist.Line("vlan 20").ShouldEndWith("[r1-vlan20]");
        typist.Line("ospf 1").ShouldEndWith("[r1-ospf-1]");
        typist.Line("quit").ShouldEndWith("[r1]");
        typist.Line("sysname sw2").ShouldEndWith("[sw2]");
        typist.Line("return").ShouldEndWith("<sw2>");
    }

    [Theory]
    [InlineData("huawei_vrp", "frobnicate", "    ^\nError: Unrecognized command found at '^' position.\n")]
    [InlineData("huawei_vrp", "sysname", "Error: Incomplete command found at '^' position.\n")]
    [InlineData("huawei_vrp", "undo sysname r1", "Error: Too many parameters found at '^' position.\n")]
    [InlineData("huawei_vrp", "vlan 5000", "Error: Wrong parameter found at '^' position.\n")]
    [InlineData("huawei_vrp", "undo acl 3000", "Error: The ACL is in use and cannot be deleted.\n")]
    [InlineData("huawei_vrp", "undo vlan 100", "Error: The VLAN has a L3 interface. Please delete it first.\n")]
    [InlineData("hp_comware", "frobnicate", "    ^\n % Unrecognized command found at '^' position.\n")]
    [InlineData("hp_comware", "sysname", " % Incomplete command found at '^' position.\n")]
    [InlineData("hp_comware", "undo sysname r1", " % Too many parameters found at '^' position.\n")]
    public void Undo_Refusals_AreTheVendors(string platform, string line, string answer)
    {
        var typist = Open(platform);
        typist.Line("system-view");
        typist.Output(line).ShouldEndWith(answer);
        typist.Device.ConfigVersion.ShouldBe(0);
    }

    [Fact]
    public void Vrp_RuleOfATakenNumber_ChangesOnlyWhatIsTyped()
    {
        var typist = Open("huawei_vrp");
        typist.Lines("system-view", "acl 3000", "rule 5 permit tcp destination-port eq 443", "rule deny udp");
        typist.Output("display this").ShouldBe("#\nacl number 3000\n rule 5 permit tcp source 10.0.0.0 0.255.255.255 "
            + "destination-port eq 443\n"
            + " rule 10 permit icmp\n rule 15 deny ip\n rule 20 deny udp\n#\nreturn\n");
        typist.Output("undo rule 7").ShouldBe("Error: The rule does not exist.\n");
    }

    [Fact]
    public void Vrp_VpnBinding_TakesTheAddresses()
    {
        var typist = Open("huawei_vrp");
        typist.Lines("system-view", "ip vpn-instance blue", "interface Vlanif100");
        typist.Output("ip binding vpn-instance blue").ShouldStartWith(
            "Info: All IPv4 related configurations on this interface are removed!\n");
        typist.Output("display this").ShouldNotContain("ip address");
    }

    [Fact]
    public void Vrp_LinkType_ChangesOnlyWhenNothingDependsOnIt()
    {
        var typist = Open("huawei_vrp");
        typist.Lines("system-view", "interface GigabitEthernet0/0/1");
        typist.Output("port link-type access").ShouldBe("Error: Please renew the default configurations.\n");
        typist.Lines("undo port trunk allow-pass vlan 10 100 to 101");
        typist.Output("port link-type access").ShouldBe("");
    }

    [Fact]
    public void Vrp_Save_Asks()
    {
        var typist = Open("huawei_vrp");
        typist.Lines("system-view", "sysname sw2", "return");
        typist.Line("save").ShouldEndWith("Are you sure to continue?[Y/N]");
        typist.Line("y").ShouldContain("Save the configuration successfully.\r\n<sw2>");
        LabInventory.StartupConfig(typist.Device).ShouldContain("sysname sw2");
    }

    [Fact]
    public void Comware_Save_AsksForTheName()
    {
        var typist = Open("hp_comware");
        typist.Line("save").ShouldEndWith("Are you sure? [Y/N]:");
        typist.Line("y").ShouldEndWith("press the enter key):");
        typist.Line("").ShouldEndWith("exists, overwrite? [Y/N]:");
        typist.Line("y").ShouldContain("successfully.\r\n<r1>");
        typist.Line("save force").ShouldContain("Saved the current configuration to mainboard device successfully.\r\n");
    }

    [Fact]
    public void Comware_Vlans_StandInRanges()
    {
        var typist = Open("hp_comware");
        typist.Lines("system-view", "vlan 20 to 22", "undo vlan 101");
        var config = LabInventory.RunningConfig(typist.Device);
        config.ShouldContain("vlan 20 to 22\n#\nvlan 100\n");
    }
}
