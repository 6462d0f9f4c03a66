using NetBatch.Data.Workflows;

namespace NetBatch.Data.Tests.Workflows;

public sealed class ParameterTextTests
{
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
        Should.Throw<NetBatchException>(() => ParameterText.Parse("x", "money=1")).Remedy.ShouldNotBeNull().ShouldContain("WholeNumber, Number");

    [Theory]
    [InlineData("\"2026-01-31T12:00:00+02:00\"", "2026-01-31T10:00:00.0000000Z")]
    [InlineData("\"2026-01-31T12:00:00\"", "2026-01-31T12:00:00.0000000")]
    public void TryRead_Timestamp_ZoneTellsWhetherItIsAPointInTime(string json, string expected)
    {
        ParameterValues.TryRead(System.Text.Json.JsonElement.Parse(json), ParameterType.Timestamp, out var value).ShouldBeTrue();

        ((DateTime)value!).ToString("O", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData(ParameterType.Date, "\"31.01.2026\"")]
    [InlineData(ParameterType.Timestamp, "\"noon\"")]
    [InlineData(ParameterType.WholeNumber, "9223372036854775808")]
    [InlineData(ParameterType.Boolean, "1")]
    [InlineData(ParameterType.Text, "[1]")]
    public void TryRead_OtherThanDeclared_IsRefused(ParameterType type, string json) =>
        ParameterValues.TryRead(System.Text.Json.JsonElement.Parse(json), type, out _).ShouldBeFalse();
}
