using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetBatch.Store.Tests;

namespace NetBatch.Store.Sqlite.Tests;

/// <summary>Jobs as files, from a real store, with devices that say what would do harm in each of the forms.</summary>
public sealed class ExportTests : StoreTest
{
    private const string Hostile =
        "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" ' & ]]> \u0001\e[2J | `x` \"q\",=1+1\nline two\n";
    private const string Secret = "enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n";

    [Fact]
    public async Task WriteAsync_Csv_HoldsEveryRowAndNoSecret()
    {
        var job = await MixedAsync();
        var rows = Csv(await WriteAsync(job, "a.csv"));
        rows[0].ShouldBe(["JobId", "Job", "Batch", "Number", "Device", "Command", "Success", "Error", "Message", "StartedAt", "Seconds",
            "Attempt", "Output", "Warning"]);
        rows.Skip(1).Select(row => (row[4], row[5], row[6], row[7]))
            .ShouldBe([("r1", "show version", "True", ""), ("r1", "show run", "True", ""), ("r2", "", "False", "ConnectTimeout")]);
        rows[1][12].ShouldBe(Hostile);
        rows[1][1].ShouldBe("a, \"b\" <i>");
        rows[2][12].ShouldBe("enable secret 5 <redacted>\n");
        rows[1][10].ShouldBe("1.000");
        rows[3][8].ShouldContain("<b>no</b>");
        Csv(await WriteAsync(job, "b.csv", secret: true))[2][12].ShouldBe(Secret);
    }

    [Fact]
    public async Task WriteAsync_Json_HoldsJobAttemptsResultsAndEvents()
    {
        var job = await MixedAsync();
        using var json = JsonDocument.Parse(await WriteAsync(job, "a.json"));
        var one = json.RootElement.GetProperty("jobs")[0];
        one.GetProperty("job").GetProperty("id").GetString().ShouldBe(job.Id);
        one.GetProperty("arguments").GetProperty("lines")[0].GetString().ShouldBe("username bob secret <redacted>");
        one.GetProperty("batches").GetArrayLength().ShouldBe(2);
        one.GetProperty("operations").EnumerateArray().Select(item => item.GetProperty("state").GetString())
            .ShouldBe(["Completed", "ConnectionFailed", "Pending"]);
        one.GetProperty("attempts").GetArrayLength().ShouldBe(3, "r2 was tried twice");
        one.GetProperty("results").EnumerateArray().First().GetProperty("output").GetString().ShouldBe(Hostile);
        one.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("what").GetString()).ShouldContain("created");
        json.RootElement.GetRawText().ShouldNotContain("hx5rVt7rPNoS4wqbXKX7m0");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WriteAsync_JsonOfRowsAndDocuments_HoldsThemOfEveryAttempt(bool secret)
    {
        var set = new RowSet("users", [new("name"), new("age", RowType.WholeNumber), new("line"), new("password"), new("customer_key"),
            new("at", RowType.Time), new("tags", RowType.TextList)]);
        var job = await CreateAsync(1);
        var owner = await RunAsync(Store, job.Id);
        foreach (var attempt in new[] { 1, 2 })
        {
            _ = owner.WriteAsync(new AttemptStarted(1, attempt) { At = Noon });
            // In two pieces, which are one array.
            foreach (var age in new long[] { 7, 8 })
            {
                var rows = new System.Buffers.ArrayBufferWriter<byte>();
                RowCodec.Write(rows, set,
                    ["ann\n\u0001", age * attempt, "enable secret 5 $1$a$HUNTER2", "HUNTER3", "k1", Noon, new[] { "a", "key 7 HUNTER4" }]);
                _ = owner.WriteAsync(new StepRows(1, set, 1, rows.WrittenMemory) { At = Noon, Number = 1, Attempt = attempt });
            }

            _ = StepAsync(owner, 1, attempt, 1);
            _ = owner.WriteAsync(
                new DocumentKept("before", System.Text.Encoding.UTF8.GetBytes("hostname r1\nsnmp-server community HUNTER5 RO\n"))
                {
                    At = Noon, Number = 1, Attempt = attempt,
                });
            _ = owner.WriteAsync(new DocumentKept("image", new byte[] { 0xff, 0xfe, 0 }) { At = Noon, Number = 1, Attempt = attempt });
            await owner.WriteAsync(
                new AttemptEnded(TargetState.ConnectionFailed, SomeError) { WillRetry = attempt == 1, At = Noon, Number = 1,
                    Attempt = attempt });
        }

        await owner.WriteAsync(new JobChanged(JobState.Failed, Message: "snmp-server community HUNTER6 RO was refused.") { At = Noon });
        await owner.ReleaseAsync(default);
        var text = await WriteAsync(await JobAsync(job.Id), "a.json", secret);
        text.ShouldContain("was refused.");
        text.Contains("HUNTER", StringComparison.Ordinal).ShouldBe(secret);
        using var json = JsonDocument.Parse(text);
        var one = json.RootElement.GetProperty("jobs")[0];
        var steps = one.GetProperty("rows").EnumerateArray().ToList();
        steps.Select(step => step.GetProperty("attempt").GetInt32()).ShouldBe([1, 2]);
        steps[1].GetProperty("command").GetString().ShouldBe("show version");
        steps[1].GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("type").GetString())
            .ShouldBe(["Text", "WholeNumber", "Text", "Text", "Text", "Time", "TextList"]);
        var cells = steps[1].GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray()).ToList();
        cells.Select(row => row[1]).ShouldBe(["14", "16"]);
        (cells[0][0], cells[0][3], cells[0][4]).ShouldBe(("ann\n\u0001", secret ? "HUNTER3" : "<redacted>", "k1"));
        cells[0][2].ShouldBe(secret ? "enable secret 5 $1$a$HUNTER2" : "enable secret 5 <redacted>");
        steps[1].GetProperty("rows")[0][5].GetDateTimeOffset().ShouldBe(Noon);

        var documents = one.GetProperty("documents").EnumerateArray().ToList();
        documents.Select(document =>
            (document.GetProperty("document").GetString(), document.GetProperty("bytes").GetInt32(),
                document.GetProperty("attempt").GetInt32())).ShouldBe([("before", 45, 2), ("image", 3, 2)]);
        documents[0].GetProperty("content").GetString()
            .ShouldBe($"hostname r1\nsnmp-server community {(secret ? "HUNTER5" : "<redacted>")} RO\n");
        documents[1].TryGetProperty("contentBase64", out var image).ShouldBe(secret);
        (secret ? image.GetBytesFromBase64() : [0xff, 0xfe, 0]).ShouldBe([0xff, 0xfe, 0]);
    }

    [Fact]
    public async Task WriteAsync_Junit_IsWellFormedAndCountsWhatItHolds()
    {
        var job = await MixedAsync();
        var suite = XDocument.Parse(await WriteAsync(job, "a.xml")).Root!.Element("testsuite")!;
        suite.Attribute("name")!.Value.ShouldBe("a, \"b\" <i>");
        suite.Elements("testcase").Count()
            .ShouldBe(int.Parse(suite.Attribute("tests")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        suite.Descendants("error").Single().Attribute("type")!.Value.ShouldBe("ConnectTimeout");
        suite.Attribute("errors")!.Value.ShouldBe("1");
        suite.Descendants("skipped").Count()
            .ShouldBe(int.Parse(suite.Attribute("skipped")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        suite.Value.ShouldContain("onerror=alert(1)>\" ' & ]]> \\x01\\x1b[2J");
        suite.Value.ShouldNotContain("hx5rVt7rPNoS4wqbXKX7m0");
    }

    [Fact]
    public async Task WriteAsync_Markdown_HasRowsThatNothingBreaks()
    {
        var text = await WriteAsync(await MixedAsync(), "a.md");
        text.ShouldStartWith("# a, \"b\" &lt;i>\n");
        text.Split('\n').Single(line => line.Contains("| r2 |", StringComparison.Ordinal))
            .ShouldContain("ConnectTimeout: &lt;b>no&lt;/b> \\| answer |");
        text.ShouldContain("| 1 | 1-2 |");
    }

    [Fact]
    public async Task WriteAsync_Html_EscapesWhatDevicesSayAndAsksNothingOfTheNetwork()
    {
        var html = await WriteAsync(await MixedAsync(), "a.html");
        Regex.Count(html, "<script", RegexOptions.IgnoreCase).ShouldBe(1);
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<i>");
        html.ShouldContain("&lt;/script&gt;&lt;script&gt;alert(1)");
        html.ShouldContain("\\x1b[2J");
        html.ShouldContain("ConnectTimeout: &lt;b&gt;no&lt;/b&gt; | answer");
        html.ShouldNotContain("hx5rVt7rPNoS4wqbXKX7m0");
        Regex.IsMatch(Regex.Replace(html, @"(?s)<pre>.*?</pre>", ""), @"\b(src|href)\s*=|url\(|@import|https?://", RegexOptions.IgnoreCase)
            .ShouldBeFalse();
        // The policy names the very script that is in it.
        var script = Regex.Match(html, @"(?s)<script>(.*)</script>").Groups[1].Value;
        html.ShouldContain($"script-src 'sha256-"
            + $"{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)))}'");
        foreach (var chart in new[] { "Batches over time", "Devices by state", "Slowest devices", "Failures by code" })
        {
            html.ShouldContain($"aria-label=\"{(chart == "Devices by state" ? "States of the devices" : chart)}\"");
        }
    }

    [ChromiumFact]
    public async Task WriteAsync_HtmlInABrowser_RunsItsOwnScriptAndNoOther()
    {
        await WriteAsync(await MixedAsync(), "a.html");
        var start = new System.Diagnostics.ProcessStartInfo(
            ChromiumFactAttribute.Program!,
            ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={Path.Combine(Folder, "browser")}", "--dump-dom",
                $"file://{Path.Combine(Folder, "a.html")}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var browser = System.Diagnostics.Process.Start(start)!;
        var errors = browser.StandardError.ReadToEndAsync();
        var page = await browser.StandardOutput.ReadToEndAsync();
        await browser.WaitForExitAsync();
        // What the script writes: it ran, under the policy.
        page.Contains("3 devices", StringComparison.Ordinal).ShouldBeTrue(await errors);
        Regex.Count(page, "<script").ShouldBe(1);
        page.ShouldNotContain("<img");
    }

    [Fact]
    public async Task WriteAsync_File_IsForItsUserAloneAndReplacedOnlyWithForce()
    {
        var job = await MixedAsync();
        await WriteAsync(job, "a.json");
        var path = Path.Combine(Folder, "a.json");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await CodeOfAsync(() => WriteAsync(job, "a.json"))).ShouldBe(ErrorCode.FileUnusable);
        await new JobExporter(Store, Time)
            .WriteAsync([job], new ExportOptions { Path = path, Format = ExportFormat.Csv, Force = true }, default);
        (await System.IO.File.ReadAllTextAsync(path)).ShouldStartWith("JobId,");
        (await CodeOfAsync(() => WriteAsync(job, "a.txt"))).ShouldBe(ErrorCode.InvalidArgument);
        (await CodeOfAsync(() => WriteAsync(job, "none/a.csv"))).ShouldBe(ErrorCode.FileUnusable);
        (await CodeOfAsync(() => new JobExporter(Store, Time).WriteAsync([], new ExportOptions { Path = path }, default))).ShouldBe(
            ErrorCode.InvalidArgument);
        // Nothing half is left beside them, however it ended.
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            () => new JobExporter(Store, Time)
                .WriteAsync([job], new ExportOptions { Path = Path.Combine(Folder, "c.csv") }, stopped.Token));
        Directory.GetFiles(Folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith("netbatch.db", StringComparison.Ordinal)).ShouldBe(["a.json"]);
    }

    [Fact]
    public async Task WriteAsync_ManyJobs_StandInOneFile()
    {
        var (one, two) = (await MixedAsync(), await MixedAsync());
        await new JobExporter(Store, Time).WriteAsync([one, two], new ExportOptions { Path = Path.Combine(Folder, "a.csv") }, default);
        Csv(await System.IO.File.ReadAllTextAsync(Path.Combine(Folder, "a.csv"))).Skip(1).Select(row => row[0]).Distinct()
            .ShouldBe([one.Id, two.Id]);
    }

    [Fact]
    public async Task ReadAsync_ComparedJobs_TellOutcomesAndLines()
    {
        var (one, two) = (await MixedAsync(), await MixedAsync("other\nline two\n"));
        var found = await ListAsync(JobComparer.ReadAsync(Store, one.Id, two.Id, [], default));
        found.Select(item => (item.Device, item.Result))
            .ShouldBe([("r1", ComparisonResult.Output), ("r2", ComparisonResult.Same), ("r3", ComparisonResult.Same)]);
        var output = found[0].Outputs.ShouldHaveSingleItem();
        (output.Command, output.Lines[^1]).ShouldBe(("show version", "+ other"));
        (await ListAsync(JobComparer.ReadAsync(Store, one.Id, two.Id, ["other|onerror"], default)))[0].Result.ShouldBe(
            ComparisonResult.Same);
        (await CodeOfAsync(() => ListAsync(JobComparer.ReadAsync(Store, one.Id, two.Id, ["("], default)))).ShouldBe(
            ErrorCode.InvalidArgument);
        var small = await CreateAsync(1);
        (await ListAsync(JobComparer.ReadAsync(Store, small.Id, one.Id, [], default))).Select(item => item.Result)
            .ShouldBe([ComparisonResult.Outcome, ComparisonResult.OnlyAfter, ComparisonResult.OnlyAfter]);
    }

    [Fact]
    public async Task ReadAsync_Operations_TellAttemptsAndFilter()
    {
        var job = await MixedAsync();
        var all = await ListAsync(BatchOperations.ReadAsync(Store, job, new RunFilter(), false, default));
        all.Select(one => (one.Device, one.State, one.Attempts))
            .ShouldBe([("r1", TargetState.Completed, 1), ("r2", TargetState.ConnectionFailed, 2), ("r3", TargetState.Pending, 0)]);
        all[1].TotalDuration.ShouldBe(TimeSpan.FromSeconds(30));
        all[1].Duration.ShouldBe(TimeSpan.FromSeconds(10));
        var attempts = await ListAsync(BatchOperations.ReadAsync(Store, job, new RunFilter { Names = ["R2"] }, true, default));
        attempts.Select(one => (one.Attempts, one.Duration)).ShouldBe([(1, TimeSpan.FromSeconds(10)), (2, TimeSpan.FromSeconds(10))]);
    }

    [Fact]
    public async Task ChooseAsync_AgeAndNumber_NeverMeanWhatRunsOrIsUnknown()
    {
        var old = new List<string>();
        for (var day = 0; day < 5; day++)
        {
            var job = await CreateAsync(1, name: "nightly");
            await using var owner = await RunAsync(Store, job.Id);
            await CompleteAsync(owner, 1);
            await owner.WriteAsync(new JobChanged(JobState.Completed) { At = Time.GetUtcNow() });
            await owner.ReleaseAsync(default);
            old.Add(job.Id);
            Time.Advance(TimeSpan.FromDays(1));
        }

        await CreateAsync(1, name: "nightly");
        var unknown = await CreateAsync(1, name: "change");
        var changing = await RunAsync(Store, unknown.Id);
        await BeginChangeAsync(changing, 1);
        await changing.WriteAsync(new AttemptEnded(TargetState.OutcomeUnknown, null) { At = Noon, Number = 1, Attempt = 1 });
        await changing.WriteAsync(new JobChanged(JobState.Failed) { At = Time.GetUtcNow() });
        await changing.ReleaseAsync(default);
        Time.Advance(TimeSpan.FromDays(10));

        async Task<string[]> Ids(HistoryClearing clearing) => [.. (await clearing.ChooseAsync(Store, Time, default)).Select(job => job.Id)];
        (await Ids(new HistoryClearing { OlderThan = TimeSpan.FromDays(12.5) })).ShouldBe(old[..3]);
        (await Ids(new HistoryClearing { KeepLast = 2 })).ShouldBe(old[..4]); // The pending one is the newest of its name.
        (await Ids(new HistoryClearing { OlderThan = TimeSpan.Zero, KeepLast = 4, Names = ["night*"] })).ShouldBe(old[..2]);
        (await Ids(new HistoryClearing { OlderThan = TimeSpan.Zero, WithUnknown = true })).ShouldBe([.. old, unknown.Id]);
        (await CodeOfAsync(() => new HistoryClearing().ChooseAsync(Store, Time, default))).ShouldBe(ErrorCode.InvalidArgument);

        var cleared = await HistoryClearing.ClearAsync(Store, await new HistoryClearing { KeepLast = 0 }.ChooseAsync(Store, Time, default),
            Me, default);
        cleared.Jobs.ShouldBe(5);
        (await ListAsync(Store.ListAsync(new JobFilter(), default))).Select(job => job.Name).ShouldBe(["change", "nightly"]);
    }

    /// <summary>A job with a device that completed, one that was not reached in two attempts, and one that was never begun.</summary>
    private async Task<BatchJob> MixedAsync(string output = Hostile)
    {
        var spec = Spec("a, \"b\" <i>")
            with { Work = new WorkSpec("command", 1, JsonDocument.Parse("""{"lines":["username bob secret HUNTER2"]}""").RootElement) };
        var job = await Store.CreateAsync(spec, Plan(3, 2), Me, default);
        var owner = await RunAsync(Store, job.Id);
        await owner.WriteAsync(new BatchChanged(1, BatchState.Running) { At = Noon });
        _ = owner.WriteAsync(new AttemptStarted(1, 1) { At = Noon });
        _ = owner.WriteAsync(new PhaseEntered(TargetState.Connected) { At = Noon.AddSeconds(1), Number = 1, Attempt = 1, Report = 1 });
        _ = StepAsync(owner, 1, 1, 1, output);
        _ = StepAsync(owner, 1, 1, 2, Secret, "show run");
        _ = owner.WriteAsync(new AttemptEnded(TargetState.Completed, null) { At = Noon.AddSeconds(4), Number = 1, Attempt = 1 });
        var error = new RunError(ErrorCode.ConnectTimeout, "<b>no</b> | answer");
        _ = owner.WriteAsync(new AttemptStarted(2, 1) { At = Noon });
        _ = owner.WriteAsync(
            new AttemptEnded(TargetState.ConnectionFailed, error) { WillRetry = true, At = Noon.AddSeconds(10), Number = 2, Attempt = 1 });
        _ = owner.WriteAsync(new AttemptStarted(2, 2) { At = Noon.AddSeconds(20) });
        await owner.WriteAsync(new AttemptEnded(TargetState.ConnectionFailed, error) { At = Noon.AddSeconds(30), Number = 2, Attempt = 2 });
        await owner.ReleaseAsync(default);
        return await JobAsync(job.Id);
    }

    private async Task<string> WriteAsync(BatchJob job, string name, bool secret = false)
    {
        var path = Path.Combine(Folder, name);
        await new JobExporter(Store, Time).WriteAsync([job], new ExportOptions { Path = path, IncludeSecret = secret }, default);
        return await System.IO.File.ReadAllTextAsync(path);
    }

    /// <summary>Reads CSV as RFC 4180 says.</summary>
    private static List<string[]> Csv(string text)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (quoted)
            {
                if (text[at] != '"')
                {
                    field.Append(text[at]);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    field.Append(text[++at]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (text[at] == '"')
            {
                quoted = true;
            }
            else if (text[at] is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (text[at] == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                field.Append(text[at]);
            }
        }

        return rows;
    }
}
