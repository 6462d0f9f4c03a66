namespace NetBatch.Remediation;

/// <summary>Brings commands that follow each other on the device into a form in which their order no longer counts.</summary>
internal static class CommandOrder
{
    /// <summary>
    /// What is taken away and made anew is new; what is made and taken away again was never there; the commands of a section that is
    /// entered twice stand together, and of two values of one setting the later stays.
    /// </summary>
    public static (ConfigTree Config, ConfigTree Commands) Resolve(ConfigTree config, ConfigTree commands)
    {
        var twice = commands.Children.Any(c => c.Count > 0 && !ReferenceEquals(commands.Find(c.Text), c));
        var again = commands.Children.Where(c => Negator.IsNegated(c.Text, commands.Platform)
            && commands.Find(Negator.Plain(c.Text, commands.Platform)) is { Count: > 0 }).ToList();
        if (!twice && again.Count == 0)
        {
            return (config, commands);
        }

        var order = commands.Root.InOrder().ToList();
        var (before, joined) = (config.Copy(), new ConfigTree(commands.Platform));
        var state = RuleState.Root(config.Platform);
        var dropped = new HashSet<ConfigNode>();
        foreach (var removal in again)
        {
            var plain = Negator.Plain(removal.Text, commands.Platform);
            dropped.Add(removal);
            if (order.FindIndex(c => c.Text == plain) > order.IndexOf(removal))
            {
                before.Root.RemoveAll(c => c.Text == plain || Negator.Negate(c.Text, state, config.Platform) == removal.Text);
            }
            else
            {
                dropped.UnionWith(order.Where(c => c.Text == plain));
            }
        }

        foreach (var command in order.Where(c => !dropped.Contains(c)))
        {
            Join(joined, command);
        }

        return (before, joined);
    }

    private static string Opposite(string text, ConfigRules platform) => Negator.IsNegated(text, platform)
        ? platform.Declaration + Negator.Plain(text, platform)
        : platform.Negation + text;

    private static void Join(ConfigTree joined, ConfigNode command)
    {
        if (command.Count == 0 || joined.Find(command.Text) is not { Count: > 0 } section)
        {
            joined.Root.AddCopy(command);
            return;
        }

        var state = RuleState.Root(joined.Platform).Enter(command.Text);
        foreach (var line in command.Children)
        {
            if (section.Find(Opposite(line.Text, joined.Platform)) is { } undone)
            {
                section.Remove(undone);
            }

            if (state.First(RuleKind.NotIdempotent, line.Text) is null
                && new Counterparts(section, state, joined.Platform).Of(line.Text) is { } earlier)
            {
                section.Remove(earlier);
            }

            section.AddCopy(line);
        }
    }
}
