using System.Text.RegularExpressions;

namespace NetBatch.Remediation.Tests;

/// <summary>
/// Ways past work that would find nothing: each answers as the whole way does, for the lines of all pairs and for random ones.
/// </summary>
public sealed class ShortcutTests
{
    private static readonly string[] Odd = ["", " ", "K", "\u212aey 7 0102", "\u0130nterface x", "no ", "x key", "permit", "1 permit ip any any"];

    public static TheoryData<string> Platforms => [.. PlatformCatalog.BuiltIn.ConfigNames];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Of_RulesByFirstLetter_LeavesOutNoneThatHolds(string platform)
    {
        foreach (var (section, state) in Sections(platform))
        {
            foreach (var text in section.Children.Select(line => line.Text).Concat(Odd))
            {
                foreach (var kind in Enum.GetValues<RuleKind>())
                {
                    var plain = state.Of(kind).Where(rule => Holds(rule.Last, text)).ToList();
                    state.Of(kind, text).Where(rule => rule.Last.IsMatch(text)).ShouldBe(plain, $"{kind}: '{text}'");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void OfMatch_AnyLine_IsTheKeyOfALineThatTheRuleHoldsFor(string platform)
    {
        var negation = PlatformCatalog.BuiltIn.Config(platform).Negation;
        foreach (var (section, state) in Sections(platform))
        {
            foreach (var rule in state.Of(RuleKind.Idempotent).Select(rule => rule.Last))
            {
                foreach (var text in section.Children.Select(line => line.Text).Concat(Odd))
                {
                    LineKey.OfMatch(rule, text, negation).ShouldBe(Holds(rule, text) ? LineKey.Of(rule, text, negation) : null, text);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void MayShare_LineThatMayNot_IsTakenAwayByNoLineThatTakesAnotherAway(string platform)
    {
        foreach (var (running, intended) in Pairs(platform))
        {
            Compare(running.Root, intended.Root, RuleState.Root(running.Platform), running.Platform);
        }

        static void Compare(ConfigNode from, ConfigNode to, RuleState state, ConfigRules rules)
        {
            var staying = new Counterparts(to, state, rules);
            foreach (var line in from.Children)
            {
                if (to.Find(line.Text) is { } same)
                {
                    Compare(line, same, state.Enter(line.Text), rules);
                }
                else if (!Negator.MayShare(line.Text, state, rules) && staying.Of(line.Text) is { } other)
                {
                    Negator.Negate(other.Text, state, rules).ShouldNotBe(Negator.Negate(line.Text, state, rules));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Find_FromWhereTheLastLineStood_IsTheFirstLineOfTheText(string platform)
    {
        foreach (var (running, intended) in Pairs(platform))
        {
            Compare(running.Root, intended.Root);
        }

        static void Compare(ConfigNode from, ConfigNode to)
        {
            var at = 0;
            foreach (var line in to.Children)
            {
                var first = from.Children.FirstOrDefault(c => c.Text == line.Text);
                from.Find(line.Text, ref at).ShouldBeSameAs(first);
                Compare(first ?? from, line);
            }
        }
    }

    /// <summary>The answer of a rule by all of its parts, without a look at how a line begins.</summary>
    private static bool Holds(LineRule rule, string text) =>
        (rule.Equal?.Contains(text) ?? true)
        && (rule.StartsWith?.Any(start => text.StartsWith(start, StringComparison.Ordinal)) ?? true)
        && (rule.EndsWith?.Any(end => text.EndsWith(end, StringComparison.Ordinal)) ?? true)
        && (rule.Contains?.Any(part => text.Contains(part, StringComparison.Ordinal)) ?? true)
        && (rule.Pattern is null || Regex.IsMatch(text, rule.Pattern.Replace("(?P<", "(?<"), RegexOptions.CultureInvariant));

    /// <summary>The sections of all pairs of a platform, each with the rules for its lines.</summary>
    private static IEnumerable<(ConfigNode Section, RuleState State)> Sections(string platform)
    {
        return Pairs(platform).SelectMany(pair => new[] { pair.Running, pair.Intended })
            .SelectMany(tree => Inside(tree.Root, RuleState.Root(tree.Platform)));

        static IEnumerable<(ConfigNode, RuleState)> Inside(ConfigNode section, RuleState state) =>
            section.Children.Where(c => c.Count > 0).SelectMany(c => Inside(c, state.Enter(c.Text))).Prepend((section, state));
    }

    private static IEnumerable<(ConfigTree Running, ConfigTree Intended)> Pairs(string platform)
    {
        var written = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Vectors"), "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(RemediationVector.Parse)
            .Where(v => string.Equals(v.Platform, platform, StringComparison.OrdinalIgnoreCase)).Select(v => (v.Running, v.Intended));
        var made = Enumerable.Range(0, 20).Select(seed => new RandomConfigs(seed))
            .Select(random => (random.Config(platform), random.Damage(random.Config(platform))));
        foreach (var (running, intended) in written.Concat(made))
        {
            (ConfigTree, ConfigTree)? pair;
            try
            {
                pair = (Given.Config(platform, running), Given.Config(platform, intended));
            }
            catch (ConfigException)
            {
                continue; // Refused, by recorded answers or by chance.
            }

            yield return pair.Value;
        }
    }
}
