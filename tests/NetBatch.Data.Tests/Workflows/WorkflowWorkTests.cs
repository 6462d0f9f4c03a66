using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;
using NetBatch.Data.Workflows;

namespace NetBatch.Data.Tests.Workflows;

public sealed class WorkflowWorkTests : IDisposable
{
    private const string Sales = """
        "workflow": "sales", "query": "SELECT @region AS region, @window AS days, sum(v) AS total FROM t WHERE v > @window",
        "declared": [{"name": "window", "type": "WholeNumber", "default": 7}, {"name": "region", "type": "text"}]
        """;

    private readonly TestFolder folder = new();
    private readonly WorkflowWork work = new(new ProviderCatalog());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_ParametersAndDefaults_RowsAreKeptUnderTheWorkflowsName()
    {
        var run = new FakeRun(Table(), $$"""{ {{Sales}}, "parameters": {"Region": "eu'; DROP TABLE t; --"} }""");

        await work.RunAsync(run, default);

        var step = run.Steps.ShouldHaveSingleItem();
        step.Effect.ShouldBe(StepEffect.Read);
        step.Error.ShouldBeNull();
        step.Set!.View.ShouldBe("sales");
        step.Set.Columns.ShouldBe([new("region"), new("days", RowType.WholeNumber), new("total", RowType.WholeNumber)]);
        step.Rows.ShouldHaveSingleItem().ShouldBe(["eu'; DROP TABLE t; --", 7L, 17L]);
        run.Phases.ShouldBe([TargetState.Connecting, TargetState.Connected, TargetState.Executing, TargetState.Disconnecting]);
    }

    [Theory]
    [InlineData("""{"window": 14}""", "needs the parameter 'region'")]
    [InlineData("""{"region": "eu", "windw": 14}""", "has no parameter 'windw'")]
    [InlineData("""{"region": "eu", "window": "many"}""", "'window' of 'sales' is \"many\"; it must be a whole number")]
    [InlineData("""{"region": "eu", "window": 1.5}""", "it must be a whole number")]
    [InlineData("""{"region": 5}""", "it must be a text")]
    [InlineData("""{"region": "eu", "REGION": "us"}""", "given twice")]
    public void Validate_WrongParameters_EachIsNamed(string parameters, string message) =>
        Problems($$"""{ {{Sales}}, "parameters": {{parameters}} }""").ShouldHaveSingleItem().Message.ShouldContain(message);

    [Fact]
    public void Validate_ParameterThatTheQueryNamesAndNobodyDeclares_IsNamed() =>
        Problems("""{"query": "SELECT @a + @b", "declared": [{"name": "a", "type": "number", "default": 1}]}""")
            .ShouldHaveSingleItem().Message.ShouldContain("@b, which the workflow does not declare");

    [Fact]
    public void Validate_PayloadBeyondTenKilobytes_IsRefused() =>
        Problems($$"""{ {{Sales}}, "parameters": {"region": "{{new string('x', 10_300)}}"} }""")
            .ShouldHaveSingleItem().Message.ShouldContain("they may have 10240");

    [Fact]
    public void Validate_QueryThatChanges_NeedsAllowChange()
    {
        Problems("""{"query": "DELETE FROM t"}""").ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.ChangeNotAllowed);
        Problems("""{"query": "DELETE FROM t", "allowChange": true}""").ShouldBeEmpty();
    }

    [Fact]
    public void Validate_ProviderThatNobodyKnows_IsNamedWithWhatThereIs()
    {
        var problem = work.Validate(Json("""{"query": "SELECT 1"}"""), [Table() with { Provider = "oracle" }]).ShouldHaveSingleItem();

        problem.Message.ShouldContain("'oracle'");
        problem.Remedy.ShouldNotBeNull().ShouldContain("postgresql, sqlite");
    }

    [Fact]
    public async Task RunAsync_List_StandsAsItsValues()
    {
        var run = new FakeRun(
            Table(), """{"query": "SELECT v FROM t WHERE v IN (@some) OR v = @one ORDER BY v", "declared": [{"name": "some", "type": "WholeNumber", "list": true}, {"name": "one", "type": "WholeNumber"}], "parameters": {"some": "1, 3", "one": 9}}""");

        await work.RunAsync(run, default);

        run.Steps[0].Rows.Select(row => row[0]).ShouldBe([1L, 9L]);
    }

    // SQLite holds a text for greater than every number (sqlite.org/datatype3.html#comparison_expressions).
    [Fact]
    public async Task RunAsync_NumberBesideAnExpression_IsComparedAsANumber()
    {
        var run = new FakeRun(
            Table(), """{"query": "SELECT 1 AS found WHERE 5 * 1 > @least AND typeof(@least) = 'real'", "declared": [{"name": "least", "type": "Number", "default": 2.5}]}""");

        await work.RunAsync(run, default);

        run.Steps[0].Rows.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RunAsync_DayThatCountsFromTheRun_IsTold()
    {
        var run = new FakeRun(Table(),
            """{"query": "SELECT @since AS since", "declared": [{"name": "since", "type": "Date", "default": "today-1d"}]}""")
        {
            Time = new FakeTimeProvider(new DateTimeOffset(2024, 3, 1, 1, 0, 0, TimeSpan.Zero)),
        };

        await work.RunAsync(run, default);

        run.Steps[0].Text.ShouldBe("@since = today-1d = 2024-02-29\n1 row\n");
        $"{run.Steps[0].Rows[0][0]}".ShouldStartWith("2024-02-29");
    }

    [Fact]
    public async Task RunAsync_AllowedChange_IsCommittedAndCounted()
    {
        var instance = Table();
        var run = new FakeRun(instance,
            """{"query": "UPDATE t SET v = v + @by WHERE v > 1", "parameters": {"by": 100}, "allowChange": true}""");

        await work.RunAsync(run, default);

        run.Steps.ShouldHaveSingleItem().Effect.ShouldBe(StepEffect.Change);
        run.Steps[0].Text.ShouldBe("2 rows changed\n");
        (await ScalarAsync(instance, "SELECT count(*) FROM t WHERE v > 100")).ShouldBe(2L);
    }

    [Fact]
    public async Task RunAsync_ReadingQueryUnderAllowChange_CountsAsAChange()
    {
        var run = new FakeRun(Table(), """{"query": "SELECT v FROM t", "allowChange": true}""");

        await work.RunAsync(run, default);

        run.Steps.ShouldHaveSingleItem().Effect.ShouldBe(StepEffect.Change);
        run.Steps[0].Rows.Count.ShouldBe(3);
        run.Steps[0].Text.ShouldBe("3 rows\n");
    }

    [Fact]
    public async Task RunAsync_ChangeCutOff_IsRolledBackAndItsOutcomeKnown()
    {
        var instance = Table();
        var run = new FakeRun(instance, """
            {"query": "DELETE FROM t; WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c", "allowChange": true}
            """);
        using var cut = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => work.RunAsync(run, cut.Token));

        run.Steps.ShouldHaveSingleItem().Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.Stopped);
        (await ScalarAsync(instance, "SELECT count(*) FROM t")).ShouldBe(3L);
    }

    [Fact]
    public async Task RunAsync_WrongQuery_QuotesTheDatabase()
    {
        var run = new FakeRun(Table(), """{"query": "SELECT missing FROM t"}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain("no such column: missing");
        run.Steps.ShouldHaveSingleItem().Error.ShouldNotBeNull().Code.ShouldBe(ErrorCode.CommandRejected);
    }

    [Fact]
    public async Task RunAsync_BeyondTheRowLimit_FailsAndKeepsTheRowsWithinIt()
    {
        var run = new FakeRun(Table(), """{"query": "SELECT v FROM t", "rowLimit": 2}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        error.Code.ShouldBe(ErrorCode.RowLimitExceeded);
        run.Steps[0].Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_NoRows_ColumnsAreTold()
    {
        var run = new FakeRun(Table(), """{"query": "SELECT v, 1.5 AS half FROM t WHERE v < 0"}""");

        await work.RunAsync(run, default);

        run.Steps[0].Set!.Columns.Select(column => column.Name).ShouldBe(["v", "half"]);
        run.Steps[0].Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_IntoAFolder_RowsAreAFileAndNotKept()
    {
        var instance = folder.Sqlite("eu", "CREATE TABLE t(a TEXT, n REAL)", "INSERT INTO t VALUES ('x,\"y\"', 0.5), ('', NULL)")
            with { Name = "shop/eu" };
        var args = $$"""{"query": "SELECT a, n FROM t ORDER BY n DESC", "folder": {{JsonSerializer.Serialize(folder.File("out"))}}}""";
        var run = new FakeRun(instance, args);

        await work.RunAsync(run, default);

        run.Steps[0].Set.ShouldBeNull();
        var file = Directory.EnumerateFiles(folder.File("out")).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldStartWith("shop_eu~");
        (await File.ReadAllLinesAsync(file)).ShouldBe(["a,n", "\"x,\"\"y\"\"\",0.5", "\"\","]);
        // Whoever has it already keeps it.
        (await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(new FakeRun(instance, args), default)))
            .Message.ShouldContain("exists");
        var cut = new FakeRun(Table() with { Name = "cut" },
            args.Replace("a, n FROM t ORDER BY n DESC", "v, json(iif(v = 9, 'no', v)) FROM t", StringComparison.Ordinal));
        await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(cut, default));
        Directory.EnumerateFiles(folder.File("out"), "cut*").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_NoDatabaseAtThatPath_IsConnectClass()
    {
        var run = new FakeRun(Table() with { Connection = folder.File("gone.db") }, """{"query": "SELECT 1"}""");

        var error = await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        error.ToRunError().IsConnectClass.ShouldBeTrue();
        run.Phases.ShouldBe([TargetState.Connecting]);
    }

    private DatabaseInstance Table() =>
        folder.Sqlite(Guid.NewGuid().ToString("N"), "CREATE TABLE t(v INTEGER)", "INSERT INTO t VALUES (1), (8), (9)");

    private IReadOnlyList<WorkProblem> Problems(string args) => [.. work.Validate(Json(args), [Table()])];

    private static async Task<object?> ScalarAsync(DatabaseInstance instance, string query)
    {
        await using var session = await new ProviderCatalog()
            .OpenAsync(instance, new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
        return await session.ScalarAsync(query, null, default);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
