using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Data;

/// <summary>What the program does with pipelines that it cannot run, and with settings.</summary>
public sealed class PipelineCommandTests : IDisposable
{
    private readonly InstancePark park = new();

    public void Dispose() => park.Dispose();

    [Fact]
    public async Task Pipeline_StepInPowerShell_IsRefusedWithItsPlaceAndStartsNothing()
    {
        var file = Pipeline("own.yaml", "  - sql: SELECT 1 WHERE 1 = 0\n  - { name: own, script: $true }\n");
        (await park.RunAsync("instances", "import", park.Csv)).Exit.ShouldBe(0);

        var (exit, text) = await park.RunAsync("pipeline", file, "--instance", "shop-001");

        exit.ShouldBe(2, text);
        text.ShouldContain("own.yaml:3:26: The step 'own' is PowerShell");
        text.ShouldContain("Start-BatchPipeline");
        (exit, text) = await park.RunAsync("pipeline", file, "--check");
        exit.ShouldBe(0, text);
        text.ShouldContain("own.yaml: 2 steps, nothing wrong");
        await using var host = await park.OpenAsync();
        (await host.Store.ListAsync(new JobFilter(), default).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Projects_Setting_IsKeptAndHolds()
    {
        var file = Pipeline("count.yaml", "  - { name: rows, sql: SELECT age FROM sales }\n");
        (await park.RunAsync("instances", "import", park.Csv)).Exit.ShouldBe(0);

        var (exit, text) = await park.RunAsync("projects", "add", "p", file, "--instance", "shop-001", "--setting", "evidence=many");
        exit.ShouldBe(2, text);
        text.ShouldContain("'evidence' is not a whole number");
        (exit, text) = await park.RunAsync("projects", "add", "p", file, "--instance", "shop-001", "--setting", "evidence=2");
        exit.ShouldBe(0, text);
        (exit, text) = await park.RunAsync("validate", "p", "--json");
        exit.ShouldBe(1, text);
        await EvidenceAsync(2);
        (exit, text) = await park.RunAsync("pipeline", file, "--instance", "shop-001", "--setting", "evidence=3", "--json");
        exit.ShouldBe(1, text);
        await EvidenceAsync(3);
    }

    private async Task EvidenceAsync(int rows)
    {
        await using var host = await park.OpenAsync();
        var job = await host.Store.ListAsync(new JobFilter { First = 1 }, default).FirstAsync();
        var kept = await host.Store.ReadRowsAsync(new RowFilter { JobId = job.Id }, default)
            .Where(chunk => chunk.Command.StartsWith("rows", StringComparison.Ordinal)).ToListAsync();
        kept.Sum(chunk => chunk.Rows().Count()).ShouldBe(rows);
    }

    private string Pipeline(string name, string steps)
    {
        var file = Path.Combine(park.Root, name);
        File.WriteAllText(file, "steps:\n" + steps);
        return file;
    }
}
