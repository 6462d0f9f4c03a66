using NetBatch.Data.Providers;
using NetBatch.Data.Services;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Workflows;

namespace NetBatch.Data.Tests.Services;

public sealed class MarketingCloudTests : IAsyncLifetime
{
    private FakeMarketingCloud server = null!;
    private ProviderCatalog catalog = null!;

    public async Task InitializeAsync()
    {
        server = await FakeMarketingCloud.StartAsync();
        catalog = new ProviderCatalog();
        var declared = catalog.TryFindService("amazon-marketing-cloud")!.Declaration;
        // Only the pace is the test's own.
        catalog.Add(declared with { Poll = declared.Poll with { Interval = TimeSpan.FromMilliseconds(10) } });
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task RunAsync_QueryWithParameters_IsSubmittedPolledAndDownloaded()
    {
        server.Files = [.. server.Files, "CAMPAIGN,extra\nautumn,x\n"];
        var run = Run("""
            {"query": "SELECT campaign FROM dsp", "workflow": "spend", "parameters": {"timeWindowType": "EXPLICIT", "timeWindowStart": "2026-01-01T00:00:00", "brand": "acme"}}
            """);

        await new WorkflowWork(catalog).RunAsync(run, default);

        var body = server.Bodies.ShouldHaveSingleItem();
        body.GetProperty("workflow").GetProperty("sqlQuery").GetString().ShouldBe("SELECT campaign FROM dsp");
        body.GetProperty("timeWindowType").GetString().ShouldBe("EXPLICIT");
        body.GetProperty("parameterValues").ToString().ShouldBe("""{"brand":"acme"}""");
        body.TryGetProperty("timeWindowEnd", out _).ShouldBeFalse();
        server.Calls.ShouldBe(["token", "submit", "poll", "poll", "poll"]);
        var step = run.Steps.ShouldHaveSingleItem();
        step.Error.ShouldBeNull();
        step.Effect.ShouldBe(StepEffect.Read);
        step.Set.ShouldNotBeNull().View.ShouldBe("spend");
        step.Set!.Columns.ShouldBe([new("campaign"), new("spend", RowType.Number), new("code"), new("n", RowType.WholeNumber),
            new("extra")]);
        step.Rows[0].ShouldBe(["spring", 12.50m, "007", 3L, null]);
        step.Rows[1].ShouldBe(["a,b", 1000m, null, 4L, null]);
        step.Rows[2].ShouldBe(["autumn", null, null, null, "x"]);
        run.Phases.ShouldBe([TargetState.Connecting, TargetState.Connected, TargetState.Executing]);
    }

    [Fact]
    public async Task RunAsync_TokenEndsOnTheWay_IsRenewed()
    {
        server.TokenLasts = 2;
        var run = Run("""{"query": "SELECT 1"}""");

        await new WorkflowWork(catalog).RunAsync(run, default);

        server.Calls.Count(call => call == "token").ShouldBeGreaterThan(1);
        run.Steps[0].Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_PollsFailForAWhile_QueryIsNotSubmittedAgain()
    {
        server.Broken = 3;

        await new WorkflowWork(catalog).RunAsync(Run("""{"query": "SELECT 1"}"""), default);

        server.Calls.Count(call => call == "submit").ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_ServiceHasNoRoom_MayBeRetriedAndIsNotConnected()
    {
        server.Busy = 1;
        var run = Run("""{"query": "SELECT 1"}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => new WorkflowWork(catalog).RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.SessionLimit);
        error.ToRunError().IsRetryable.ShouldBeTrue();
        run.Phases.ShouldBe([TargetState.Connecting]);
    }

    [Fact]
    public async Task RunAsync_QueryFailsThere_QuotesTheReason()
    {
        server.States = ["RUNNING", "FAILED"];

        var error = await Should.ThrowAsync<NetBatchException>(
            () => new WorkflowWork(catalog).RunAsync(Run("""{"query": "SELECT 1"}"""), default));

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain("FAILED there: as the test says");
    }

    [Fact]
    public async Task RunAsync_CutOff_IsCancelledThere()
    {
        server.States = ["RUNNING"];
        using var cut = new CancellationTokenSource();
        var running = new WorkflowWork(catalog).RunAsync(Run("""{"query": "SELECT 1"}"""), cut.Token);
        SpinWait.SpinUntil(() => server.Calls.Contains("poll"), TimeSpan.FromSeconds(10)).ShouldBeTrue();

        await cut.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        server.Calls.ShouldContain("cancel");
    }

    [Fact]
    public async Task RunAsync_WrongRefreshToken_AuthenticationFailedWithoutShowingIt()
    {
        var run = Run("""{"query": "SELECT 1"}""");
        run.Known["refresh"] = "Atzr-wrong";

        var error = await Should.ThrowAsync<NetBatchException>(() => new WorkflowWork(catalog).RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.AuthenticationFailed);
        error.Message.ShouldContain("invalid_grant");
        error.Message.ShouldNotContain("Atzr-wrong");
    }

    [Theory]
    [InlineData("InstanceId=a;AdvertiserId=b;MarketplaceId=c", "does not give Client")]
    [InlineData("InstanceId=a;AdvertiserId=b;MarketplaceId=c;Client=id;", "Client of 'amc' is no reference")]
    [InlineData("InstanceId=a;AdvertiserId=b;MarketplaceId=c;Client=id@env:X;ClientSecret=hunter2", "has 'clientsecret'")]
    [InlineData("InstanceId=a;AdvertiserId=b;MarketplaceId=c;Client=id@env:X;Url=http://example.net", "not encrypted")]
    public void Problems_WrongConnection_IsNamedWithoutSecrets(string connection, string message)
    {
        var problem = catalog.Problems([Instance() with { Connection = connection }]).ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        problem.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Read_MisspeltKey_NamesTheLine()
    {
        var error = Should.Throw<NetBatchException>(() =>
            ServiceFile.Read("name: x\nsubmt: {}\nsubmit: {path: /q, id: $.id, body: {}}\npoll: {path: /q, state: $.s, done: "
                + "[ok]}\ndownload: {path: /r, format: csv}\n", "mine.yaml"));

        error.Message.ShouldBe("mine.yaml, line 2, column 1: 'submt' is no member known here.");
        error.Remedy.ShouldBe("Did you mean 'submit'? docs/data.md describes the form.");
    }

    private DatabaseInstance Instance() => new()
    {
        Id = "amc",
        Name = "amc",
        Provider = "amazon-marketing-cloud",
        Connection = server.Connection,
        Credential = new CredentialReference(CredentialSource.Supplied, "refresh"),
    };

    private FakeRun Run(string args)
    {
        var run = new FakeRun(Instance(), args);
        run.Known["client"] = "client-word";
        run.Known["refresh"] = "Atzr-refresh";
        return run;
    }
}
