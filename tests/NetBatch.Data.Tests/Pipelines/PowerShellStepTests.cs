using System.Text.Json;
using NetBatch.Data.Pipelines;
using NetBatch.Data.Providers;
using NetBatch.Data.Tests.Support;

namespace NetBatch.Data.Tests.Pipelines;

public sealed class PowerShellStepTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeScripts scripts = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_NothingButTrue_Passes()
    {
        scripts.Says = new(2, 0, [], "WARNING: slow\n");
        var run = Run("steps:\n  - { name: s, script: a, parameters: { most: 5 }, with: { evidence: 3 } }\n  - { name: c, command: "
            + "Test-It }\n");

        await new PipelineWork(new ProviderCatalog(), scripts).RunAsync(run, default);

        run.Steps[0].Rows.Select(row => $"{row[1]}: {row[3]}, {row[7]}").ShouldBe(
            ["s: Pass, The script wrote nothing but true (2 objects).", "c: Pass, The command wrote nothing but true (2 objects)."]);
        scripts.Asked.Select(one => (one.Text, one.IsCommand, one.Instance.Name, one.Evidence))
            .ShouldBe([("a", false, "db", 3), ("Test-It", true, "db", 20)]);
        $"{scripts.Asked[0].Parameters}".ShouldBe("""{"most":5}""");
        run.Steps[1].Text.ShouldEndWith("WARNING: slow\n");
    }

    [Fact]
    public async Task RunAsync_Objects_AreEvidenceOfOneTable()
    {
        scripts.Says = new(4, 3, [[new("a", 1L), new("b", "x")], [new("A", 2.5m), new("c", true)], [new("b", 7L), new("c", null)]], "");
        var run = Run("steps:\n  - { name: s, script: a }\n");

        await Should.ThrowAsync<NetBatchException>(() => new PipelineWork(new ProviderCatalog(), scripts).RunAsync(run, default));

        run.Steps[1].Rows.ShouldBe([[1m, "x", null], [2.5m, null, true], [null, "7", null]]);
        run.Steps[0].Rows.Select(row => $"{row[3]}, {row[5]}, {row[7]}")
            .ShouldBe(["Fail, 3, The script wrote 4 objects, 3 of them not true."]);
    }

    [Fact]
    public async Task RunAsync_Error_IsNoPass()
    {
        scripts.Fails = new NetBatchException(ErrorCode.WorkFailed, "Line 2: no.");
        var run = Run("steps:\n  - { name: s, script: a }\n");

        await Should.ThrowAsync<NetBatchException>(() => new PipelineWork(new ProviderCatalog(), scripts).RunAsync(run, default));

        run.Steps[0].Rows.Select(row => $"{row[3]}, {row[7]}").ShouldBe(["Error, Line 2: no."]);
    }

    [Fact]
    public void Validate_NobodyRunsPowerShell_IsRefusedWithThePlace()
    {
        var run = Run("steps:\n  - sql: SELECT 1\n  - { name: s, script: a }\n  - command: b\n");

        var problem = new PipelineWork(new ProviderCatalog()).Validate(run.Args, [run.Target]).ShouldHaveSingleItem();

        problem.Message.ShouldStartWith("p.yaml:3:24: The step 's' (and 1 more) is PowerShell");
        problem.Remedy!.ShouldContain("Start-BatchPipeline");
        problem.Code.ShouldBe(ErrorCode.NeedsThisProcess);
        new PipelineWork(new ProviderCatalog(), scripts).Validate(run.Args, [run.Target]).ShouldBeEmpty();
    }

    [Fact]
    public void OnlyHere_OnlyWhatHasPowerShell_IsHeld()
    {
        var work = new PipelineWork(new ProviderCatalog(), scripts);
        var (with, without) = (Run("steps:\n  - { name: s, script: a }\n"), Run("steps:\n  - sql: SELECT 1\n"));

        work.OnlyHere(with.Args, [with.Target]).ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.NeedsThisProcess);
        work.OnlyHere(without.Args, [without.Target]).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_ResumedWhereNobodyRunsPowerShell_IsAnError()
    {
        var run = Run("steps:\n  - { name: s, script: a }\n");

        await Should.ThrowAsync<NetBatchException>(() => new PipelineWork(new ProviderCatalog()).RunAsync(run, default));

        run.Steps[0].Rows.Select(row => $"{row[3]}").ShouldBe(["Error"]);
    }

    [Theory]
    [InlineData("evidence=5", """{"evidence":5}""")]
    [InlineData("tolerance=0.1", """{"tolerance":0.1}""")]
    [InlineData("columns=a, b", """{"columns":["a","b"]}""")]
    [InlineData("evidence=many", """{"evidence":"many"}""")]
    public void FromTexts_Setting_IsOfTheTypeThatIsDeclared(string typed, string json) =>
        $"{PipelineSettings.FromTexts([KeyValuePair.Create(typed.Split('=')[0], typed.Split('=')[1])])}".ShouldBe(json);

    private FakeRun Run(string yaml) => new(
        new Pipeline { Id = "p", Name = "p", Definition = PipelineReader.Read(yaml, "p.yaml", null).ToJson(),
            Database = folder.Sqlite("db", "PRAGMA user_version = 1") },
        "{}",
        "pipeline");
}
