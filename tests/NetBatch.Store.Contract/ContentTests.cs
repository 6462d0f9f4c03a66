using System.Buffers;
using System.Text.Json;

namespace NetBatch.Store.Tests;

/// <summary>What runs keep beside their outputs: rows, documents, arguments of their own.</summary>
public sealed class ContentTests : StoreTest
{
    private static readonly RowSet Neighbours = new("ospf", [new("id"), new("cost", RowType.WholeNumber)]);

    [Fact]
    public async Task ReadRowsAsync_PiecesOfSeveralSteps_ComeInTheOrderOfThePlan()
    {
        var job = await CreateAsync(3);
        await using var owner = await RunAsync(Store, job.Id);
        await BeginAsync(owner, 2);
        await RowsAsync(owner, 2, 1, ["10.0.0.2", 7L]);
        await RowsAsync(owner, 2, 1, ["10.0.0.3", null], ["10.0.0.4", 9L]);
        await BeginAsync(owner, 1);
        await RowsAsync(owner, 1, 2, ["later step", 2L]);
        await RowsAsync(owner, 1, 1, ["first step", 1L]);

        (await RowsOfAsync(new RowFilter { JobId = job.Id })).ShouldBe(
            ["r1 1 first step,1", "r1 2 later step,2", "r2 1 10.0.0.2,7", "r2 1 10.0.0.3,", "r2 1 10.0.0.4,9"]);
        (await RowsOfAsync(new RowFilter { JobId = job.Id, Names = ["R1"], Step = 2 })).ShouldBe(["r1 2 later step,2"]);
        (await RowsOfAsync(new RowFilter { JobId = job.Id, Numbers = [3] })).ShouldBeEmpty();
        (await RowsOfAsync(new RowFilter { JobId = job.Id, CompletedOnly = true })).ShouldBeEmpty("nothing has completed yet");
    }

    [Fact]
    public async Task ReadRowsAsync_NoRowAtAll_GivesTheSetAlone()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await BeginAsync(owner, 1);
        await RowsAsync(owner, 1, 1);
        var chunk = (await ListAsync(Store.ReadRowsAsync(new RowFilter { JobId = job.Id }, default))).ShouldHaveSingleItem();
        (chunk.Count, chunk.Set.View, chunk.Rows().Count()).ShouldBe((0, "ospf", 0));
        chunk.Set.Columns.ShouldBe(Neighbours.Columns);
    }

    [Fact]
    public async Task ReadRowsAsync_SecondAttempt_HidesTheFirst()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await BeginAsync(owner, 1);
        await RowsAsync(owner, 1, 1, ["old", 1L]);
        await owner.WriteAsync(
            new AttemptEnded(TargetState.ConnectionFailed, SomeError) { At = Noon, Number = 1, Attempt = 1, WillRetry = true });
        await BeginAsync(owner, 1, attempt: 2);
        await RowsAsync(owner, 1, 1, 2, ["new", 2L]);
        (await RowsOfAsync(new RowFilter { JobId = job.Id })).ShouldBe(["r1 1 new,2"]);
        (await RowsOfAsync(new RowFilter { JobId = job.Id, Attempt = 1 })).ShouldBe(["r1 1 old,1"]);
    }

    [Fact]
    public async Task ReadResultsAsync_StepWithRows_TellsHowMany()
    {
        var job = await CreateAsync(1);
        await using var owner = await RunAsync(Store, job.Id);
        await BeginAsync(owner, 1);
        await RowsAsync(owner, 1, 1, ["a", 1L], ["b", 2L]);
        await owner.WriteAsync(
            new StepEnded(1, "show", StepEffect.Read, TimeSpan.Zero, null, null, false, 2) { Number = 1, Attempt = 1 });
        await StepAsync(owner, 1, 1, 2);
        (await ResultsAsync(new ResultFilter { JobId = job.Id })).Select(result => result.Rows).ShouldBe([2L, null]);
    }

    [Fact]
    public async Task ReadDocumentsAsync_KeptTwice_GivesTheLastByteForByte()
    {
        var job = await CreateAsync(2);
        await using var owner = await RunAsync(Store, job.Id);
        await BeginAsync(owner, 1);
        await BeginAsync(owner, 2);
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await KeepAsync(owner, 1, "running", "before"u8.ToArray());
        await KeepAsync(owner, 1, "running", bytes);
        await KeepAsync(owner, 1, "rollback", []);
        await KeepAsync(owner, 2, "running", "hostname r2\r\n"u8.ToArray());

        var all = await ListAsync(Store.ReadDocumentsAsync(new DocumentFilter { JobId = job.Id }, default));
        all.Select(one => (one.Number, one.Name, one.Document, one.Content.Length))
            .ShouldBe([(1, "r1", "rollback", 0), (1, "r1", "running", 3_000_000), (2, "r2", "running", 13)]);
        all[1].Content.Span.SequenceEqual(bytes).ShouldBeTrue();
        (await ListAsync(Store.ReadDocumentsAsync(new DocumentFilter { JobId = job.Id, Documents = ["running"], Names = ["r2"] }, default)))
            .ShouldHaveSingleItem().Text.ShouldBe("hostname r2\r\n");
    }

    [Fact]
    public async Task ReadTargetArgsAsync_OneTargetHasSome_OthersHaveNone()
    {
        var spec = Spec() with
        {
            TargetArgs = new Dictionary<string, JsonElement> { ["R2"] = JsonElement.Parse("""{"intended":"hostname r2\n"}""") },
        };
        var job = await Store.CreateAsync(spec, Plan(3), Me, default);
        (await Store.ReadTargetArgsAsync(job.Id, 2, default))?.GetProperty("intended").GetString().ShouldBe("hostname r2\n");
        (await Store.ReadTargetArgsAsync(job.Id, 1, default)).ShouldBeNull();
    }

    [Fact]
    public async Task RemoveAsync_JobWithContents_LeavesNothing()
    {
        var spec = Spec() with { TargetArgs = new Dictionary<string, JsonElement> { ["r1"] = JsonElement.Parse("""{"a":1}""") } };
        var job = await Store.CreateAsync(spec, Plan(1), Me, default);
        await using (var owner = await RunAsync(Store, job.Id))
        {
            await BeginAsync(owner, 1);
            for (var piece = 0; piece < 120; piece++)
            {
                await RowsAsync(owner, 1, 1, ["x", (long)piece]);
            }

            await KeepAsync(owner, 1, "running", "x"u8.ToArray());
        }

        await Store.RemoveAsync(job.Id, Me, default);
        foreach (var table in (string[])["rows", "row_sets", "documents", "target_args"])
        {
            Peek($"SELECT COUNT(*) FROM {table}").ShouldBe(0L, table);
        }
    }

    [Fact]
    public async Task Definitions_SavedReplacedRemoved_NamesInAnyCase()
    {
        var content = JsonElement.Parse("""{"query":"SELECT 1"}""");
        await Store.Definitions.SaveAsync(new Definition("workflow", "Daily", content, default, "ann@desk"), onlyNew: true, default);
        (await Should.ThrowAsync<NetBatchException>(() =>
            Store.Definitions.SaveAsync(new Definition("workflow", "daily", content), onlyNew: true, default)))
            .Message.ShouldContain("'daily' already");
        await Store.Definitions.SaveAsync(new Definition("workflow", "DAILY", JsonElement.Parse("{}"), default, "bob@desk"), onlyNew: false,
            default);
        await Store.Definitions.SaveAsync(new Definition("schedule", "daily", content), onlyNew: true, default);

        var one = (await ListAsync(Store.Definitions.ReadAsync("workflow", ["da*"], default))).ShouldHaveSingleItem();
        (one.Name, one.Content.GetRawText(), one.ChangedBy, one.ChangedAt).ShouldBe(("DAILY", "{}", "bob@desk", Time.GetUtcNow()));
        (await Store.Definitions.RemoveAsync("workflow", "daily", default)).ShouldBeTrue();
        (await Store.Definitions.RemoveAsync("workflow", "daily", default)).ShouldBeFalse();
        (await ListAsync(Store.Definitions.ReadAsync("schedule", [], default))).ShouldHaveSingleItem();
        await Should.ThrowAsync<NetBatchException>(() =>
            Store.Definitions.SaveAsync(new Definition("workflow", " ", content), onlyNew: true, default));
    }

    private static Task BeginAsync(IJobOwnership owner, int number, int attempt = 1) =>
        owner.WriteAsync(new AttemptStarted(number, attempt) { At = Noon });

    private static Task RowsAsync(IJobOwnership owner, int number, int step, params object?[][] rows) =>
        RowsAsync(owner, number, step, 1, rows);

    private static Task RowsAsync(IJobOwnership owner, int number, int step, int attempt, params object?[][] rows)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            RowCodec.Write(content, Neighbours, row);
        }

        return owner.WriteAsync(
            new StepRows(step, Neighbours, rows.Length, content.WrittenMemory) { At = Noon, Number = number, Attempt = attempt });
    }

    private static Task KeepAsync(IJobOwnership owner, int number, string name, byte[] content) =>
        owner.WriteAsync(new DocumentKept(name, content) { At = Noon, Number = number, Attempt = 1 });

    private async Task<string[]> RowsOfAsync(RowFilter filter) =>
        [.. (await ListAsync(Store.ReadRowsAsync(filter, default))).SelectMany(
            chunk => chunk.Rows().Select(row => $"{chunk.Name} {chunk.Step} {string.Join(',', row)}"))];
}
