using System.Xml.Linq;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Data;

/// <summary>What a migration is signed by: the findings in every form, and verdicts that outlive their process.</summary>
public sealed class SignedReportTests : IDisposable
{
    private readonly InstancePark park = new();

    public void Dispose() => park.Dispose();

    [Fact]
    public async Task Export_FailedComparison_ShowsWhatDiffersInEveryForm()
    {
        await ShopsAsync("UPDATE sales SET amount = '<b>7.5 ' WHERE age = 33; DELETE FROM sales WHERE age = 34");
        var differences = Path.Combine(park.Root, "all.csv");
        var (exit, text) = await park.RunAsync("compare-table", "shop-001:sales", "shop-002", "--key", "age", "--evidence", "1",
            "--differences", differences);
        exit.ShouldBe(1, text);

        (await File.ReadAllLinesAsync(differences)).ShouldBe(
            ["key,difference,column,source,target", "33,differs,amount,49.5,<b>7.5 ", "34,missing in the target,,amount=51,"]);
        var html = await ExportAsync("report.html");
        html.ShouldContain("Not to be signed: 1 check did not pass.");
        html.ShouldContain("<td data-name=\"key\"><code>33</code></td><td data-name=\"difference\"><code>differs</code></td><td "
            + "data-name=\"column\"><code>amount</code></td><td data-name=\"source\"><code>49.5</code></td><td "
            + "data-name=\"target\"><code>&lt;b&gt;7.5 </code></td>");
        html.ShouldContain("<li>amount: 1</li>");
        html.ShouldContain("<pre>SELECT * FROM &quot;sales&quot; WHERE (&quot;age&quot; = 33);</pre>");
        html.Replace("device-width", "", StringComparison.Ordinal)
            .ShouldNotContain("device", Case.Insensitive, "a pipeline's report speaks of no device");
        var markdown = await ExportAsync("report.md");
        markdown.ShouldContain("**Not to be signed: 1 check did not pass.**");
        markdown.ShouldContain("33    differs");
        markdown.ShouldNotContain("evice");
        markdown.ShouldNotContain("redacted");
        var cases = XDocument.Parse(await ExportAsync("report.xml")).Descendants("testcase").ToArray();
        cases.ShouldHaveSingleItem().Element("failure").ShouldNotBeNull().Attribute("message")!.Value.ShouldContain("2 of 50 rows differ");
        (await ExportAsync("report.json")).ShouldContain("49.5");
        (exit, text) = await park.RunAsync("checks", "--evidence", "--json");
        exit.ShouldBe(0, text);
        text.ShouldContain("\"column\":\"amount\",\"source\":\"49.5\"");
    }

    [Fact]
    public async Task Export_NullAndEmptyText_AreToldApartInEveryForm()
    {
        await ShopsAsync("ALTER TABLE sales ADD note TEXT; UPDATE sales SET note = CASE age WHEN 33 THEN '' WHEN 34 THEN 'NULL' END");
        var file = Path.Combine(park.Root, "notes.yaml");
        await File.WriteAllTextAsync(file, "source: shop-001\nsteps:\n"
            + "  - name: notes\n    validator: quality.nulls\n"
            + "    with: { table: sales, columns: note, emptyToo: true, where: 'age IN (33, 35)' }\n"
            + "  - { name: words, sql: SELECT note FROM sales WHERE age = 34 }\n");
        (await park.RunAsync("pipeline", file, "--instance", "shop-002")).Exit.ShouldBe(1);

        var html = (await ExportAsync("report.html")).Replace("&#x27;", "'", StringComparison.Ordinal);
        html.ShouldContain("<td data-name=\"note\"><code>NULL</code></td>");
        html.ShouldContain("<td data-name=\"note\"><code>''</code></td>");
        html.ShouldContain("<td data-name=\"note\"><code>'NULL'</code></td>");
        html.ShouldNotContain("quality.nulls, compared with");
        foreach (var name in (string[])["report.md", "report.xml", "report.csv"])
        {
            var text = await ExportAsync(name);
            text.ShouldContain("NULL\n", Case.Sensitive, name);
            text.ShouldContain("''\n", Case.Sensitive, name);
            text.ShouldContain("'NULL'\n", Case.Sensitive, name);
        }

        var (_, lines) = await park.RunAsync("checks", "--evidence", "--json");
        lines.ShouldContain("\"note\":null");
        lines.ShouldContain("\"note\":\"\"");
        (await park.RunAsync("checks", "--evidence")).Text.ShouldContain("'NULL'");
    }

    [Fact]
    public async Task Aggregate_NullAndEmptyText_AreTwoFieldsOfTheCsv()
    {
        await ShopsAsync("ALTER TABLE sales ADD note TEXT; UPDATE sales SET note = '' WHERE age = 33");
        (await park.RunAsync("workflows", "add", "notes", "SELECT age, note FROM sales WHERE age IN (33, 34) ORDER BY 1")).Exit.ShouldBe(0);
        (await park.RunAsync("workflow", "run", "notes", "--instance", "shop-002")).Exit.ShouldBe(0);
        var file = Path.Combine(park.Root, "notes.csv");

        (await park.RunAsync("results", await NewestAsync(), "--aggregate", "--csv", file)).Exit.ShouldBe(0);

        var lines = await File.ReadAllLinesAsync(file);
        lines[1].ShouldEndWith(",33,\"\"");
        lines[2].ShouldEndWith(",34,");
    }

    [Fact]
    public async Task Export_EveryCheckPassed_MaySign()
    {
        await ShopsAsync("SELECT 1");
        (await park.RunAsync("compare-table", "shop-001:sales", "shop-002", "--key", "age", "--where", "age < 40")).Exit.ShouldBe(0);

        var html = await ExportAsync("report.html");

        html.ShouldContain("Every check passed.");
        html.ShouldContain("rows of the target that are not: age &lt; 40");
    }

    [Fact]
    public async Task TargetNoun_EveryKindOfWork_IsWhatItsTargetsAre()
    {
        await using var host = await park.OpenAsync();

        host.Work.Kinds.ShouldAllBe(kind =>
            TargetNoun.Of(kind.Name) == kind.TargetKind
                && TargetNoun.Title(kind.Name).Equals(kind.TargetKind, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Pipeline_KilledInTheMiddle_KeepsItsVerdicts()
    {
        await ShopsAsync("SELECT 1");
        var file = Path.Combine(park.Root, "long.yaml");
        await File.WriteAllTextAsync(file,
            "steps:\n  - { name: first, sql: SELECT age FROM sales WHERE age > 49 }\n  - { name: endless, sql: 'WITH RECURSIVE n(i) AS "
                + "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0' }\n");
        await using var host = await park.OpenAsync();
        await using (var owner = park.Start("pipeline", file, "--instance", "shop-001"))
        {
            var job = await owner.JobAsync();
            await host.UntilChecksAsync(job, 1);
            await owner.KillAsync();
        }

        var newest = await host.Store.ListAsync(new JobFilter { First = 1 }, default).FirstAsync();
        var check = (await CheckReport.ReadAsync(host.Store, newest, withTrend: false, default).ToListAsync()).ShouldHaveSingleItem();
        (check.Step, check.Outcome, check.Findings).ShouldBe(("first", "Fail", 1L));
    }

    private async Task<string> NewestAsync()
    {
        await using var host = await park.OpenAsync();
        return (await host.Store.ListAsync(new JobFilter { First = 1 }, default).FirstAsync()).Id;
    }

    private async Task ShopsAsync(string change)
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={park.File(2)};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = change;
            await command.ExecuteNonQueryAsync();
        }

        (await park.RunAsync("instances", "import", park.Csv)).Exit.ShouldBe(0);
    }

    private async Task<string> ExportAsync(string name)
    {
        var (exit, text) = await park.RunAsync("export", Path.Combine(park.Root, name), await NewestAsync());
        exit.ShouldBe(0, text);
        return await File.ReadAllTextAsync(Path.Combine(park.Root, name));
    }
}

internal static class CheckWaiting
{
    /// <summary>Waits until so many checks of a job have ended.</summary>
    public static async Task UntilChecksAsync(this NetBatchHost host, string job, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var known = await host.JobAsync(job);
        while (await CheckReport.ReadAsync(host.Store, known, withTrend: false, limit.Token)
            .CountAsync(one => one.Step.Length > 0, limit.Token) < count)
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
