namespace NetBatch.Store.Tests;

public sealed class TargetTests : StoreTest
{
    [Fact]
    public async Task SaveAsync_SameName_ReplacesWhateverItsCase()
    {
        await Store.Targets.SaveAsync([Router("r2"), Router("r10"), Router("R1", "10.1.1.1"), new Target { Name = "r1" }], default);
        await Store.Targets.SaveAsync([Router("r1", "10.9.9.9")], default);
        var all = await ListAsync(Store.Targets.ReadAsync("device", [], default));
        all.Select(target => target.Name).ShouldBe(["r1", "r10", "r2"]);
        all[0].ShouldBeOfType<Device>().Address.ShouldBe("10.9.9.9");
        (await ListAsync(Store.Targets.ReadAsync("target", [], default))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ReadAsync_NamesAndWildcards_AnyCase()
    {
        await Store.Targets.SaveAsync([.. Enumerable.Range(1, 1200).Select(number => Router($"sw-{number}"))], default);
        async Task<string[]> Names(params string[] names) =>
            [.. (await ListAsync(Store.Targets.ReadAsync("device", names, default))).Select(target => target.Name)];
        (await Names("SW-7", "sw-1100")).ShouldBe(["sw-1100", "sw-7"]);
        (await Names("sw-12?", "SW-7")).Length.ShouldBe(11);
        (await Names("*-9*9")).Length.ShouldBe(11);
        (await Names("nothing")).ShouldBeEmpty();
        (await Names()).Length.ShouldBe(1200);
    }

    [Fact]
    public async Task RemoveAsync_Target_TellsWhetherItWasThere()
    {
        await Store.Targets.SaveAsync([Router("r1")], default);
        (await Store.Targets.RemoveAsync("device", "R1", default)).ShouldBeTrue();
        (await Store.Targets.RemoveAsync("device", "R1", default)).ShouldBeFalse();
    }

    private static Device Router(string name, string address = "10.0.0.1") => new() { Id = name, Name = name, Address = address };
}
