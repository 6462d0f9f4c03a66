namespace NetBatch.Store.Tests;

/// <summary>Outputs that were to have rows and have none.</summary>
public sealed class ParseErrorTests : StoreTest
{
    private static readonly RowSet Lines = new("lines", [new("line")], ["line"]);

    [Fact]
    public async Task StepEnded_WithAParseError_KeepsTheReasonAndDropsRowsThatWereWritten()
    {
        var job = await CreateAsync(2);
        await using var owner = await RunAsync(Store, job.Id);
        await StepAsync(owner, 1, "a", parseError: "It does not fit.");
        await StepAsync(owner, 2, "b", parseError: null);

        var results = await ResultsAsync(new ResultFilter { JobId = job.Id });
        results.Select(result => (result.Name, result.Success, result.Rows, result.ParseError))
            .ShouldBe([("r1", true, null, "It does not fit."), ("r2", true, 1L, null)]);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, ParseFailed = true })).ShouldHaveSingleItem().Name.ShouldBe("r1");
        var chunk = (await ListAsync(Store.ReadRowsAsync(new RowFilter { JobId = job.Id }, default))).ShouldHaveSingleItem();
        (chunk.Name, chunk.TargetId, chunk.Command).ShouldBe(("r2", "r2", "show lines"));
        chunk.Set.Keys.ShouldBe(["line"]);
    }

    [Fact]
    public async Task ReadRowsAsync_FilteredByCommandAndBatch_GivesThoseOnly()
    {
        var job = await CreateAsync(2, batch: 1);
        await using var owner = await RunAsync(Store, job.Id);
        await StepAsync(owner, 1, "a", parseError: null);
        await StepAsync(owner, 2, "b", parseError: null);

        async Task<int> CountAsync(RowFilter filter) => (await ListAsync(Store.ReadRowsAsync(filter, default))).Count;
        (await CountAsync(new RowFilter { JobId = job.Id, Commands = ["*LINES"] })).ShouldBe(2);
        (await CountAsync(new RowFilter { JobId = job.Id, Commands = ["other"] })).ShouldBe(0);
        (await CountAsync(new RowFilter { JobId = job.Id, Batches = [2] })).ShouldBe(1);
        (await ResultsAsync(new ResultFilter { JobId = job.Id, Commands = ["other"] })).ShouldBeEmpty();
        var set = await ListAsync(Store.ReadRowsAsync(new RowFilter { JobId = job.Id, SetsOnly = true, Batches = [1] }, default));
        (set.ShouldHaveSingleItem().Count, set[0].Content.Length).ShouldBe((1, 0));
    }

    private static async Task StepAsync(IJobOwnership owner, int number, string row, string? parseError)
    {
        var content = new System.Buffers.ArrayBufferWriter<byte>();
        RowCodec.Write(content, Lines, [row]);
        _ = owner.WriteAsync(new AttemptStarted(number, 1) { At = Noon });
        _ = owner.WriteAsync(
            new StepRows(1, Lines, 1, content.WrittenMemory.ToArray()) { At = Noon, Number = number, Attempt = 1, Report = 1 });
        await owner.WriteAsync(
            new StepEnded(1, "show lines", StepEffect.Read, TimeSpan.Zero, null, null, false, parseError is null ? 1 : null,
                parseError)
        {
            At = Noon, Number = number, Attempt = 1, Report = 2,
        });
    }
}
