using NetBatch.Store.Postgres;
using Npgsql;

namespace NetBatch.Store.Tests;

/// <summary>What the owner of a store's tables alone may do, and who counts as somebody that can write them.</summary>
public sealed class SharingTests : StoreTest
{
    [Fact]
    public async Task ShareAsync_ByAMemberOfTheGroup_IsRefusedAndNothingKept()
    {
        var bobs = await OpenByAsync("bob");

        var refused = await Should.ThrowAsync<NetBatchException>(() => bobs.Approvals.ShareAsync("readers", default));

        refused.Message.ShouldContain("may not");
        refused.Remedy.ShouldNotBeNullOrEmpty();
        Peek("SELECT value FROM settings WHERE name = 'group'").ShouldBe("netops");
        Peek("SELECT has_table_privilege('carol', 'jobs', 'SELECT')").ShouldBe(false);
    }

    [Fact]
    public async Task ShareAsync_WithEverybody_IsRefused()
    {
        (await CodeOfAsync(() => Store.Approvals.ShareAsync("public", default))).ShouldBe(ErrorCode.InvalidArgument);
        Peek("SELECT has_table_privilege('eve', 'jobs', 'SELECT')").ShouldBe(false);
    }

    [Theory]
    [InlineData("UPDATE netbatch.settings SET value = '99' WHERE name = 'version'")]
    [InlineData("DELETE FROM netbatch.settings WHERE name = 'group'")]
    [InlineData("UPDATE netbatch.settings SET name = 'other' WHERE name = 'group'")]
    [InlineData("INSERT INTO netbatch.settings VALUES ('x', 'readers'); UPDATE netbatch.settings SET name = 'group' WHERE name = 'x'")]
    public async Task Settings_OfTheOwner_AreNotWrittenByAMember(string sql)
    {
        var bobs = await OpenByAsync("bob");
        (await Should.ThrowAsync<PostgresException>(() => Server.RunAsAsync("bob", Address.Database, sql))).SqlState.ShouldBe("42501");
        await bobs.SetMaxSessionsAsync(7, default);
    }

    [Theory]
    [InlineData("postgres://ann@db1/jobs")]
    [InlineData("postgres://ann@10.0.0.7/jobs")]
    public void OthersCanWrite_ServerOfAnotherMachine_IsTrueBeforeItIsAsked(string address) =>
        new PostgresEngine(PostgresAddress.Parse(address), 10).OthersCanWrite().ShouldBeTrue();

    [Fact]
    public async Task OthersCanWrite_ServerOfThisMachine_IsTrueWhenItIsShared()
    {
        var engine = new PostgresEngine(Address, 10);
        engine.OthersCanWrite().ShouldBeFalse();
        await Store.Approvals.ShareAsync("netops", default);
        engine.OthersCanWrite().ShouldBeTrue();
    }
}
