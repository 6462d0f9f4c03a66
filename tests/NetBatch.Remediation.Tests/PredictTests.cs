namespace NetBatch.Remediation.Tests;

public sealed class PredictTests
{
    private static string Predict(string platform, string config, string commands) =>
        Given.Text(ConfigEngine.Predict(Given.Config(platform, config), Given.Config(platform, commands)).Lines());

    [Theory]
    [InlineData("junos", "set a b c\nset a b d\nset x\n", "delete a b\nset y\n", "set y\nset x")]
    [InlineData("vyos", "set a 'b'\n", "delete a 'b'\ndelete nothing\n", "")]
    [InlineData("fortios", "config system dns\n    set primary 9.9.9.9\n    set secondary 8.8.8.8\nend\n",
        "config system dns\n    unset primary\n    set secondary 1.1.1.1\nend\n", "config system dns\n  set secondary 1.1.1.1")]
    [InlineData("fortios", "config a b\n    edit 1\n    next\n    edit 2\n    next\nend\n", "config a b\n    delete 1\nend\n",
        "config a b\n  edit 2")]
    [InlineData("ios", "no ip http server\n", "ip http server\n", "ip http server")]
    [InlineData("ios", "interface Vlan1\n description a b\n shutdown\n", "interface Vlan1\n no description\n no shutdown\n",
        "interface Vlan1")]
    [InlineData("nxos", "interface Vlan1\n ip address 10.0.0.1/24\n", "interface Vlan1\n ip address 10.0.1.1/24 secondary\n",
        "interface Vlan1\n  ip address 10.0.1.1/24 secondary\n  ip address 10.0.0.1/24")]
    [InlineData("nxos", "vlan 1,10,20\n", "no vlan 20\n", "vlan 1\nvlan 10")]
    [InlineData("nxos", "interface Ethernet1/1\n  no ip ospf passive-interface\n  mtu 9000\n",
        "interface Ethernet1/1\n  default ip ospf passive-interface\n", "interface Ethernet1/1\n  mtu 9000")]
    [InlineData("ios", "banner motd #\nhello\n#\nhostname a\n", "no banner motd\n", "hostname a")]
    [InlineData("xr", "prefix-set P\n  10.0.0.0/8\nend-set\n", "prefix-set P\n  10.0.0.0/9\nend-set\n", "prefix-set P\n  10.0.0.0/9")]
    public void Predict_Commands_GiveWhatTheDeviceWillHold(string platform, string config, string commands, string expected) =>
        Predict(platform, config, commands).ShouldBe(expected);

    [Fact]
    public void Commands_XrPolicy_HasNoCloserInside()
    {
        var tree = Given.Config("xr",
            "route-policy A\n  if med eq 1 then\n    pass\n  endif\nend-policy\ninterface Loopback0\n mtu 1500\n");

        Given.Text(tree.Commands())
            .ShouldBe("route-policy A\n  if med eq 1 then\n    pass\n  endif\nend-policy\ninterface Loopback0\n  mtu 1500\n  root");
    }
}
