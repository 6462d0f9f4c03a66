namespace NetBatch.Text.Tests.Yaml;

/// <summary>Every mistake in one wording, with file, line, column, value and remedy.</summary>
public sealed class YamlMapTests
{
    private enum Colour
    {
        Red,
        Blue,
    }

    [Fact]
    public void Read_EverythingRight_GivesItAll()
    {
        var made = YamlText.Read("x.yaml", """
            name: r1
            count: 3
            on: true
            wait: 2.5
            colour: Blue
            one: a
            many: [a, 'b']
            pairs: { a: b }
            inner: { name: i }
            items: [{ name: i1 }, { name: i2 }]
            modes: { exec: { name: m } }
            """, map => $"{map.Required("name")} {map.Number("count")} {map.Flag("on")} {map.Seconds("wait", 10)} "
                + $"{map.Choice("colour", Colour.Red)} "
                + $"{string.Join('+', map.Texts("one"))} {string.Join('+', map.Texts("many"))} {map.Pairs("pairs")["a"]} "
                + $"{map.Map("inner", one => one.Required("name"))} "
                + $"{string.Join('+', map.Maps("items", one => one.Text("name")))} "
                + $"{string.Join('+', map.Named("modes", (name, one) => name + one.Text("name")))} {map.Text("none")}.");

        made.ShouldBe("r1 3 True 00:00:02.5000000 Blue a a+b b i i1+i2 execm .");
    }

    [Theory]
    [InlineData("nmae: x", "x.yaml, line 1, column 1: 'nmae' is no member known here.", "Did you mean 'name'?")]
    [InlineData("zebra: x", "x.yaml, line 1, column 1: 'zebra' is no member known here.", "Known are: count, list, map, name, on, wait.")]
    [InlineData("a: 1\nname: [b]", "x.yaml, line 2, column 7: 'name' is a list.",
        "Write a text, in single quotes where it has special characters.")]
    [InlineData("count: twelve", "x.yaml, line 1, column 8: 'count' is 'twelve'.", "Write a whole number from 0 to 10.")]
    [InlineData("count: 11", "x.yaml, line 1, column 8: 'count' is '11'.", "Write a whole number from 0 to 10.")]
    [InlineData("count: +1 ", null, null)]
    [InlineData("count:", "x.yaml, line 1, column 7: 'count' is empty.", "Write a whole number from 0 to 10.")]
    [InlineData("on: yes", "x.yaml, line 1, column 5: 'on' is 'yes'.", "Write true or false.")]
    [InlineData("wait: 0", "x.yaml, line 1, column 7: 'wait' is '0'.", "Write a number of seconds above 0, at most 3.5.")]
    [InlineData("list: {a: b}", "x.yaml, line 1, column 7: 'list' is a mapping.",
        "Write 'list: [a, b]', or an item a line with '- ' before it.")]
    [InlineData("list: [a, [b]]", "x.yaml, line 1, column 11: 'list' is a list.",
        "Write a text, in single quotes where it has special characters.")]
    [InlineData("map: text", "x.yaml, line 1, column 6: 'map' is 'text'.", "Write the members of 'map' below it, indented.")]
    [InlineData("map: {depp: x}", "x.yaml, line 1, column 7: 'depp' is no member known here.", "Did you mean 'deep'?")]
    [InlineData("{a: b}: c", "x.yaml, line 1, column 1: a mapping stands where a member's name is expected.",
        "Write a plain name and a colon.")]
    public void Read_OneMistake_IsToldWithPlaceValueAndRemedy(string text, string? message, string? remedy)
    {
        var wrong = Record.Exception(() => YamlText.Read("x.yaml", text, map =>
        {
            _ = map.Text("name");
            _ = map.Number("count", 0, 10);
            _ = map.Flag("on");
            _ = map.Seconds("wait", 3.5);
            _ = map.Texts("list");
            _ = map.Map("map", one => one.Text("deep") ?? "");
            if (!text.StartsWith("zebra", StringComparison.Ordinal))
            {
                _ = map.Find("a");
            }

            return 0;
        })) as TextException;

        wrong?.Message.ShouldBe(message);
        wrong?.Remedy.ShouldBe(remedy);
        (wrong is null).ShouldBe(message is null);
    }

    [Fact]
    public void Read_SeveralMistakes_AreToldAtOnceInTheirOrder()
    {
        var wrong = Should.Throw<TextException>(() => YamlText.Read("x.yaml", "zeta: 1\ncount: x\n", map =>
        {
            _ = map.Required("name");
            return map.Number("count", 0, 10);
        }));

        wrong.Message.ShouldBe("""
            x.yaml has 3 mistakes; nothing of it is used.
              line 1, column 1: 'name' is missing. Write 'name: value'.
              line 1, column 1: 'zeta' is no member known here. Known are: count, name.
              line 2, column 8: 'count' is 'x'. Write a whole number from 0 to 10.
            """);
        wrong.Problems.Count.ShouldBe(3);
    }

    [Fact]
    public void Parsed_WhatTheParserRefuses_IsToldInItsWords()
    {
        var wrong = Should.Throw<TextException>(() =>
            YamlText.Read("x.yaml", "at: '25:00'", map => map.Parsed("at", text => TimeOnly.Parse(text).ToString(), "Write 23:00.")));

        wrong.Message.ShouldStartWith("x.yaml, line 1, column 5: 'at' is '25:00', which cannot be used: ");
        wrong.Remedy.ShouldBe("Write 23:00.");
    }

    [Fact]
    public void OneOf_AnotherWord_NamesThoseThatThereAre() =>
        Should.Throw<TextException>(() => YamlText.Read("x.yaml", "syntax: curvy", map => map.OneOf("syntax", "indented", "curly")))
            .Remedy.ShouldBe("Write one of: indented, curly.");

    [Fact]
    public void Required_EmptyText_IsRefused() =>
        Should.Throw<TextException>(() => YamlText.Read("x.yaml", "name: ''", map => map.Required("name"))).Message.ShouldBe(
            "x.yaml, line 1, column 7: 'name' is empty.");

    [Fact]
    public void Message_ALongOrUnprintableValue_IsShownShortOnOneLine() =>
        Should.Throw<TextException>(() =>
            YamlText.Read("x.yaml", $"count: \"{new string('a', 70)}\"\nother: \"a\\eb\\nc\"",
                map => (map.Number("count"), map.Number("other"))))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain($"'count' is '{new string('a', 60)}...'."),
                message => message.ShouldContain(@"'other' is 'a\u001bb\u000ac'."));
}
