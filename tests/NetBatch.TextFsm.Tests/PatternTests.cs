using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Tests;

public sealed class PatternTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Random patterns and texts; what Python 3.11 made of them is in the file.</summary>
    [Fact]
    public void Match_PatternsAndTextsOfTheReference_GiveTheSameGroups()
    {
        var matches = 0;
        foreach (var line in File.ReadLines(Support.PathOf("Vectors", "patterns.jsonl")))
        {
            using var vector = JsonDocument.Parse(line);
            var source = vector.RootElement.GetProperty("pattern").GetString()!;
            if (vector.RootElement.GetProperty("refused").GetBoolean())
            {
                Should.Throw<PatternException>(() => Pattern.Compile(source), source);
                continue;
            }

            var pattern = Pattern.Compile(source);
            foreach (var pair in vector.RootElement.GetProperty("matches").EnumerateArray())
            {
                Groups(pattern, pair[0].GetString()!).ShouldBe(pair[1].GetString(), $"{source} on '{pair[0]}'");
                matches++;
            }
        }

        matches.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData(@"^(\s*-*)*\s*$")]
    [InlineData(@"^(a+)+$")]
    [InlineData(@"^(?:a|aa|a*)*?b$")]
    [InlineData(@"^((a|ab)*(c|bcd)*)*$")]
    [InlineData(@"^(\w+\s?)*$")]
    public void Match_ExponentialPattern_RemembersDeadEnds(string source)
    {
        var text = source.Contains('-') ? string.Concat(Enumerable.Repeat(" -", 40)) + "x" : new string('a', 60) + "!";

        // The clock stands still: only the memory of dead ends can end this.
        var state = new MatchState(new FakeTimeProvider(), Second);

        Pattern.Compile(source).Match(text, state).ShouldBeFalse();
    }

    [Fact]
    public void Match_TimeIsUp_Throws()
    {
        var state = new MatchState(new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(0.6) }, Second);
        var pattern = Pattern.Compile(@"^(a|aa)+\1$(?=x)|^(a?){60}(\2b)");

        Should.Throw<MatchLimitException>(() => pattern.Match(new string('a', 60), state));
    }

    [Fact]
    public void Match_VeryLongLine_DoesNotOverflowTheStack()
    {
        var state = new MatchState(TimeProvider.System, TimeSpan.FromMinutes(1));

        Pattern.Compile("^(?:a|b)*$").Match(string.Concat(Enumerable.Repeat("ab", 500_000)), state).ShouldBeTrue();
    }

    [Fact]
    public void Match_NegativeLookAheadThatFailsHalfway_LeavesNoCapture()
    {
        Groups(Pattern.Compile("(?!(a)b)ac"), "ac").ShouldBe("None");
    }

    [Theory]
    [InlineData("(?P<a>x)(?P<a>y)", "the group name 'a' is used twice")]
    [InlineData("a{3,2}", "the bounds {3,2} are the wrong way round")]
    [InlineData("[b-a]", "b-a is no range")]
    [InlineData("(a", "a parenthesis is not closed")]
    [InlineData(@"\N{DIGIT ONE}", @"characters by name (\N{...}) are not supported; write \uXXXX")]
    public void Compile_RefusedPattern_SaysWhy(string source, string reason)
    {
        Should.Throw<PatternException>(() => Pattern.Compile(source)).Reason.ShouldBe(reason);
    }

    [Fact]
    public void Compile_GroupsNestedTooDeep_IsRefusedNotACrash()
    {
        var source = new string('(', 100_000);

        Should.Throw<PatternException>(() => Pattern.Compile(source)).Reason.ShouldContain("nested");
    }

    private static string Groups(Pattern pattern, string text)
    {
        var state = new MatchState(TimeProvider.System, TimeSpan.FromSeconds(30));
        if (!pattern.Match(text, state))
        {
            return "nomatch";
        }

        return string.Join(' ', Enumerable.Range(1, pattern.GroupCount).Select(group =>
            state.Captured(text, group) is { } captured
                ? $"{captured}@{CodePoints.Count(text[..state.Captures[group * 2]])}"
                : "None"));
    }
}
