using System.Text.Json;

namespace NetBatch.Store.Tests;

/// <summary>What holds for all processes of a store, and what two persons do to one definition.</summary>
public sealed class StoreSettingsTests : StoreTest
{
    [Fact]
    public async Task MaxSessions_Set_HoldsForEveryProcessButOneWithItsOwn()
    {
        await using var other = await OpenAsync();
        await using var own = await OpenAsync(options => options with { Time = Time, MaxSessions = 7 });
        (await other.ReadMaxSessionsAsync(default)).ShouldBe(100);

        await Store.SetMaxSessionsAsync(20, default);

        (await other.ReadMaxSessionsAsync(default)).ShouldBe(20);
        (await own.ReadMaxSessionsAsync(default)).ShouldBe(7);
        var owner = await RunAsync(other, (await CreateAsync()).Id);
        // Somebody has lowered the number: what was allowed before waits until it is raised again.
        (await owner.ReserveSessionsAsync(21, 50, default)).ShouldBeFalse();
        (await owner.ReserveSessionsAsync(15, 50, default)).ShouldBeTrue();
        var second = await RunAsync(Store, (await CreateAsync()).Id);
        (await second.ReserveSessionsAsync(6, 50, default)).ShouldBeFalse();
        (await second.ReserveSessionsAsync(5, 50, default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task MaxSessions_NoSuchNumber_IsRefused(int sessions) =>
        (await Should.ThrowAsync<NetBatchException>(() => Store.SetMaxSessionsAsync(sessions, default))).Code.ShouldBe(
            ErrorCode.InvalidArgument);

    [Theory]
    [InlineData("schedule")]
    [InlineData("template")]
    [InlineData("project")]
    public async Task SaveAsync_ChangedBySomebodyElseSince_IsToldAndWritesNothing(string sort)
    {
        await SaveAsync(sort, "ann", "{}", default);
        var read = await OneAsync(sort);
        Time.Advance(TimeSpan.FromSeconds(1));
        await SaveAsync(sort, "bob", """{"by":"bob"}""", read.ChangedAt);

        var refused = await Should.ThrowAsync<NetBatchException>(() => SaveAsync(sort, "ann", """{"by":"ann"}""", read.ChangedAt));

        (refused.Code, refused.Message).ShouldBe((ErrorCode.IllegalState, refused.Message));
        refused.Message.ShouldContain("bob");
        (await OneAsync(sort)).ChangedBy.ShouldBe("bob");
        await SaveAsync(sort, "ann", """{"by":"ann"}""", (await OneAsync(sort)).ChangedAt);
        await Store.Definitions.RemoveAsync(sort, "one", default);
        (await Should.ThrowAsync<NetBatchException>(() => SaveAsync(sort, "bob", "{}", read.ChangedAt))).Message.ShouldContain("removed");
    }

    private Task SaveAsync(string sort, string who, string json, DateTimeOffset basis) =>
        Store.Definitions.SaveAsync(new Definition(sort, "one", JsonElement.Parse(json), basis, who), onlyNew: false, default);

    private async Task<Definition> OneAsync(string sort) => (await ListAsync(Store.Definitions.ReadAsync(sort, [], default))).Single();
}
