using System.Globalization;
using System.Text.Json;
using NetBatch.Data.Workflows;

namespace NetBatch.Data.Tests.Workflows;

public sealed class ParameterTextTests
{
    private static readonly DateTimeOffset Now = new(2024, 4, 1, 0, 30, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData("WholeNumber=7", ParameterType.WholeNumber, "7")]
    [InlineData("int=+7", ParameterType.WholeNumber, "7")]
    [InlineData("decimal= 7.50", ParameterType.Number, "7.50")]
    [InlineData("bool=True", ParameterType.Boolean, "true")]
    [InlineData("text=7", ParameterType.Text, "\"7\"")]
    [InlineData("=", ParameterType.Text, "\"\"")]
    [InlineData("date=2026-01-31", ParameterType.Date, "\"2026-01-31\"")]
    [InlineData("timestamp", ParameterType.Timestamp, null)]
    public void Parse_TypeAndDefault_AreRead(string text, ParameterType type, string? json)
    {
        var parameter = ParameterText.Parse("x", text);

        parameter.Type.ShouldBe(type);
        parameter.Default?.GetRawText().ShouldBe(json);
        (parameter.Default is null).ShouldBe(json is null);
    }

    [Fact]
    public void Parse_TypeThatThereIsNot_NamesThoseThereAre() =>
        Should.Throw<NetBatchException>(() => ParameterText.Parse("x", "money=1")).Remedy.ShouldNotBeNull()
            .ShouldContain("WholeNumber, Number");

    [Theory]
    [InlineData("\"2026-01-31T12:00:00+02:00\"", "2026-01-31T10:00:00.0000000Z")]
    [InlineData("\"2026-01-31T12:00:00\"", "2026-01-31T12:00:00.0000000")]
    public void TryRead_Timestamp_ZoneTellsWhetherItIsAPointInTime(string json, string expected)
    {
        ParameterValues.TryRead(System.Text.Json.JsonElement.Parse(json), ParameterType.Timestamp, default, out var value).ShouldBeTrue();

        ((DateTime)value!).ToString("O", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData(ParameterType.Date, "\"31.01.2026\"")]
    [InlineData(ParameterType.Timestamp, "\"noon\"")]
    [InlineData(ParameterType.WholeNumber, "9223372036854775808")]
    [InlineData(ParameterType.Boolean, "1")]
    [InlineData(ParameterType.Text, "[1]")]
    public void TryRead_OtherThanDeclared_IsRefused(ParameterType type, string json) =>
        ParameterValues.TryRead(System.Text.Json.JsonElement.Parse(json), type, default, out _).ShouldBeFalse();

    // 2024-03-31 is a Sunday; a month before it is the last of February, as databases and calendars count.
    [Theory]
    [InlineData("today", "2024-03-31")]
    [InlineData("TODAY-7d", "2024-03-24")]
    [InlineData("today+1d", "2024-04-01")]
    [InlineData("today-2w", "2024-03-17")]
    [InlineData("today-1m", "2024-02-29")]
    [InlineData("today-1y", "2023-03-31")]
    public void TryRead_DayThatCountsFromTheRun_IsThatDayInUtc(string text, string day)
    {
        ParameterValues.TryRead(JsonSerializer.SerializeToElement(text), ParameterType.Date, Now, out var value).ShouldBeTrue();

        value.ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("now-2h", "2024-03-31T20:30:00Z")]
    [InlineData("today", "2024-03-31T00:00:00Z")]
    public void TryRead_TimeThatCountsFromTheRun_IsAPointInTime(string text, string time)
    {
        ParameterValues.TryRead(JsonSerializer.SerializeToElement(text), ParameterType.Timestamp, Now, out var value).ShouldBeTrue();

        value.ShouldBe(DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("today-2h")]
    [InlineData("today7d")]
    [InlineData("today-9999y")]
    [InlineData("yesterday")]
    public void TryRead_OtherThanADay_IsRefused(string text) =>
        ParameterValues.TryRead(JsonSerializer.SerializeToElement(text), ParameterType.Date, Now, out _).ShouldBeFalse();

    [Theory]
    [InlineData("WholeNumber[]=1,2", "[1,2]", true)]
    [InlineData("WholeNumber[]", "\"3, 4\"", true)]
    [InlineData("WholeNumber[]", "5", true)]
    [InlineData("WholeNumber[]", "[]", false)]
    [InlineData("WholeNumber[]", "[1,\"x\"]", false)]
    [InlineData("Text[]", "[null]", false)]
    public void TryRead_List_TakesOneAndSeveral(string declared, string json, bool isOne)
    {
        var parameter = ParameterText.Parse("ids", declared);

        parameter.IsList.ShouldBeTrue();
        ParameterValues.TryRead(JsonElement.Parse(json), parameter, Now, out _).ShouldBe(isOne);
    }
}
