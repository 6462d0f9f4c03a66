using System.Buffers;

namespace NetBatch.Reporting.Tests;

/// <summary>Rows of several targets as one stream.</summary>
public sealed class AggregatedRowsTests
{
    private static readonly RowSet Neighbors = new("neighbors", [new("ID"), new("STATE"), new("AGE", RowType.WholeNumber)]);

    [Fact]
    public async Task ReadAsync_SeveralTargets_HasNameAndIdFirst()
    {
        var rows = await OpenAsync(Chunk("r1", Neighbors, ["a", "FULL", 5L], ["b", "INIT", null]),
            Chunk("r2", Neighbors, ["c", "FULL", 7L]));

        rows.Columns.Select(column => column.Name).ShouldBe(["_instance_name", "_instance_id", "ID", "STATE", "AGE"]);
        rows.Count.ShouldBe(3);
        (await rows.ReadAsync(default).ToListAsync()).ShouldBe(
            [["r1", "id-r1", "a", "FULL", 5L], ["r1", "id-r1", "b", "INIT", null], ["r2", "id-r2", "c", "FULL", 7L]]);
    }

    [Fact]
    public async Task ReadAsync_SetsThatDiffer_AreUnitedByNameAndTyped()
    {
        var other = new RowSet("other",
            [new("state"), new("extra", RowType.TextList), new("age", RowType.Number), new("_instance_id", RowType.WholeNumber)]);
        var text = new RowSet("text", [new("ID", RowType.WholeNumber)]);

        var rows = await OpenAsync(Chunk("r1", Neighbors, ["a", "FULL", 5L]), Chunk("r2", other, ["INIT", new[] { "x", "y" }, 1.5m, 9L]),
            Chunk("r3", text, [4L]));

        rows.Columns.ShouldBe(
        [
            new("_instance_name"), new("_instance_id"), new("ID"), new("STATE"), new("AGE", RowType.Number), new("extra", RowType.TextList),
            new("_instance_id_2", RowType.WholeNumber),
        ]);
        var read = await rows.ReadAsync(default).ToListAsync();
        read[0].ShouldBe(["r1", "id-r1", "a", "FULL", 5m, null, null]);
        read[1][2].ShouldBeNull();
        read[1][4].ShouldBe(1.5m);
        read[1][5].ShouldBeOfType<string[]>().ShouldBe(["x", "y"]);
        read[1][6].ShouldBe(9L);
        read[2][2].ShouldBe("4");
    }

    [Fact]
    public async Task WriteAsync_EveryType_GivesTheTextsOfTheObjects()
    {
        var set = new RowSet("all",
        [
            new("text"), new("whole", RowType.WholeNumber), new("number", RowType.Number), new("flag", RowType.Switch),
            new("time", RowType.Time),
            new("list", RowType.TextList), new("bytes", RowType.Bytes),
        ]);
        var narrow = new RowSet("narrow", [new("list"), new("text")]);
        var time = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var chunks = new[]
        {
            Chunk("r1", set, ["a\"b\\c\nd ü 😀 ]", -3L, 1.50m, true, time, new[] { "x]", "\"y,", "" }, new byte[] { 1, 2, 255 }],
                [null, null, double.NaN, false, null, Array.Empty<string>(), null]),
            Chunk("r2", narrow, ["only", new string('z', 5000)]),
        };
        var rows = await OpenAsync(chunks);
        var sink = new Sink();

        (await rows.WriteAsync(sink, default)).ShouldBe(3);

        sink.Rows.ShouldBe((await rows.ReadAsync(default).ToListAsync()).Select(row => row.Select(ValueText.Of).ToArray()).ToArray());
        sink.Rows[0].ShouldBe(["r1", "id-r1", "a\"b\\c\nd ü 😀 ]", "-3", "1.50", "True", "2030-01-02T03:04:05.0000000+02:00", "x], \"y,, ",
            "AQL/"]);
        sink.Rows[2].ShouldBe(["r2", "id-r2", new string('z', 5000), "", "", "", "", "only", ""]);
    }

    [Theory]
    [InlineData("2030-01-02T03:04:05+00:00")]
    [InlineData("2030-01-02T03:04:05.1-11:30")]
    [InlineData("2030-01-02T03:04:05.1234567+14:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    public async Task ReadAndWriteAsync_Times_AreTheSameToTheTick(string text)
    {
        var time = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var rows = await OpenAsync(Chunk("r1", new RowSet("times", [new("at", RowType.Time)]), [time]));
        var sink = new Sink();

        await rows.WriteAsync(sink, default);

        (await rows.ReadAsync(default).ToListAsync())[0][2].ShouldBe(time);
        sink.Rows[0][2].ShouldBe(time.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task OpenAsync_SeveralCommands_AddsTheirColumn()
    {
        var rows = await OpenAsync(Chunk("r1", Neighbors, ["a", "FULL", 5L]),
            Chunk("r1", Neighbors, ["b", "FULL", 5L]) with { Command = "show other", Step = 2 });

        rows.Columns[2].Name.ShouldBe("_command");
        (await rows.ReadAsync(default).Select(row => row[2]).ToListAsync()).ShouldBe(["show neighbors", "show other"]);
    }

    [Fact]
    public async Task OpenAsync_NoSets_TellsHowToGetRows()
    {
        var refused = await Should.ThrowAsync<NetBatchException>(() => OpenAsync());

        refused.Code.ShouldBe(ErrorCode.IllegalState);
        refused.Remedy.ShouldNotBeNull().ShouldContain("-Parse");
    }

    [Fact]
    public async Task ReadAsync_StepThatHasNotEnded_IsLeftOut()
    {
        var rows = await OpenAsync(Chunk("r1", Neighbors, ["a", "FULL", 5L]),
            Chunk("r2", Neighbors, ["b", "FULL", 5L]) with { Command = "" });

        (await rows.ReadAsync(default).ToListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAsync_SetThatCameAfterwards_KeepsTheColumnsThatWereTold()
    {
        List<RowChunk> chunks = [Chunk("r1", Neighbors, ["a", "FULL", 5L])];
        var rows = await AggregatedRows.OpenAsync(new RowStore(chunks), new RowFilter { JobId = "batch_00000001" }, partial: false,
            default);
        chunks.Add(Chunk("r2", new RowSet("late", [new("NEW"), new("STATE")]), ["n", "FULL"]));
        var sink = new Sink();

        await rows.WriteAsync(sink, default);

        rows.Columns.Count.ShouldBe(5);
        sink.Rows[1].ShouldBe(["r2", "id-r2", "", "FULL", ""]);
        (await rows.ReadAsync(default).ToListAsync())[1].ShouldBe(["r2", "id-r2", null, "FULL", null]);
    }

    private static Task<AggregatedRows> OpenAsync(params RowChunk[] chunks) =>
        AggregatedRows.OpenAsync(new RowStore(chunks), new RowFilter { JobId = "batch_00000001" }, partial: false, default);

    private static RowChunk Chunk(string name, RowSet set, params object?[][] rows)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            RowCodec.Write(content, set, row);
        }

        return new RowChunk
        {
            JobId = "batch_00000001", Name = name, TargetId = $"id-{name}", Command = "show neighbors", Step = 1, Set = set,
            Count = rows.Length, Content = content.WrittenMemory.ToArray(),
        };
    }

    private sealed class Sink : ITextRowSink
    {
        private readonly List<string> row = [];

        public List<string[]> Rows { get; } = [];

        public void Cell(ReadOnlySpan<char> text) => row.Add(text.ToString());

        public void EndRow()
        {
            Rows.Add([.. row]);
            row.Clear();
        }
    }
}
