using NetBatch.Store.Postgres;

namespace NetBatch.Store.Tests;

/// <summary>Who may do what, by the role that has logged in.</summary>
public sealed class RoleTests : StoreTest
{
    [Fact]
    public async Task OpenAsync_DatabaseOrRoleThatIsNot_SaysSoWithARemedy()
    {
        foreach (var address in (PostgresAddress[])[Server.AddressOf("none", "ann"), Server.AddressOf(Address.Database, "nobody")])
        {
            var refused = await Should.ThrowAsync<NetBatchException>(() =>
                PostgresJobStore.OpenAsync(new PostgresStoreOptions { Address = address }, default));
            refused.Code.ShouldBe(ErrorCode.StoreUnusable);
            refused.Message.ShouldContain(address.ToString());
            refused.Remedy.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task OpenAsync_RoleWithoutRights_IsRefusedUntilTheStoreIsSharedWithItsGroup()
    {
        var bob = new PostgresStoreOptions { Address = Server.AddressOf(Address.Database, "bob"), Time = Time };
        (await CodeOfAsync(() => OpenAsync(bob))).ShouldBe(ErrorCode.StoreUnusable);

        await Store.Approvals.ShareAsync("netops", default);

        (await (await OpenAsync(bob)).ListAsync(new JobFilter(), default).CountAsync()).ShouldBe(0);
        Store.Approvals.Group.ShouldBe("netops");
    }

    [Fact]
    public async Task Approval_WrittenUnderAnothersName_IsOfTheRoleThatWroteIt()
    {
        var job = await CreateAsync();
        await OpenByAsync("bob");
        await Server.RunAsync(Address.Database, "CREATE SCHEMA evil AUTHORIZATION bob");

        // The second line: his own meaning of what the database puts the name together with.
        await Server.RunAsAsync("bob", Address.Database, """
            CREATE FUNCTION evil.lie(name, text) RETURNS text LANGUAGE sql AS $$ SELECT 'carol@desk (pwsh 1)'::text $$;
            CREATE OPERATOR evil.|| (LEFTARG = name, RIGHTARG = text, PROCEDURE = evil.lie);
            SET search_path = evil, pg_catalog;
            INSERT INTO netbatch.approvals SELECT key, 'aa', 'carol@desk (pwsh 1)', 0, 'carol' FROM netbatch.jobs
            """);

        (await Store.Approvals.FindAsync(job.Id, default))!.Who.User.ShouldBe("bob");
    }

    [Theory]
    [InlineData("@a b")]
    [InlineData("carol@desk (pwsh 1) more")]
    [InlineData("carol")]
    [InlineData("x@y (@z 1)")]
    [InlineData("carol@desk\n")]
    public async Task Actor_OfAnotherForm_IsRefusedOrStaysTheRoles(string who)
    {
        var bobs = await (await OpenByAsync("bob")).CreateAsync(Spec(), Plan(1), Me, default);
        foreach (var sql in (string[])["INSERT INTO netbatch.approvals (job, fingerprint, who, at) SELECT key, 'aa', E'{0}', 0 FROM "
            + "netbatch.jobs", "UPDATE netbatch.jobs SET created_by = E'{0}'"])
        {
            try
            {
                await Server.RunAsAsync("bob", Address.Database, string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, who));
            }
            catch (Npgsql.PostgresException refused)
            {
                refused.SqlState.ShouldBe("23514");
            }
        }

        (await Store.Approvals.FindAsync(bobs.Id, default))?.Who.User.ShouldBe("bob");
        Requester.UserOf((await JobAsync(bobs.Id)).CreatedBy).ShouldBe("bob");
    }

    [Fact]
    public async Task Job_MadeUnderAnothersName_IsOfTheRoleThatMadeIt()
    {
        var bobs = await (await OpenByAsync("bob")).CreateAsync(Spec(), Plan(1), Me, default);
        bobs.CreatedBy.ShouldStartWith("bob@");
        await Server.RunAsAsync("bob", Address.Database, "UPDATE netbatch.jobs SET created_by = 'ann@desk (pwsh 1)'");
        (await JobAsync(bobs.Id)).CreatedBy.ShouldStartWith("bob@");
    }

    [Fact]
    public async Task Notices_OfARoleWhoseNameBeginsAlike_AreNotTaken()
    {
        var theirs = await OpenByAsync("bob@corp");
        var job = await theirs.CreateAsync(Spec() with { Notify = ["ops"] }, Plan(1), Me, default);
        await (await RunAsync(theirs, job.Id)).WriteAsync(new JobChanged(JobState.Completed) { At = Noon });

        (await (await OpenByAsync("bob")).Notices.TakeAsync(10, default)).ShouldBeEmpty();
        (await theirs.Notices.TakeAsync(10, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Reader_ByItsRole_SeesAllAndChangesNothing()
    {
        var job = await CreateAsync();
        var carol = new PostgresStoreOptions { Address = Server.AddressOf(Address.Database, "carol"), Time = Time };
        await Server.RunAsAsync("ann", Address.Database,
            "GRANT USAGE ON SCHEMA netbatch TO readers; GRANT SELECT ON ALL TABLES IN SCHEMA netbatch TO readers");
        var seen = await OpenAsync(carol);

        (await ListAsync(seen.ListAsync(new JobFilter(), default))).ShouldHaveSingleItem().Id.ShouldBe(job.Id);
        (await ListAsync(seen.ReadRunsAsync(job.Id, new RunFilter(), default))).Count.ShouldBe(3);
        Func<Task>[] writes =
        [
            () => seen.RequestAsync(job.Id, JobRequestKind.StopNow, Me, default),
            () => seen.CreateAsync(Spec(), Plan(1), Me, default),
            () => seen.TakeAsync(job.Id, Me, false, default),
            () => seen.RemoveAsync(job.Id, Me, default),
            () => seen.Approvals.ShareAsync("readers", default),
        ];
        foreach (var write in writes)
        {
            var refused = await Should.ThrowAsync<NetBatchException>(write);
            refused.Code.ShouldBe(ErrorCode.StoreUnusable);
            refused.Message.ShouldContain("may not");
            refused.Remedy.ShouldNotBeNullOrEmpty();
        }

        (await JobAsync(job.Id)).State.ShouldBe(JobState.Pending);
    }
}
