namespace NetBatch.Text.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("hostnam", "hostname")]
    [InlineData("HOSTNAME", "hostname")]
    [InlineData("prot", "port")]
    [InlineData("x", null)]
    [InlineData("zzzzzz", null)]
    [InlineData("", null)]
    public void Find_AMistypedName_GivesTheOneThatWasMeant(string name, string? meant) =>
        NearestName.Find(name, ["hostname", "port", "juniper"]).ShouldBe(meant);

    [Fact]
    public void Advice_NoneIsNear_ListsThem() => NearestName.Advice("zzzzzz", ["port", "host"]).ShouldBe("Known are: host, port.");
}
