namespace NetBatch.Abstractions.Tests.Text;

public sealed class ItemListTests
{
    [Fact]
    public void ToString_SeveralItems_StandsThemApart() => ItemList.Of(["nightly", "core"]).ToString().ShouldBe("nightly; core");

    [Fact]
    public void ToString_ItemWithASeparator_IsQuoted() =>
        ItemList.Of(["a;b", "c, \"d\"", " e", "f\"g"]).ToString().ShouldBe("\"a;b\"; \"c, \"\"d\"\"\"; \" e\"; f\"g");

    [Fact]
    public void ToString_LinesOfText_StandEachOnItsOwn() =>
        ItemList.Lines(["interface Vlan1", " shutdown; really"]).ToString().ShouldBe("interface Vlan1\n shutdown; really");

    [Fact]
    public void ToString_Map_ShowsPairs() =>
        ValueMap.Of(new Dictionary<string, string> { ["site"] = "berlin", ["note"] = "a; b" }).ToString()
            .ShouldBe("site=berlin; \"note=a; b\"");

    [Fact]
    public void Of_Null_IsEmpty()
    {
        ItemList.Of<string>(null).ShouldBeEmpty();
        ValueMap.Of<string>(null).ShouldBeEmpty();
    }
}
