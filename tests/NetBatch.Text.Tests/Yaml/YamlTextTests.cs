namespace NetBatch.Text.Tests.Yaml;

/// <summary>Texts that are no YAML, or more than the one mapping that is asked for.</summary>
public sealed class YamlTextTests
{
    private const string Broken =
        "Look at the indentation, colons, brackets and quotes here and on the line before; a text with special characters stands in "
            + "single quotes.";

    [Theory]
    [InlineData("", "x.yaml, line 1, column 1: The file is empty.", "Write 'name: value' lines.")]
    [InlineData("# only a remark\n", "x.yaml, line 1, column 1: The file is empty.", "Write 'name: value' lines.")]
    [InlineData("- a\n- b", "x.yaml, line 1, column 1: The file is a list.", "Write 'name: value' lines.")]
    [InlineData("a: b\n---\nc: d", "x.yaml, line 3, column 1: A second document begins here.", "Keep one document in the file.")]
    [InlineData("a: b\nc:\n  d: 1\na: e", "x.yaml, line 4, column 1: 'a' stands here a second time; the first is in line 1.",
        "Keep one of them.")]
    [InlineData("a: [{b: {}, b: []}]", "x.yaml, line 1, column 13: 'b' stands here a second time; the first is in line 1.",
        "Keep one of them.")]
    [InlineData("a:\n\tb: c\n", "x.yaml, line 2, column 1: A tab stands in the indentation.", "Indent with blanks.")]
    [InlineData("a:\n  b: 1\n\tc: 2\n", "x.yaml, line 3, column 1: A tab stands in the indentation.", "Indent with blanks.")]
    [InlineData("a: @b", "x.yaml, line 1, column 4: The YAML is broken here.", Broken)]
    [InlineData("a: 'b\n", "x.yaml, line 1, column 4: The YAML is broken here.", Broken)]
    [InlineData("a: [b\nc: d", null, Broken)]
    [InlineData("[a\n- b", null, Broken)]
    public void Read_WhatIsNoMapping_IsToldWithItsPlace(string text, string? message, string remedy)
    {
        var wrong = Should.Throw<TextException>(() => YamlText.Read("x.yaml", text, map => map.Find("a")));

        wrong.Remedy.ShouldBe(remedy);
        wrong.Message.ShouldBe(message ?? wrong.Message);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Load_NestedDeeply_EndsWithASentence(int depth, bool isRead)
    {
        var problems = new TextProblems("x.yaml");

        (YamlText.Load(new string('[', depth) + new string(']', depth), problems) is not null).ShouldBe(isRead);

        problems.All.Select(problem => problem.Message).ShouldBe(isRead ? [] : ["Values are nested more than 64 deep here."]);
    }

    [Fact]
    public void Read_ABrokenText_IsNotQuoted() =>
        Should.Throw<TextException>(() =>
            YamlText.Read("x.yaml", "password: hunter2: x", map => map.Text("password"))).Message.ShouldNotContain("hunter2");

    [Theory]
    [InlineData("a: &x {b: 1}\nc: *x\nd: *x\n")]
    [InlineData("a: {b: 1}\nc: {b: 1}\n")]
    [InlineData("- {a: 1}\n- {a: 1}\n")]
    [InlineData("? [a, b]\n: c\nb: d\n")]
    public void Load_TheSameNameInOtherMappings_IsNoMistake(string text)
    {
        var problems = new TextProblems("x.yaml");

        YamlText.Load(text, problems).ShouldNotBeNull();

        problems.All.ShouldBeEmpty();
    }
}
