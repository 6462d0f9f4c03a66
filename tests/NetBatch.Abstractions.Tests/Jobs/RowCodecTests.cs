using System.Buffers;

namespace NetBatch.Abstractions.Tests;

public sealed class RowCodecTests
{
    private static readonly RowSet All = new("all",
    [
        new("text"), new("whole", RowType.WholeNumber), new("number", RowType.Number), new("flag", RowType.Switch),
        new("time", RowType.Time), new("list", RowType.TextList), new("bytes", RowType.Bytes),
    ]);

    [Fact]
    public void Read_EveryType_GivesWhatWasWritten()
    {
        var time = new DateTimeOffset(2030, 5, 6, 7, 8, 9, 123, TimeSpan.FromHours(2)).AddTicks(4567);
        object?[] row = ["line\nbreak \"é\" \u0001", long.MinValue, 79228162514264337593543950335m, true, time, new[] { "a", "" },
            new byte[] { 0, 255 }];
        object?[] empty = [null, null, null, null, null, null, null];
        var read = Read(All, row, empty);
        read.Count.ShouldBe(2);
        read[0].ShouldBe(row);
        read[1].ShouldBe(empty);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-2.5e-300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Read_Double_GivesTheSameNumber(double number) =>
        Convert.ToDouble(Read(new RowSet("one", [new("n", RowType.Number)]), [number])[0][0],
            System.Globalization.CultureInfo.InvariantCulture).ShouldBe(number);

    [Fact]
    public void Write_ValueOfAnotherType_NamesTheColumn() =>
        Should.Throw<ArgumentException>(() => Read(All, ["x", "7", null, null, null, null, null])).Message.ShouldContain(
            "'whole' is WholeNumber");

    [Fact]
    public void Write_TooFewValues_IsRefused() =>
        Should.Throw<ArgumentException>(() => Read(All, ["x"])).Message.ShouldContain("1 values for 7 columns");

    private static List<object?[]> Read(RowSet set, params object?[][] rows)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            RowCodec.Write(content, set, row);
        }

        return [.. RowCodec.Read(set, content.WrittenMemory)];
    }
}
