using NetBatch.Data.Generating;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Generating;

public sealed class GenerateWorkTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly GenerateWork work = new(new ProviderCatalog());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_NewSqliteFile_HasAllTablesAndRows()
    {
        var run = new FakeRun(File("new"),
            """{"data": [{"schema": "Retail", "rowCount": 3000, "seed": 5}, {"schema": "finance", "rowCount": 1000}]}""", "generate");

        await work.RunAsync(run, default);

        run.Steps.Count.ShouldBe(14);
        run.Steps.ShouldAllBe(step =>
            step.Ended && step.Error == null && step.Effect == StepEffect.Change && step.Text.EndsWith(" rows\n"));
        run.Steps.Sum(step => int.Parse(step.Text.Split(' ')[0])).ShouldBe(4000);
        run.Steps.Select(step => step.Command).ShouldBe(work.Plan(run.Args, run.Target).Select(step => step.Text));
        (await Scalar("new",
            "SELECT COUNT(*) FROM fact_sales s JOIN dim_customer c ON c.customer_key = s.customer_key AND s.sold_on >= c.valid_from AND "
                + "(c.valid_to IS NULL OR s.sold_on < c.valid_to)"))
            .ShouldBe(await Scalar("new", "SELECT COUNT(*) FROM fact_sales"));
    }

    [Fact]
    public async Task RunAsync_TablesThatExist_AreRefusedAndLeftAsTheyAre()
    {
        await work.RunAsync(new FakeRun(File("old"), """{"data": [{"schema": "Retail", "rowCount": 200}]}""", "generate"), default);
        var run = new FakeRun(File("old"), """{"data": [{"schema": "Retail", "rowCount": 400}]}""", "generate");

        (await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default))).Message.ShouldContain("already exists");

        run.Steps.ShouldHaveSingleItem().Error.ShouldNotBeNull();
        (await Scalar("old", "SELECT COUNT(*) FROM dim_retail_date")).ShouldBe(28L);
    }

    [Fact]
    public async Task RunAsync_Replace_MakesTheTablesAnew()
    {
        await work.RunAsync(new FakeRun(File("again"), """{"data": [{"schema": "Healthcare", "rowCount": 200}]}""", "generate"), default);

        await work.RunAsync(new FakeRun(File("again"), """{"data": [{"schema": "Healthcare", "rowCount": 2000}], "replace": true}""",
            "generate"), default);

        (await Scalar("again", "SELECT COUNT(*) FROM dim_healthcare_date")).ShouldBe(100L);
    }

    [Fact]
    public async Task RunAsync_Stop_KeepsNothingOfTheTableItWasIn()
    {
        using var stop = new CancellationTokenSource();
        var run = new FakeRun(File("cut"), """{"data": [{"schema": "Retail", "rowCount": 2000}]}""",
            "generate") { OnChange = text => { if (text.Contains("dim_store")) { stop.Cancel(); } } };

        await Should.ThrowAsync<OperationCanceledException>(() => work.RunAsync(run, stop.Token));

        run.Steps[^1].Error!.Code.ShouldBe(ErrorCode.Stopped);
        (await Scalar("cut", "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table'")).ShouldBe("dim_retail_date");
    }

    [Fact]
    public async Task RunAsync_Csv_SameSeedGivesTheSameBytes()
    {
        foreach (var name in (string[])["a", "b"])
        {
            var target = new DatabaseInstance { Id = name, Name = name, Provider = "csv", Connection = folder.File(name) };
            await work.RunAsync(new FakeRun(target, """{"data": [{"schema": "Finance", "rowCount": 1000, "seed": 8}]}""", "generate"),
                default);
        }

        var files = Directory.GetFiles(folder.File("a")).Select(Path.GetFileName).Order().ToArray();
        files.Length.ShouldBe(7);
        files.ShouldAllBe(file =>
            System.IO.File.ReadAllBytes(Path.Combine(folder.File("a"), file!))
                .SequenceEqual(System.IO.File.ReadAllBytes(Path.Combine(folder.File("b"), file!))));
        System.IO.File.ReadLines(Path.Combine(folder.File("a"), "dim_branch.csv")).First()
            .ShouldBe("branch_key,branch_code,name,city,country,opened_on");
    }

    /// <summary>A file that cannot be written is a failure: were its end unknown, the folder would stay locked.</summary>
    [Fact]
    public async Task RunAsync_CsvFileInTheWay_IsKeptUnlessItIsToBeReplaced()
    {
        var target = new DatabaseInstance { Id = "a", Name = "a", Provider = "csv", Connection = folder.File("a") };
        Directory.CreateDirectory(target.Connection);
        var mine = Path.Combine(target.Connection, "dim_branch.csv");
        await System.IO.File.WriteAllTextAsync(mine, "mine");

        var refused = await Should.ThrowAsync<NetBatchException>(
            () => work.RunAsync(new FakeRun(target, """{"data": [{"schema": "Finance", "rowCount": 1000}]}""", "generate"), default));
        refused.Code.ShouldBe(ErrorCode.WorkFailed);
        refused.Message.ShouldBe($"The file '{mine}' exists.");
        (await System.IO.File.ReadAllTextAsync(mine)).ShouldBe("mine");

        await work.RunAsync(new FakeRun(target, """{"data": [{"schema": "Finance", "rowCount": 1000}], "replace": true}""", "generate"),
            default);
        System.IO.File.ReadLines(mine).First().ShouldStartWith("branch_key,");

        var blocked = new DatabaseInstance { Id = "b", Name = "b", Provider = "csv", Connection = Path.Combine(mine, "below-a-file") };
        (await Should.ThrowAsync<NetBatchException>(() =>
            work.RunAsync(new FakeRun(blocked, """{"data": [{"schema": "Finance", "rowCount": 1000}]}""", "generate"), default)))
            .Code.ShouldBe(ErrorCode.WorkFailed);
    }

    [Theory]
    [InlineData("""{"data": [{"schema": "Retial"}]}""", "no schema 'Retial'")]
    [InlineData("""{"data": [{"schema": "Retail", "rows": 5}]}""", "no member 'rows'")]
    [InlineData("""{"data": [{"schema": "Retail", "rowCount": 12}]}""", "12 rows of Retail cannot be made")]
    [InlineData("""{"data": [{"schema": "Retail", "seed": "x"}]}""", "seed is 'x'")]
    [InlineData("""{"data": []}""", "no list of schemas")]
    [InlineData("""{"data": [{"schema": "Retail"}, {"schema": "retail"}]}""", "made twice")]
    [InlineData("""{"data": [{"schema": "Retail"}], "defects": ["Gap"]}""", "no defect 'Gap'")]
    public void Validate_WrongArguments_AreToldWithTheirValue(string args, string message) =>
        work.Validate(System.Text.Json.JsonDocument.Parse(args).RootElement, [File("x")])
            .ShouldHaveSingleItem().Message.ShouldContain(message);

    private DatabaseInstance File(string name) =>
        new() { Id = name, Name = name, Provider = "sqlite", Connection = folder.File(name + ".db") };

    private async Task<object?> Scalar(string name, string sql)
    {
        await using var session = await new ProviderCatalog()
            .OpenAsync(File(name), new TestSecrets(), DatabaseAccess.Read, TimeSpan.FromSeconds(5), default);
        return await session.ScalarAsync(sql, null, default);
    }
}
