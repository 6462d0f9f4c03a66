namespace NetBatch.Archive.Tests;

/// <summary>Versions in the store.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Keep_OnlyWhatChanged_ByteForByte()
    {
        await using var store = await StoreFixture.OpenAsync();
        const string First = "! Last configuration change at 09:00:00 UTC Mon Nov 30 2026 by anna\r\nhostname r1\r\nend\r\n";
        (await store.KeepAsync("r1", First, "anna")).IsNew.ShouldBeTrue();
        (await store.KeepAsync("R1", First.Replace("09:00", "10:00", StringComparison.Ordinal), "bob")).IsNew.ShouldBeFalse(
            "a time is no change, and a name's case is none");
        var (second, isNew) = await store.KeepAsync("r1", "hostname r1\nip routing\nend\n", "bob");
        (isNew, second.Version, second.Added, second.Removed, second.Author).ShouldBe((true, 2, 1, 0, "bob"));
        (await store.Archive.FindAsync("r1", "running", 1, default))!.Content.ToArray().ShouldBe(System.Text.Encoding.UTF8.GetBytes(First));
        // Back to what it was is a change as well.
        (await store.KeepAsync("r1", First)).Version.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Keep_WhatIsIgnoredFromNowOn_MakesNoVersionOfItsOwn()
    {
        await using var store = await StoreFixture.OpenAsync();
        await store.KeepAsync("r1", "hostname r1\nuptime 1\nend\n");
        var keeper = new ConfigKeeper(store.Archive, PlatformCatalog.BuiltIn.Archive("cisco_ios"),
            new BackupArgs { Ignore = ["uptime "] }.Ignored());
        var version = new ConfigVersion { Device = "r1", Part = "running", Platform = "cisco_ios" };
        (await keeper.KeepAsync(version, new("running", "hostname r1\nuptime 2\nend\n"u8.ToArray()), 0, default)).IsNew.ShouldBeFalse();
        (await keeper.KeepAsync(version, new("running", "hostname r9\nuptime 2\nend\n"u8.ToArray()), 0, default)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task Keep_TheSameByManyAtOnce_IsOneVersion()
    {
        await using var store = await StoreFixture.OpenAsync();
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.KeepAsync("r1", "hostname r1\nend\n"))));
        kept.Count(one => one.IsNew).ShouldBe(1);
        (await store.Archive.ReadAsync(new ConfigVersionFilter(), default).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Add_ForAJobOfAnotherOwner_KeepsNothing()
    {
        await using var store = await StoreFixture.OpenAsync();
        var version = new ConfigVersion { Device = "r1", Part = "running", JobId = "batch_0badf00d" };
        await Should.ThrowAsync<NetBatchException>(() =>
            store.Archive.AddAsync(new ConfigVersionContent(version, "x"u8.ToArray()), 1, default));
        (await store.Archive.LatestAsync("r1", "running", default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(3, null, new[] { 8, 9, 10 })]
    [InlineData(1, null, new[] { 10 })]
    [InlineData(null, 5, new[] { 5, 6, 7, 8, 9, 10 })]
    [InlineData(null, 101, new[] { 10 })]
    [InlineData(8, 2, new[] { 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(8, 5, new[] { 5, 6, 7, 8, 9, 10 })]
    [InlineData(null, null, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public async Task Prune_ByCountAndAge_NeverTheNewest(int? keep, int? beforeDay, int[] left)
    {
        await using var store = await StoreFixture.OpenAsync();
        for (var number = 0; number < 10; number++)
        {
            foreach (var device in new[] { "r1", "r2" })
            {
                var version = new ConfigVersion { Device = device, Part = "running", Version = number,
                    At = DateTimeOffset.UnixEpoch.AddDays(number + 1) };
                await store.Archive.AddAsync(new ConfigVersionContent(version, new byte[] { (byte)number }), 0, default);
            }
        }

        DateTimeOffset? before = beforeDay is { } day ? DateTimeOffset.UnixEpoch.AddDays(day) : null;
        await store.Archive.PruneAsync(["R1"], keep, before, default);
        (await NumbersAsync(store, "r1")).ShouldBe(left);
        (await NumbersAsync(store, "r2")).Count.ShouldBe(10, "devices that are not meant keep theirs");
    }

    [Fact]
    public async Task Read_MoreThanAPage_EachOnce_NewestFirst()
    {
        await using var store = await StoreFixture.OpenAsync();
        var adding = Enumerable.Range(0, 1_203).Select(number => store.Archive.AddAsync(
            new ConfigVersionContent(
                new ConfigVersion { Device = "r1", Part = "running", Version = number, At = DateTimeOffset.UnixEpoch.AddDays(number) },
                new byte[] { 1 }), 0, default));
        await Task.WhenAll(adding);
        (await NumbersAsync(store, "r*")).ShouldBe(Enumerable.Range(1, 1_203));
        (await store.Archive.ReadAsync(new ConfigVersionFilter { LatestOnly = true }, default).SingleAsync()).Version.ShouldBe(1_203);
        (await store.Archive.ReadAsync(
            new ConfigVersionFilter { Since = DateTimeOffset.UnixEpoch.AddDays(1_200), Before = DateTimeOffset.UnixEpoch.AddDays(1_202) },
            default).CountAsync()).ShouldBe(2);
    }

    private static async Task<List<int>> NumbersAsync(StoreFixture store, string device)
    {
        var versions = await store.Archive.ReadAsync(new ConfigVersionFilter { Devices = [device] }, default).ToListAsync();
        versions.Select(one => one.Version).ShouldBeInOrder(SortDirection.Descending);
        return [.. versions.Select(one => one.Version).Order()];
    }
}
