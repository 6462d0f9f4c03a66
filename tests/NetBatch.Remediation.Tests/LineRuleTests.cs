namespace NetBatch.Remediation.Tests;

/// <summary>A rule looks at how a line begins before it runs its expression; its answer is that of the expression alone.</summary>
public sealed class LineRuleTests
{
    private static readonly string[] Lines =
    [
        "", "a", "b", "no a", "no b", "A", "ab", "abc", "ac", "bc", "]a", "a]b", "[a", "x|y", "a.b", "a b", " gi1", "x gi1", "GI1", "xgi1",
        "gigabit", "x Te1", "te", "\u212aey", "x key", "ip vrf forwarding x", "vrf forwarding x", "no ip vrf forwarding", "ip route 1",
        "ip as-path access-list 1 permit", "ip community-list standard x permit", "ip extcommunity-list 1 deny", "aab", "b\na", "a{2}",
        "(a)", "permit tcp", "deny ip", "10 permit ip", "e.f", "$a",
    ];

    [Theory]
    [InlineData("^a")]
    [InlineData("^a|b")]
    [InlineData("^(a|b)")]
    [InlineData("^(?:no )?(?:a|b)$")]
    [InlineData("^ab?c")]
    [InlineData("^a*b")]
    [InlineData("^a+b")]
    [InlineData("^a{0,1}b")]
    [InlineData(@"^a\.b")]
    [InlineData(@"^\w\|y")]
    [InlineData(@"^(?:[\]x]|a)")]
    [InlineData("^(?:[]x]|b)a")]
    [InlineData("^(?:[^]x]|b)b")]
    [InlineData("^(?:a[|)]|b)c")]
    [InlineData(@"^(?:a\)|ab)c")]
    [InlineData("^(?i)a")]
    [InlineData("^(?:a(?i)|b)c")]
    [InlineData("(?i)^a")]
    [InlineData("^(?:no )??a")]
    [InlineData("^(?:a|)b")]
    [InlineData("^(?:a.)?b")]
    [InlineData("^(?:a.|b)c")]
    [InlineData("^(?!a)")]
    [InlineData("^(?<name>a|no (?:a|b))b?")]
    [InlineData(@"^(?:no )?(?:ip )?vrf forwarding ")]
    [InlineData(@"^ip (?:as-path access-list|(?:ext)?community-list(?: standard| expanded)?) \S+ (?:permit|deny)")]
    [InlineData(@"^(?:(?<n>\d+) )?(?<entry>(?:permit|deny)\b.*)$")]
    [InlineData("(?i)(?:^| )gi")]
    [InlineData("(?i)(?:^| )k")]
    [InlineData("(?i)(?:^| )te|a")]
    public void IsMatch_Pattern_AnswersAsItsExpression(string pattern)
    {
        var (rule, expression) = (new LineRule(pattern: pattern), LinePatterns.Compile(pattern));

        Lines.Where(rule.IsMatch).ShouldBe(Lines.Where(line => expression.IsMatch(line)));
    }

    [Fact]
    public void IsMatch_EmptyBeginning_IsThatOfEveryLine() =>
        Lines.ShouldAllBe(line => new LineRule(null, new[] { "" }, null, null, null).IsMatch(line));
}
