namespace NetBatch.Archive.Tests;

/// <summary>
/// What devices print anew each time is no change, and all else is. The pairs are two prints of one configuration, in the form that the
/// vendors' guides show (Cisco IOS Configuration Fundamentals; Cisco IOS XR System Management; NX-OS Fundamentals; Arista EOS manual; Junos
/// CLI User Guide; FortiOS CLI reference; VRP Basic Configuration; RouterOS Configuration Management; FRR user guide).
/// </summary>
public sealed class ArchiveRulesTests
{
    [Theory]
    [InlineData("cisco_ios",
        "Building configuration...\n\nCurrent configuration : 1422 bytes\n!\n! Last configuration change at 09:12:44 UTC Mon Nov 30 "
            + "2026 by anna\n! NVRAM config last updated at 09:13:02 UTC Mon Nov 30 2026 by anna\n!\nversion 15.2\nhostname r1\nntp "
            + "clock-period 17180057\nend\n",
        "Building configuration...\n\nCurrent configuration : 1423 bytes\n!\n! Last configuration change at 10:00:00 UTC Tue Dec 1 2026 "
            + "by bob\n!\nversion 15.2\nhostname r1\nntp clock-period 17180060\nend\n", "anna")]
    [InlineData("cisco_nxos",
        "!Command: show running-config\n!Running configuration last done at: Mon Nov 30 09:00:00 2026\n!Time: Mon Nov 30 09:10:00 "
            + "2026\n\nversion 9.3(8)\nhostname n1\n",
        "!Command: show running-config\n!Running configuration last done at: Tue Dec  1 09:00:00 2026\n!Time: Tue Dec  1 09:10:01 "
            + "2026\n\nversion 9.3(8)\nhostname n1\n", null)]
    [InlineData("cisco_iosxr",
        "Mon Nov 30 09:00:00.123 UTC\nBuilding configuration...\n!! IOS XR Configuration 7.3.2\n!! Last configuration change at Mon Nov "
            + "30 08:59:00 2026 by carla\n!\nhostname x1\nend\n",
        "Tue Dec  1 09:00:00.456 UTC\nBuilding configuration...\n!! IOS XR Configuration 7.3.2\n!! Last configuration change at Tue "
            + "Dec  1 08:59:00 2026 by dan\n!\nhostname x1\nend\n", "carla")]
    [InlineData("arista_eos", "! Command: show running-config\n! device: e1 (vEOS, EOS-4.28.0F)\n!\nhostname e1\nend\n",
        "! Command: show running-config all\n! device: e1 (vEOS, EOS-4.28.0F)\n!\nhostname e1\nend\n", null)]
    [InlineData("juniper_junos", "## Last commit: 2026-11-30 09:00:00 UTC by erin\nversion 21.4R1.12;\nsystem {\n    host-name j1;\n}\n",
        "## Last commit: 2026-12-01 09:00:00 UTC by frank\nversion 21.4R1.12;\nsystem {\n    host-name j1;\n}\n", "erin")]
    [InlineData("fortinet_fortios",
        "#config-version=FGVM64-7.2.1-FW-build1254-220803:opmode=0:vdom=0:user=admin\n#conf_file_ver=181224834023485\nconfig system "
            + "admin\n    edit \"admin\"\n        set password ENC SH2aaaaaaaaaaaaaaaaa=\n    next\nend\n",
        "#config-version=FGVM64-7.2.1-FW-build1254-220803:opmode=0:vdom=0:user=admin\n#conf_file_ver=181224834029999\nconfig system "
            + "admin\n    edit \"admin\"\n        set password ENC SH2bbbbbbbbbbbbbbbbb=\n    next\nend\n", null)]
    [InlineData("huawei_vrp",
        "!Software Version V200R005C20SPC500\n!Last configuration was updated at 2026-11-30 09:00:00 UTC by gina\n!Last configuration "
            + "was saved at 2026-11-30 09:01:00 UTC by gina\n#\nsysname h1\n#\nreturn\n",
        "!Software Version V200R005C20SPC500\n!Last configuration was updated at 2026-12-01 09:00:00 UTC by hans\n#\nsysname "
            + "h1\n#\nreturn\n", "gina")]
    [InlineData("mikrotik_routeros",
        "# nov/30/2026 09:00:00 by RouterOS 6.49.7\n# software id = ABCD-1234\n/system identity\nset name=m1\n",
        "# dec/01/2026 09:00:00 by RouterOS 6.49.7\n# software id = ABCD-1234\n/system identity\nset name=m1\n", null)]
    [InlineData("frr", "Building configuration...\n\nCurrent configuration:\n!\nfrr version 8.4.4\nhostname f1\nend\n",
        "frr version 8.4.4\nhostname f1\nend\n", null)]
    public void Comparable_TwoPrintsOfOneConfiguration_AreTheSame(string platform, string first, string second, string? author)
    {
        var rules = PlatformCatalog.BuiltIn.Archive(platform);
        Lines(rules.Comparable(second)).ShouldBe(Lines(rules.Comparable(first)));
        rules.Comparable(first.Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBe(rules.Comparable(first));
        // A line of the configuration itself counts, whatever it is.
        rules.Comparable(first + "hostname other\n").ShouldNotBe(rules.Comparable(first));
        (rules.LastChange is { Show: null } last ? last.UserOf(first) : null).ShouldBe(author);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\nb\n\n")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a \nb\t\n")]
    [InlineData("a\nb ")]
    [InlineData("a\u00a0\nb\n")]
    [InlineData("a\fb\n")]
    [InlineData("a\r\r\nb\n", "a\n\nb\n")]
    public void Comparable_LineEndsAndBlanksBehindLines_MakeNoDifference(string text, string same = "a\nb\n") =>
        PlatformCatalog.BuiltIn.Archive("cisco_ios").Comparable(text).ShouldBe(same);

    [Fact]
    public void Archive_EveryPlatformOfOurs_IsReadable()
    {
        foreach (var name in PlatformCatalog.BuiltIn.SessionNames)
        {
            var rules = PlatformCatalog.BuiltIn.Archive(name);
            rules.Comparable("").ShouldBe("");
            (rules.Commands.Count == 0 || rules.Commands.ContainsKey(ArchiveRules.Running)).ShouldBeTrue(name);
        }
    }

    // Comment signs that stand alone are part of the print and stay; how many there are is no matter here.
    private static string[] Lines(string text) => [.. text.Split('\n').Where(line => line.Trim() is not ("" or "!"))];
}
