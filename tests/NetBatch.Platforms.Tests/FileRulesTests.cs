namespace NetBatch.Platforms.Tests;

/// <summary>Space and hashes as devices print them (Cisco IOS Configuration Fundamentals, "dir" and "verify /md5"; NX-OS Fundamentals;
/// Junos "file checksum"; coreutils).</summary>
public sealed class FileRulesTests
{
    [Theory]
    [InlineData("cisco_ios",
        "Directory of flash:/\n\n    2  -rwx    19083262   Mar 1 1993 00:15:04 +00:00  c2960.bin\n\n32514048 bytes total (12345678 "
            + "bytes free)\n", 12_345_678L)]
    [InlineData("cisco_nxos",
        "       4096    Nov 30 09:00:00 2026  scripts/\n\nUsage for bootflash://\n 1550000128 bytes used\n 2149974016 bytes free\n "
            + "3699974144 bytes total\n", 2_149_974_016L)]
    [InlineData("linux",
        "Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda1         41152736 12345678  26692228      32% /\n",
        26_692_228L * 1024)]
    public void Space_AsTheDeviceShowsIt(string platform, string shown, long free) =>
        PlatformCatalog.BuiltIn.Files(platform).Space!.BytesIn(shown).ShouldBe(free);

    [Theory]
    [InlineData("cisco_ios", "....Done!\nverify /md5 (flash:c2960.bin) = 0CC175B9C0F1B6A831C399E269772661\n", "md5")]
    [InlineData("cisco_nxos", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\n", "sha256")]
    [InlineData("juniper_junos", "SHA256 (/var/tmp/a) = ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\n", "sha256")]
    [InlineData("linux", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n", "sha256")]
    [InlineData("linux", "\\ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\\\\b\n", "sha256")]
    public void Hash_AsTheDeviceShowsIt(string platform, string shown, string algorithm)
    {
        // Of the text "a".
        var want = algorithm == "md5" ? "0cc175b9c0f1b6a831c399e269772661"
            : "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
        var rule = PlatformCatalog.BuiltIn.Files(platform).Hash!;
        (rule.Algorithm, rule.ValueIn(shown)?.ToLowerInvariant()).ShouldBe((algorithm, want));
    }

    [Fact]
    public void Needs_IosWithoutItsScpServer_IsSeen()
    {
        var needs = PlatformCatalog.BuiltIn.Files("cisco_ios").Needs!;
        needs.Match.IsMatch("ip scp server enable\n").ShouldBeTrue();
        needs.Match.IsMatch("no ip scp server enable\n").ShouldBeFalse();
    }
}
