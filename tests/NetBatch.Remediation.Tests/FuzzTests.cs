using System.Globalization;

namespace NetBatch.Remediation.Tests;

/// <summary>
/// Random and damaged configs: each is read or refused with a line, and what was computed leads to the intended
/// config. NETBATCH_FUZZ sets how many pairs a platform gets.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Pairs =
        int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_FUZZ"), CultureInfo.InvariantCulture, out var n) ? n : 250;

    public static TheoryData<string> Platforms => [.. RandomConfigs.Platforms];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Remediation_RandomConfigs_LeadToTheIntendedConfig(string platform)
    {
        var accepted = 0;
        for (var seed = 0; seed < Pairs; seed++)
        {
            var random = new RandomConfigs(seed);
            var running = random.Config(platform);
            var intended = seed % 2 == 0 ? random.Damage(running) : random.Config(platform);
            running = seed % 3 == 0 ? random.Damage(running) : running;
            if (Check(platform, running, intended) is { } problem)
            {
                Assert.Fail($"seed {seed}: {problem}\n--- running\n{running}\n--- intended\n{intended}");
            }

            accepted += Accepted(platform, running) && Accepted(platform, intended) ? 1 : 0;
        }

        accepted.ShouldBeGreaterThan(Pairs / 3, "a fuzz whose inputs are refused tests nothing");
    }

    private static bool Accepted(string platform, string text)
    {
        try
        {
            _ = ConfigTree.Parse(text, platform);
            return true;
        }
        catch (ConfigException)
        {
            return false;
        }
    }

    private static string? Check(string platform, string running, string intended)
    {
        ConfigTree from, to, remediation;
        try
        {
            (from, to) = (Given.Config(platform, running), Given.Config(platform, intended));
            remediation = ConfigEngine.Remediation(from, to);
            _ = ConfigEngine.Rollback(from, to).Lines(closers: true);
            _ = ConfigEngine.Future(from, remediation).Lines();
            _ = ConfigEngine.UnifiedDiff(from, to);
            _ = ConfigEngine.Merge([from, to]);
        }
        catch (ConfigException e)
        {
            return e.Reason.Length > 0 ? null : "refused without a reason";
        }

        ConfigEngine.Remediation(to, to).IsEmpty.ShouldBeTrue("a config equals itself");
        var after = ConfigEngine.Predict(from, remediation);
        Undone(after.Root, from.Root, to.Root, from.Platform);
        var remains = ConfigEngine.Remediation(Settled(after), Settled(to));
        return remains.IsEmpty || Documented(remediation, from, to)
            ? null
            : $"remains: {string.Join(" | ", remains.Lines())}\n--- remediation\n{string.Join('\n', remediation.Lines())}";
    }

    /// <summary>Without negated lines: whether a device prints "no x" depends on what its default is.</summary>
    private static ConfigTree Settled(ConfigTree tree)
    {
        var settled = tree.Copy();
        Strip(settled.Root, tree.Platform);
        return settled;
    }

    /// <summary>
    /// Where only the running config says "no x", x is set; whether the device prints it then depends on its default too.
    /// </summary>
    private static void Undone(ConfigNode after, ConfigNode from, ConfigNode to, ConfigRules platform)
    {
        after.RemoveAll(c => c.Count == 0 && from.Find(platform.Negation + c.Text) is not null && to.Find(c.Text) is null);
        foreach (var child in after.Children)
        {
            if (from.Find(child.Text) is { } before)
            {
                Undone(child, before, to.Find(child.Text) ?? new ConfigNode(null, ""), platform);
            }
        }
    }

    private static void Strip(ConfigNode section, ConfigRules platform)
    {
        section.RemoveAll(c => c.Count == 0 && Negator.IsNegated(c.Text, platform));
        foreach (var child in section.Children)
        {
            Strip(child, platform);
        }
    }

    /// <summary>The exceptions of docs/remediation.md: contradictory texts (x and no x, a negation with lines below it, two values of one
    /// setting, two lines with one negation), and values that equal a negation's.</summary>
    private static bool Documented(ConfigTree remediation, ConfigTree from, ConfigTree to) =>
        Contradicts(from.Root, RuleState.Root(from.Platform), from.Platform)
            || Contradicts(to.Root, RuleState.Root(to.Platform), to.Platform)
        || ByRule(remediation, from) || ByRule(remediation, to);

    private static bool Contradicts(ConfigNode section, RuleState state, ConfigRules platform)
    {
        var counterparts = new Counterparts(section, state, platform);
        return section.Children.Any(c =>
            (Negator.IsNegated(c.Text, platform) && (c.Count > 0 || Positive(section, Negator.Plain(c.Text, platform), platform)))
            || (counterparts.Of(c.Text) is { } same && same.Text != c.Text && state.First(RuleKind.NotIdempotent, c.Text) is null)
            || Contradicts(c, state.Enter(c.Text), platform))
            || section.Children.Select(c => c.Text).Distinct().Select(t => Opposite(t, state, platform)).GroupBy(t => t)
                .Any(g => g.Count() > 1);
    }

    private static string Opposite(string text, RuleState state, ConfigRules platform)
    {
        try
        {
            return Negator.Negate(text, state, platform);
        }
        catch (ConfigException)
        {
            return text; // A table header has none.
        }
    }

    private static bool Positive(ConfigNode section, string plain, ConfigRules platform) =>
        section.Children.Any(c => (c.Text + " ").StartsWith(platform.Declaration + plain + " ", StringComparison.Ordinal));

    private static bool ByRule(ConfigTree remediation, ConfigTree config)
    {
        var state = RuleState.Root(config.Platform);
        return config.Children.Any(c => Negator.Fixed(c.Text, state) is { } line && remediation.Find(line) is not null);
    }
}
