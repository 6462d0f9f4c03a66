using NetBatch.Inventory.Ansible;
using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

public sealed class AnsibleTests
{
    private const string Ini = """
        # lab
        lone ansible_host=192.0.2.99

        [core]
        c[1:2].example.net site=ams   # both
        c2.example.net ansible_port=2222 note="two words"

        [edge]
        e1 ansible_host=192.0.2.21 ansible_network_os=junipernetworks.junos.junos
        [2001:db8::5]:830

        [routers:children]
        core
        edge

        [routers:vars]
        ansible_network_os = cisco.ios.ios
        ansible_user=netops
        port=8080
        site = none

        [all:vars]
        ansible_user=nobody
        """;

    private const string Yaml = """
        all:
          vars: {ansible_user: nobody}
          hosts:
            lone: {ansible_host: 192.0.2.99}
          children:
            routers:
              vars:
                ansible_network_os: cisco.ios.ios
                ansible_user: netops
                port: 8080
                site: none
              children:
                core:
                  hosts:
                    c[1:2].example.net: {site: ams}
                    c2.example.net: {ansible_port: 2222, note: two words}
                edge:
                  hosts:
                    e1:
                      ansible_host: 192.0.2.21
                      ansible_network_os: junipernetworks.junos.junos
                    "[2001:db8::5]:830":
        """;

    [Theory]
    [InlineData(Ini)]
    [InlineData(Yaml)]
    public void Read_GroupsRangesAndVars_AsAnsibleMerges(string text)
    {
        var devices = Read(text, null, new InventoryRules { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn })
            .ToDictionary(device => device.Name);
        devices.Keys.ShouldBe(["lone", "c1.example.net", "c2.example.net", "e1", "2001:db8::5"], ignoreOrder: true);
        devices["lone"].Credential!.UserName.ShouldBe("nobody");
        devices["lone"].Address.ShouldBe("192.0.2.99");
        devices["lone"].Tags.ShouldBeEmpty();
        var c2 = devices["c2.example.net"];
        (c2.Port, c2.Platform, c2.Credential!.UserName).ShouldBe((2222, "cisco_ios", "netops"));
        c2.Labels.ShouldBe(new Dictionary<string, string> { ["site"] = "ams", ["note"] = "two words", ["group"] = "core",
            ["port"] = "8080" }, ignoreOrder: true);
        c2.Tags.ShouldBe(["routers", "core"]);
        devices["e1"].Platform.ShouldBe("juniper_junos");
        (devices["2001:db8::5"].Address, devices["2001:db8::5"].Port).ShouldBe(("2001:db8::5", 830));
    }

    [Theory]
    [InlineData("r[1:3]", "r1 r2 r3")]
    [InlineData("r[08:10]-x", "r08-x r09-x r10-x")]
    [InlineData("r[1:5:2]", "r1 r3 r5")]
    [InlineData("[a:c]1", "a1 b1 c1")]
    [InlineData("s[1:2]r[a:b]", "s1ra s1rb s2ra s2rb")]
    [InlineData("r1", "r1")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]")]
    public void Expand_Range_IsItsHosts(string pattern, string hosts) => string.Join(' ', HostRange.Expand(pattern)!).ShouldBe(hosts);

    [Theory]
    [InlineData("r[3:1]")]
    [InlineData("r[1:3:0]")]
    [InlineData("r[a:3]")]
    [InlineData("r[01:100]")]
    [InlineData("r[1]")]
    [InlineData("r[0:1000000]")]
    [InlineData("r[1:1000][1:1000]")]
    public void Read_BadRange_IsRefusedWithLine(string pattern)
    {
        HostRange.Expand(pattern).ShouldBeNull();
        Refused($"[routers]\n{pattern}\n").Message.ShouldContain("line 2: the host range");
    }

    [Fact]
    public void Read_PlainListOfHosts_IsDevices() =>
        Read("192.0.2.1\n192.0.2.2:2222\nr3.example.net\n").Select(device => device.Port).ShouldBe([22, 2222, 22]);

    [Fact]
    public void Read_GroupPassword_IsOneProblemAtItsOwnLine()
    {
        var error = Refused("[routers]\nr[1:30]\n[routers:vars]\nansible_password=hunter2\n");
        error.Message.ShouldStartWith("routers line 4, column 'ansible_password'");
        (error.Message + error.Remedy).ShouldNotContain("hunter2");
    }

    [Fact]
    public void Read_TemplateForConnection_IsRefusedAndForLabelLeftOut()
    {
        Read("r1 owner={{team}}\n", InventoryFormat.AnsibleIni)[0].Labels.ShouldBeEmpty();
        Refused("r1 ansible_user={{me}}\n", InventoryFormat.AnsibleIni).Message.ShouldContain("line 1, column 'ansible_user'");
    }

    [Fact]
    public void Read_TemplateForPassword_IsPassedOver() =>
        Read("r1 ansible_password='{{ vault_pw }}'\n", InventoryFormat.AnsibleIni)[0].Labels.ShouldBeEmpty();

    [Theory]
    [InlineData("[a]\nr1\n[b:children]\nnope\n", "line 4: there is no group 'nope'")]
    [InlineData("[a:children]\nb\n[b:children]\na\n[c]\nr1\n", "is inside itself")]
    [InlineData("[a]\nr1 secret value\n", "line 2: a word behind the host")]
    [InlineData("[a]\nr1 x=\"open\n", "line 2: a quote is open")]
    [InlineData("[a:sons]\nr1\n", "line 1: a section ends in 'sons'")]
    [InlineData("[a:vars]\nnothing\n", "line 2: the line is no variable")]
    public void Read_BrokenIni_IsRefusedWithLine(string text, string part) =>
        Refused(text, InventoryFormat.AnsibleIni).Message.ShouldContain(part);

    [Theory]
    [InlineData("all:\n  hosts: [r1]\n", "line 2")]
    [InlineData("all:\n  hots: {r1: }\n", "line 2, column 'hots'")]
    [InlineData("all:\n  hosts:\n    r1: x\n", "line 3, column 'r1'")]
    [InlineData("- r1\n", "line 1")]
    public void Read_BrokenYaml_IsRefusedWithLine(string text, string part) =>
        Refused(text, InventoryFormat.AnsibleYaml).Message.ShouldContain(part);

    [Fact]
    public void Read_TenThousandHosts_KeepsOrder()
    {
        var devices = Read("[routers]\nr[1:10000]\n[x:children]\nrouters\n");
        devices.Count.ShouldBe(10000);
        devices[9999].Name.ShouldBe("r10000");
    }
}
