using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Read_Separator_IsTold(string separator)
    {
        var devices = Read(string.Join(separator, "\uFEFFname", "ip", "site", "note") + "\r\n"
            + string.Join(separator, "r1", "192.0.2.1", "\"a,b;c|d\te\"", "\"say \"\"hi\"\"\"") + "\r\n");
        devices.Count.ShouldBe(1);
        devices[0].Labels["site"].ShouldBe("a,b;c|d\te");
        devices[0].Labels["note"].ShouldBe("say \"hi\"");
    }

    [Fact]
    public void Read_SeparatorLineOfExcel_IsObeyed() => Read("sep=;\nname;site\nr1;a,b\n")[0].Labels["site"].ShouldBe("a,b");

    [Fact]
    public void Read_CommentsAndBlankRows_AreNoDevices() =>
        Read("# \"list\" it's, \"a\nname,ip\n\n# r0,1\nr1,192.0.2.1\n,\n  \nr2,192.0.2.2").Count.ShouldBe(2);

    [Fact]
    public void Read_BadLineBehindMultiLineCell_IsNamedWithItsOwnLine()
    {
        var error = Refused("name,ip,port,note\nr1,192.0.2.1,22,\"one\ntwo\r\nthree\"\n\n# x\nr2,192.0.2.2,70000,\nr3,192.0.2.3,22,\n");
        error.Code.ShouldBe(ErrorCode.InvalidInventory);
        error.Message.ShouldBe("routers line 7, column 'port': '70000' is not a port.");
        error.Remedy.ShouldBe("Ports are 1 to 65535.");
    }

    [Fact]
    public void Read_SeveralBadLines_AllAreNamed()
    {
        var error = Refused("name,ip,port\nr1,x y,22\nr2,192.0.2.2,0\nr1,192.0.2.3,22\n,,22\n");
        foreach (var part in (string[])["4 problems", "line 2, column 'ip': 'x y'", "line 3, column 'port': '0'",
            "line 4: the name 'r1' stands on line 2", "line 5: no column"])
        {
            error.Message.ShouldContain(part, Case.Sensitive);
        }
    }

    [Fact]
    public void Read_ThirtyBadLines_ListsTwentyAndCountsTheRest()
    {
        var error = Refused("name,port\n" + string.Concat(Enumerable.Range(1, 30).Select(n => $"r{n},x{n}\n")));
        error.Message.ShouldContain("30 problems");
        error.Message.ShouldContain("line 21,");
        error.Message.ShouldNotContain("line 22,");
        error.Message.ShouldContain("and 10 more.");
    }

    [Fact]
    public void Read_PasswordColumn_IsRefusedWithLineAndColumnAndWithoutValue()
    {
        var error = Refused("name,password\nr1,\nr2,hunter2\n");
        error.Message.ShouldContain("line 3, column 'password'");
        (error.Message + error.Remedy).ShouldNotContain("hunter2");
    }

    [Fact]
    public void Read_TooManyCells_IsRefusedWithoutQuotingThem()
    {
        var error = Refused("name,site\nr1,ams\nr2,a,hunter2\n");
        error.Message.ShouldContain("line 3");
        error.Message.ShouldContain("3 cells, the header 2");
        error.Message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("name,site\nr1,\"open\nr2,x\n", "line 2")]
    [InlineData("name,site\nr1,x\nr2,\"a\"b\n", "line 3")]
    [InlineData("name,site\nr1,x\nr2,a\"b\n", "line 3")]
    public void Read_BrokenQuotes_AreRefused(string text, string line) => Refused(text, InventoryFormat.Csv).Message.ShouldContain(line);

    [Fact]
    public void Read_NoHeader_IsRefused() => Refused("10.0.0.1,ams\n10.0.0.2,ams\n", InventoryFormat.Csv).Message.ShouldContain("line 1");

    [Fact]
    public void Read_ColumnTwice_IsRefused() => Refused("name,Site,site\nr1,a,b\n").Message.ShouldContain("twice");

    [Theory]
    [InlineData("")]
    [InlineData("\n# nothing\n")]
    [InlineData("name,ip\n")]
    public void Read_Empty_IsNoTargets(string text)
    {
        var error = Refused(text, InventoryFormat.Csv);
        error.Code.ShouldBe(ErrorCode.NoTargets);
    }

    [Fact]
    public void Read_SameName_NamesBothLines()
    {
        var error = Refused("name,ip\nr1,192.0.2.1\nr2,192.0.2.2\nR1,192.0.2.3\n");
        error.Code.ShouldBe(ErrorCode.DuplicateTarget);
        error.Message.ShouldContain("line 4: the name 'R1' stands on line 2");
    }

    [Fact]
    public void Read_SameAddressAndPort_NamesBothLines()
    {
        var error = Refused("name,ip,port\nr1,2001:db8::1,22\nr2,192.0.2.2,22\nr3,2001:DB8:0::1,\n");
        error.Code.ShouldBe(ErrorCode.DuplicateTarget);
        error.Message.ShouldContain("line 4");
        error.Message.ShouldContain("'r1' on line 2");
        Read("name,ip,port\nr1,192.0.2.1,22\nr2,192.0.2.1,2222\n").Count.ShouldBe(2);
    }

    [Fact]
    public void Read_SameAddressBehindDifferentJumpHosts_IsTwoDevices() =>
        Read("name,ip,jump\nr1,10.0.0.1,b1\nr2,10.0.0.1,b2\n").Count.ShouldBe(2);

    [Fact]
    public void Read_UnknownPlatform_NamesLineAndNearest()
    {
        var error = Refused("name,platform\nr1,ios\nr2,juniper_junoss\n", null,
            new InventoryRules { Platforms = NetBatch.Platforms.PlatformCatalog.BuiltIn });
        error.Message.ShouldContain("line 3, column 'platform': there is no platform 'juniper_junoss'");
        error.Remedy.ShouldBe("Did you mean 'juniper_junos'?");
    }

    [Fact]
    public void Read_NetBoxExport_DeviceTypeIsModel()
    {
        var device = Read("id,name,device_type,platform,primary_ip4,role,cf_owner\n9,r1,MX204,juniper_junos,192.0.2.1/24,edge,noc\n")[0];
        (device.Id, device.Platform, device.Address).ShouldBe(("r1", "juniper_junos", "192.0.2.1"));
        device.Labels.ShouldBe(
            new Dictionary<string, string> { ["netbox_id"] = "9", ["model"] = "MX204", ["role"] = "edge", ["owner"] = "noc" },
            ignoreOrder: true);
        Read("Name,Type,IP Address\nr1,MX204,192.0.2.1/24\n", InventoryFormat.NetBox)[0].Labels["model"].ShouldBe("MX204");
    }

    [Fact]
    public void Read_ExampleFile_HasItsDevices()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NetBatch.PowerShell.sln")))
        {
            folder = folder.Parent;
        }

        var devices = InventoryFile.Read(Path.Combine(folder.FullName, "examples", "inventory.csv"));
        devices.Count.ShouldBe(6);
        devices[0].Labels.Keys.ShouldBe(["model", "role", "site"]);
        devices[5].Address.ShouldBe("2001:db8:31::1");
    }
}
