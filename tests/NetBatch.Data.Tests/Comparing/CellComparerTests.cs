using NetBatch.Data.Comparing;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Tests.Comparing;

/// <summary>Which values are the same, by the table of the documentation; the texts are those that PostgreSQL writes.</summary>
public sealed class CellComparerTests
{
    [Theory]
    [InlineData(ValueSort.Exact, "1.50", ValueSort.Exact, "1.5", "Same")]
    [InlineData(ValueSort.Exact, "12345678901234567890.12", ValueSort.Exact, "12345678901234567890.13", "Different")]
    [InlineData(ValueSort.Whole, "4000000001", ValueSort.Whole, "4000000002", "Different")]
    [InlineData(ValueSort.Whole, "9007199254740993", ValueSort.Real, "9007199254740992", "Different")]
    [InlineData(ValueSort.Exact, "0.1", ValueSort.Real, "0.1", "Same")]
    [InlineData(ValueSort.Exact, "12345678901234567890.12", ValueSort.Real, "12345678901234567890.12", "Different")]
    [InlineData(ValueSort.Real, "0.00001", ValueSort.Real, "0.00004", "Different")]
    [InlineData(ValueSort.Real, "NaN", ValueSort.Real, "NaN", "Same")]
    [InlineData(ValueSort.Real32, "0.1", ValueSort.Real, "0.1", "Same")]
    [InlineData(ValueSort.Real32, "0.1", ValueSort.Real, "0.10000000149011612", "Same")]
    [InlineData(ValueSort.Real32, "0.12345679", ValueSort.Real, "0.123456789", "Different")]
    [InlineData(ValueSort.Real32, "NaN", ValueSort.Real, "NaN", "Same")]
    [InlineData(ValueSort.Exact, "NaN", ValueSort.Real32, "NaN", "Same")]
    [InlineData(ValueSort.Whole, "1152921504606846976", ValueSort.Real, "1152921504606846976", "Same")]
    [InlineData(ValueSort.Whole, "1152921504606846977", ValueSort.Real, "1152921504606846976", "Different")]
    [InlineData(ValueSort.Whole, "1099511627776", ValueSort.Real32, "1099511627776", "Same")]
    [InlineData(ValueSort.Whole, "5", ValueSort.Real, "5.5", "Different")]
    [InlineData(ValueSort.Text, "007", ValueSort.Real, "7", "Different")]
    [InlineData(ValueSort.Text, "+7", ValueSort.Real, "7", "Different")]
    [InlineData(ValueSort.Text, "9007199254740993", ValueSort.Real, "9007199254740992", "Different")]
    [InlineData(ValueSort.Text, "0.1000000000000000055511151231257827", ValueSort.Real, "0.1", "Different")]
    [InlineData(ValueSort.Text, "0.10000000000000001", ValueSort.Real, "0.1", "Same")]
    [InlineData(ValueSort.Text, "0.100000001", ValueSort.Real32, "0.1", "Same")]
    [InlineData(ValueSort.Text, "-0", ValueSort.Real, "0", "Same")]
    [InlineData(ValueSort.Text, "1e400", ValueSort.Real, "Infinity", "Different")]
    [InlineData(ValueSort.Text, "Infinity", ValueSort.Real, "Infinity", "Same")]
    [InlineData(ValueSort.Text, "a", ValueSort.Text, "A", "Different")]
    [InlineData(ValueSort.Text, "a", ValueSort.Text, "a ", "Different")]
    [InlineData(ValueSort.Text, "007", ValueSort.Whole, "7", "Different")]
    [InlineData(ValueSort.Text, "7", ValueSort.Whole, "7", "Same")]
    [InlineData(ValueSort.Text, "YES", ValueSort.Switch, "t", "Same")]
    [InlineData(ValueSort.Whole, "2", ValueSort.Switch, "t", "Different")]
    [InlineData(ValueSort.Bytes, "\\x41ff", ValueSort.Bytes, "\\x41fe", "Different")]
    [InlineData(ValueSort.Bytes, "\\x41", ValueSort.Text, "A", "Same")]
    [InlineData(ValueSort.Date, "2024-03-12", ValueSort.Local, "2024-03-12 00:00:00", "Same")]
    [InlineData(ValueSort.Date, "2024-03-12", ValueSort.Local, "2024-03-12 00:00:00.000001", "Different")]
    [InlineData(ValueSort.Local, "2024-03-12 10:00:00", ValueSort.Instant, "2024-03-12 11:00:00+01", "Same")]
    [InlineData(ValueSort.Local, "infinity", ValueSort.Local, "9999-12-31 23:59:59.999999", "Different")]
    [InlineData(ValueSort.Date, "0044-03-15 BC", ValueSort.Text, "0044-03-15 BC", "Same")]
    [InlineData(ValueSort.Clock, "12:34:56+02", ValueSort.Clock, "11:34:56+01", "Different")]
    [InlineData(ValueSort.Uuid, "123e4567-e89b-12d3-a456-426614174000", ValueSort.Text, "{123E4567-E89B-12D3-A456-426614174000}", "Same")]
    [InlineData(ValueSort.Json, """{"a": 1.0, "b": "x"}""", ValueSort.Text, """{"b":"\u0078","a":1}""", "Same")]
    [InlineData(ValueSort.Json, """{"a": 1}""", ValueSort.Json, """{"a": "1"}""", "Different")]
    [InlineData(ValueSort.Whole, "1700000000", ValueSort.Local, "2023-11-14 22:13:20", "NotComparable")]
    [InlineData(ValueSort.Bytes, "\\x01", ValueSort.Date, "2024-03-12", "NotComparable")]
    [InlineData(ValueSort.Any, "{1,2}", ValueSort.Json, "[1,2]", "NotComparable")]
    public void Compare_TwoValues_IsAsDocumented(ValueSort one, string text, ValueSort other, string otherText, string likeness)
    {
        var (a, b) = (CellShape.OfText(text, one), CellShape.OfText(otherText, other));

        $"{CellComparer.Compare(a, b)}".ShouldBe(likeness);
        $"{CellComparer.Compare(b, a)}".ShouldBe(likeness);
        CellComparer.Compare(a, default).ShouldBe(Likeness.Different);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("Z", "a")]
    [InlineData("a", "a ")]
    [InlineData("\uffee", "😀")]
    public void Keys_Texts_AreOrderedByTheBytesOfTheirUtf8(string one, string other)
    {
        CellKeys.Compare([Cell.Text(one)], [Cell.Text(other)]).ShouldBeLessThan(0);
        System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other)).ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("2000-03-01", 11_017)]
    [InlineData("0001-01-01", -719_162)]
    [InlineData("9999-12-31", 2_932_896)]
    public void IsoTime_Day_IsTheCalendars(string text, long days)
    {
        IsoTime.TryRead(text, out var day).ShouldBeTrue();
        day.Days.ShouldBe(days);
        day.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("banana")]
    [InlineData("31.12.2023")]
    [InlineData("2024-02-30")]
    [InlineData("2024-03-12T25:00:00")]
    [InlineData("2024-03-12 10")]
    public void IsoTime_NoTime_IsRefused(string text) => IsoTime.TryRead(text, out _).ShouldBeFalse();
}
