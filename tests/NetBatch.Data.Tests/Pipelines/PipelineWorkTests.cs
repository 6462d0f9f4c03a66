using System.Text.Json;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Pipelines;

public sealed class PipelineWorkTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly PipelineWork work = new(new ProviderCatalog());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_StopOnError_LeavesTheRestOutAndSaysSo()
    {
        var run = Run("stopOnError: true\nsteps:\n  - { name: one, sql: SELECT 1 }\n  - { name: two, sql: SELECT 2 }\n");

        (await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default))).Message.ShouldBe(
            "1 of 2 checks did not pass: one.");

        Verdicts(run).ShouldBe(["one: Fail", "two: Skipped"]);
        run.Steps.Select(step => step.Command).ShouldBe(["verdicts", "one (custom.query)"]);
    }

    [Fact]
    public async Task RunAsync_Warning_IsToldAndFailsNothing()
    {
        var run = Run("steps:\n  - { name: one, sql: SELECT 1, severity: warning }\n");

        await work.RunAsync(run, default);

        Verdicts(run).ShouldBe(["one: Warning"]);
        run.Warnings.ShouldHaveSingleItem().ShouldContain("one: The query gave 1 rows");
        run.Steps[1].Error.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_CheckThatCannotBeMade_IsAnErrorAndTheOthersGoOn()
    {
        var run = Run("steps:\n  - { name: one, sql: SELECT x FROM nowhere }\n  - { name: two, sql: SELECT 1 WHERE 1 = 0 }\n");

        await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        Verdicts(run).ShouldBe(["one: Error", "two: Pass"]);
        run.Steps[0].Flushed.ShouldBe([1, 2], "each verdict outlives the process from when it is known");
        run.Steps[1].Error!.Code.ShouldBe(ErrorCode.WorkFailed);
    }

    [Fact]
    public async Task RunAsync_Settings_HoldWhereTheStepSaysNothing()
    {
        var run = Run("steps:\n  - { name: one, sql: SELECT 1 UNION SELECT 2 UNION SELECT 3 }\n  - { name: two, sql: SELECT 1 UNION "
            + "SELECT 2, with: { evidence: 2 } }\n", """{"settings":{"evidence":1}}""");

        await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        run.Steps.Skip(1).Select(step => step.Rows.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task RunAsync_Query_CannotChangeTheDatabase()
    {
        var run = Run("steps:\n  - { name: one, sql: CREATE TABLE t (a INTEGER) }\n");

        await Should.ThrowAsync<NetBatchException>(() => work.RunAsync(run, default));

        Verdicts(run).ShouldBe(["one: Error"]);
    }

    [Theory]
    [InlineData("""{"settings":{"evidenc":1}}""", "No validator has a parameter 'evidenc'")]
    [InlineData("""{"settings":{"evidence":0}}""", "it may be 1 to 1000")]
    [InlineData("{}", "compares two databases, and there is no source")]
    public void Validate_WhatCannotBeRun_IsToldBefore(string args, string message)
    {
        var run = Run("steps:\n  - { name: one, validator: quality.checksum, with: { table: t, key: id } }\n", args);

        work.Validate(run.Args, [run.Target]).Select(problem => problem.Message).ShouldContain(text => text.Contains(message));
    }

    private static IEnumerable<string> Verdicts(FakeRun run) => run.Steps[0].Rows.Select(row => $"{row[1]}: {row[3]}");

    private FakeRun Run(string yaml, string args = "{}") => new(
        new Pipeline { Id = "p", Name = "p", Definition = PipelineReader.Read(yaml, "p.yaml", null).ToJson(),
            Database = folder.Sqlite("db", "PRAGMA user_version = 1") },
        args,
        "pipeline");
}
