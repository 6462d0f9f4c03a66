using System.Globalization;

namespace NetBatch.Text.Tests;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("a?c", "ac", false)]
    [InlineData("?", "\u00e4", true)]
    [InlineData("\u00c4*", "\u00e4rger", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("", "a", false)]
    [InlineData("", "", true)]
    [InlineData("[dbo].[o*]", "[dbo].[orders]", true)]
    [InlineData("[ab]", "a", false)]
    [InlineData(@"a\*", @"a\b", true)]
    [InlineData("`*", "*", false)]
    public void Matches_Pattern_Name(string pattern, string name, bool matches) => Wildcard.Matches(pattern, name).ShouldBe(matches);

    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    [InlineData("az-Latn-AZ")]
    public void Matches_WhateverTheCulture_FindsTheSame(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture, false);
            Wildcard.Matches("SITE-I*", "site-i1").ShouldBeTrue();
            Wildcard.Matches("\u0130*", "i1").ShouldBeFalse();
            Wildcard.MatchesAny(["x", "I?"], "i1").ShouldBeTrue();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Matches_ManyStars_TakesNoTimeWorthMention() =>
        Wildcard.Matches(string.Concat(Enumerable.Repeat("*a", 500)) + "b", new string('a', 20_000)).ShouldBeFalse();

    [Fact]
    public void MatchesAny_NoPattern_DoesNotLimit() => Wildcard.MatchesAny([], "r1").ShouldBeTrue();
}
