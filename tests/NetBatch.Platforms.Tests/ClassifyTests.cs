namespace NetBatch.Platforms.Tests;

public sealed class ClassifyTests
{
    private static readonly PlatformCatalog Catalog = PlatformCatalog.Load();

    [Theory]
    [InlineData("cisco_ios", "show version")]
    [InlineData("cisco_ios", "sh ver")]
    [InlineData("cisco_ios", "SHOW version")]
    [InlineData("cisco_ios", "  show   version ")]
    [InlineData("cisco_ios", "show ip int brief | include up|down")]
    [InlineData("cisco_ios", "sh run | s router")]
    [InlineData("cisco_ios", "ping 192.0.2.1")]
    [InlineData("cisco_nxos", "show version | json | no-more")]
    [InlineData("arista_eos", "show version | json")]
    [InlineData("juniper_junos", "show configuration | display set | no-more")]
    [InlineData("huawei_vrp", "dis ver")]
    [InlineData("mikrotik_routeros", "/ip address print")]
    [InlineData("mikrotik_routeros", "/interface print detail where name=ether1")]
    [InlineData("mikrotik_routeros", "/export terse")]
    [InlineData("fortinet_fortios", "get system status")]
    [InlineData("linux_readonly", "cat /etc/hosts | sort")]
    [InlineData("nokia_sros", "show router interface")]
    public void Classify_ListedVerb_IsRead(string platform, string command) => Of(platform, command).ShouldBe(StepEffect.Read);

    [Theory]
    [InlineData("cisco_ios", "s version")]
    [InlineData("cisco_ios", "reload")]
    [InlineData("cisco_ios", "showx version")]
    [InlineData("cisco_ios", "configure terminal")]
    [InlineData("cisco_ios", "clear counters")]
    [InlineData("cisco_ios", "show run | redirect flash:x")]
    [InlineData("cisco_ios", "show run | red flash:x")]
    [InlineData("cisco_ios", "show run |redirect flash:x")]
    [InlineData("cisco_ios", "show run| redirect flash:x")]
    [InlineData("cisco_ios", "show run | tee flash:x")]
    [InlineData("cisco_ios", "show run | append flash:x")]
    [InlineData("cisco_ios", "show run | include x | redirect flash:x")]
    [InlineData("cisco_ios", "show run | include x|redirect flash:x")]
    [InlineData("cisco_ios", "show run | include x|tee flash:x")]
    [InlineData("cisco_nxos", "show run > bootflash:x")]
    [InlineData("cisco_nxos", "show version ; reload")]
    [InlineData("arista_eos", "show run >> flash:x")]
    [InlineData("arista_eos", "bash rm x")]
    [InlineData("juniper_junos", "show configuration | save x")]
    [InlineData("juniper_junos", "request system reboot")]
    [InlineData("mikrotik_routeros", "/ip address print file=x")]
    [InlineData("mikrotik_routeros", "/export file=x")]
    [InlineData("mikrotik_routeros", "/ip address add address=10.0.0.1/24")]
    [InlineData("mikrotik_routeros", "/ip address print where [/system reboot]")]
    [InlineData("vyos", "show version; reboot")]
    [InlineData("vyos", "show version `reboot`")]
    [InlineData("linux", "uname -a")]
    [InlineData("linux", "cat x > y")]
    [InlineData("cisco_ios", "show version\nreload")]
    [InlineData("cisco_ios", "")]
    public void Classify_AnythingElse_IsChange(string platform, string command) => Of(platform, command).ShouldBe(StepEffect.Change);

    [Fact]
    public void Prepare_OfEveryPlatform_OnlyReads()
    {
        foreach (var platform in Catalog.SessionNames.Select(Catalog.Session))
        {
            platform.Prepare.ShouldAllBe(command => platform.Commands.Classify(command.Send) == StepEffect.Read, platform.Name);
        }
    }

    private static StepEffect Of(string platform, string command) => Catalog.Session(platform).Commands.Classify(command);
}
