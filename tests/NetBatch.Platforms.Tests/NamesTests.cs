namespace NetBatch.Platforms.Tests;

public sealed class NamesTests : PlatformFolder
{
    [Theory]
    [InlineData("nokia_sros_classic", "nokia_sros_classic")]
    [InlineData("Nokia-SROS-Classic", "nokia_sros_classic")]
    [InlineData("nokia.sros.classic", "nokia_sros_classic")]
    [InlineData("nokia_sros", "nokia_sros")]
    [InlineData("cisco.ios.ios", "cisco_ios")]
    [InlineData("Cisco-IOS-XE", "cisco_iosxe")]
    [InlineData("nxos_ssh", "cisco_nxos")]
    [InlineData("cisco_xr", "cisco_iosxr")]
    [InlineData("hp_comware5", "hp_comware")]
    [InlineData(" EOS ", "arista_eos")]
    [InlineData("cisco asa", "cisco_asa")]
    [InlineData("beos", null)]
    public void Resolve_NameOfATool_IsOurs(string written, string? name) => PlatformCatalog.BuiltIn.Resolve(written).ShouldBe(name);

    [Fact]
    public void Names_OfAllThatComeWithNetBatch_MeanOnePlatformEach()
    {
        var catalog = PlatformCatalog.BuiltIn;
        foreach (var platform in catalog.Names.Select(catalog.Find))
        {
            foreach (var name in (string[])[platform.Name, .. platform.Aliases, .. platform.Names.All])
            {
                catalog.Resolve(name).ShouldBe(platform.Name, name);
            }
        }
    }

    [Fact]
    public void Resolve_UsersOwnFile_IsUsedWhereverItsNameIsWritten()
    {
        Write("platforms/ios.yaml", "platform: ios\nextends: cisco_ios\ntitle: Mine\nsession:\n  prepare: [terminal length 0]\n");

        var catalog = Load();

        catalog.Resolve("IOS").ShouldBe("ios");
        catalog.Resolve("cisco.ios.ios").ShouldBe("cisco_ios");
        catalog.Session("ios").Prepare.Select(step => step.Send).ShouldBe(["terminal length 0"]);
    }

    [Fact]
    public void Resolve_AliasOfUsersOwnFile_ComesBeforeTheNamesOfNetBatch()
    {
        Write("platforms/mine.yaml", "platform: mine\nextends: cisco_ios\ntitle: Mine\naliases: [cisco_nxos]\n");

        Load().Resolve("cisco_nxos").ShouldBe("mine");
    }

    [Fact]
    public void Load_OneAliasInTwoFiles_IsRefusedWithBoth()
    {
        Write("platforms/a.yaml", "platform: a\nextends: cisco_ios\ntitle: A\naliases: [shop]\n");
        Write("platforms/b.yaml", "platform: b\nextends: cisco_ios\ntitle: B\naliases: [shop]\n");

        var error = Should.Throw<NetBatchException>(Load);

        error.Message.ShouldContain("b.yaml");
        error.Message.ShouldContain("'shop' is a name of a too");
    }

    [Theory]
    // Words of three letters are one letter apart and products of their own: IOx is no IOS, an ASR is no ASA.
    [InlineData("cisco_iox", "Known of 'cisco' are: cisco_asa, cisco_ios")]
    [InlineData("cisco_asr", "Known of 'cisco' are: cisco_asa, cisco_ios")]
    [InlineData("hauwei_vrp", "Did you mean 'huawei_vrp'?")]
    [InlineData("arista_eso", "Known of 'arista' are: arista_eos")]
    [InlineData("fortinet_fortos", "Did you mean 'fortinet_fortios'?")]
    [InlineData("juniper_junoss", "Did you mean 'juniper_junos'?")]
    [InlineData("cisco_wlx", "Known of 'cisco' are: cisco_asa, cisco_ios")]
    [InlineData("cisco_fos", "Known of 'cisco' are: ")]
    [InlineData("aruba_oscx9", "described in a file of its own")]
    [InlineData("ruckus_zonedirector", "described in a file of its own")]
    public void Advice_UnknownName_IsByWhatItIsAndNotByHowItLooks(string written, string advice) =>
        PlatformCatalog.BuiltIn.Advice(written).ShouldContain(advice);

    [Theory]
    [InlineData("cisco_iosxr", "cisco_xr")]
    [InlineData("cisco_iosxe", "cisco_ios")]
    [InlineData("ios", "cisco_ios,ios")]
    [InlineData("cisco_ios_xr", "cisco_xr")]
    [InlineData("nokia_sros_classic", "nokia_sros,alcatel_sros")]
    [InlineData("vyos", "vyos,vyatta_vyos")]
    [InlineData("linux_readonly", "linux_readonly,linux")]
    [InlineData("unheard_of", "unheard_of")]
    public void TemplateNames_OfAPlatform_AreThoseOfTheCollections(string platform, string names) =>
        string.Join(',', PlatformCatalog.BuiltIn.TemplateNames(platform)).ShouldBe(names);
}
