namespace NetBatch.TextFsm.Tests;

public sealed class CollectionCheckTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Run_SamplesOfTheBuiltInTemplates_AllPass()
    {
        var report = CollectionCheck.Run(Support.PathOf("Samples"), TemplateSet.BuiltIn);

        report.Failures.ShouldBeEmpty();
        report.Passed.ShouldBeGreaterThanOrEqualTo(45);
    }

    [Fact]
    public void BuiltIn_EveryEntry_HasASampleThatFindsIt()
    {
        var set = TemplateSet.BuiltIn();
        var found = Directory.EnumerateDirectories(Support.PathOf("Samples"))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(d => set.Index.Find(Path.GetFileName(Path.GetDirectoryName(d))!, Path.GetFileName(d).Replace('_', ' ')))
            .ToHashSet();

        set.Index.Entries.Where(e => !found.Contains(e)).Select(e => $"{e.Platform}: {e.Command}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("- port: \"a\"\n    state: \"up\"\n  - port: \"b\"\n    state: \"up\"", "row 2, column 'state': expected 'up', got 'down'")]
    [InlineData("- port: \"a\"\n    state: \"up\"", "expected 1 rows, got 2")]
    [InlineData("- port: \"a\"\n  - port: \"b\"", "row 1: column 'state' is there and not expected")]
    [InlineData("- port: \"a\"\n    state: yes\n  - port: \"b\"\n    state: \"down\"",
        "row 1, column 'state': expected yes (no text: put it in quotes), got 'up'")]
    public void Run_FixtureThatDiffers_TellsTheFirstDifference(string rows, string difference)
    {
        Fixture("---\nparsed_sample:\n  " + rows + "\n");

        var report = Run();

        report.Failures.ShouldHaveSingleItem().ShouldBe(new CheckFailure(Path.Combine("x", "show_ports", "one.raw"), difference));
        var text = new StringWriter();
        report.Write(text);
        text.ToString().ShouldContain("0 passed, 1 failed");
        text.ToString().ShouldContain("compiling ");
    }

    [Fact]
    public void Run_FixtureWithoutExpectation_Fails()
    {
        Fixture(null);

        Run().Failures.ShouldHaveSingleItem().Difference.ShouldContain("one.yml");
    }

    [Fact]
    public void Run_NoFixtures_IsRefused()
    {
        Fixture(null);

        Should.Throw<TemplateException>(() =>
            CollectionCheck.Run(Path.Combine(_directory, "fixtures", "x"), Path.Combine(_directory, "templates")))
            .Kind.ShouldBe(TemplateErrorKind.Fixture);
    }

    [Fact]
    public void Run_NullListElement_IsTheTextNoneAsInNtcTemplates()
    {
        Fixture("---\nparsed_sample:\n  - port:\n      - \"{'k': 'a', 'v': None}\"\n      - \"None\"\n    state: \"\"\n",
            "Value List PORT ((?P<k>[a-z])(?P<v>\\d)?)\nValue STATE (z)\n\nStart\n  ^port( (?:b|${PORT})) \n");

        Run().Succeeded.ShouldBeTrue();
    }

    private CheckReport Run() => CollectionCheck.Run(Path.Combine(_directory, "fixtures"), Path.Combine(_directory, "templates"));

    private void Fixture(string? yml,
        string template = "Value PORT (\\S+)\nValue STATE (\\w+)\n\nStart\n  ^port ${PORT} ${STATE} -> Record\n")
    {
        var templates = Directory.CreateDirectory(Path.Combine(_directory, "templates")).FullName;
        File.WriteAllText(Path.Combine(templates, "index"),
            "Template, Hostname, Platform, Command\nports.textfsm, .*, x, sh[[ow]] ports\n");
        File.WriteAllText(Path.Combine(templates, "ports.textfsm"), template);
        var fixture = Directory.CreateDirectory(Path.Combine(_directory, "fixtures", "x", "show_ports")).FullName;
        File.WriteAllText(Path.Combine(fixture, "one.raw"), "port a up\nport b down\n");
        if (yml is not null)
        {
            File.WriteAllText(Path.Combine(fixture, "one.yml"), yml);
        }
    }
}
