namespace NetBatch.Remediation;

/// <summary>Says what a config will be after commands, section by section.</summary>
/// <param name="platform">The rules.</param>
/// <param name="exact">As the device does it; else as the reference does, which knows of one prefix only.</param>
internal sealed class Predictor(ConfigRules platform, bool exact)
{
    private const string Default = "default ";

    public static ConfigTree Predict(ConfigTree config, ConfigTree commands, bool exact)
    {
        (config, commands) = ListSplitter.Prepare(config, commands);
        if (exact)
        {
            (config, commands) = OrderCommands.Ahead(config, commands);
            (config, commands) = PositionCommands.Apply(config, commands);
            (config, commands) = CommandOrder.Resolve(config, commands);
        }

        var future = new ConfigTree(config.Platform);
        new Predictor(config.Platform, exact).Merge(config.Root, commands.Root, future.Root, RuleState.Root(config.Platform), false);
        if (exact)
        {
            OrderCommands.Apply(future.Root, RuleState.Root(config.Platform));
        }

        return future;
    }

    private void Merge(ConfigNode config, ConfigNode commands, ConfigNode future, RuleState state, bool duplicates)
    {
        config = exact ? NumberStep.After(config, commands, state, platform) : config;
        var removed = exact ? RemovedObjects.Of(config, commands, state) : null;
        config = removed?.Without(config) ?? config;
        var gone = new HashSet<string>(StringComparer.Ordinal);
        var counterparts = new Counterparts(config, state, platform, isOld: true);
        var used = TakenByRule(config, commands, state, gone, counterparts);
        if (exact)
        {
            gone.UnionWith(SideEffects.Of(platform, config, commands, state));
            used.UnionWith(ListCommands.Apply(config, commands, future, state, gone));
            used.UnionWith(PartCommands.Apply(config, commands, future, state, gone));
            used.UnionWith(removed?.Commands ?? []);
        }

        PrefixSearch? prefixes = null;
        foreach (var command in commands.Children)
        {
            if (used.Contains(command.Text))
            {
                continue;
            }

            var text = command.Text;
            var negated = Negator.IsNegated(text, platform);
            var plain = (exact && negated ? platform.Declaration : "") + Negator.Plain(text, platform);
            if (state.First(RuleKind.Rewrite, text) is not null)
            {
                Put(future, command, duplicates);
                gone.Add(text);
            }
            else if (negated && config.Find(plain) is not null)
            {
                gone.Add(plain);
                if (exact && state.First(RuleKind.AlwaysPrinted, text) is not null)
                {
                    Put(future, command, duplicates);
                }
            }
            else if (exact && text.StartsWith(Default, StringComparison.Ordinal))
            {
                var what = text[Default.Length..];
                gone.Add(what);
                gone.Add(platform.Negation + what);
                gone.UnionWith((prefixes ??= new PrefixSearch(config)).Find(what + " "));
            }
            else if (!Enters(config, text) && Replaced(text, counterparts, state) is { } replaced)
            {
                gone.Add(replaced.Text);
                if (exact && replaced.Count > 0)
                {
                    Merge(replaced, command, future.Find(text) ?? future.Add(text, replaced.LineNumber), state.Enter(text), false);
                }
                else
                {
                    Put(future, command, duplicates);
                }
            }
            else if (exact && negated && state.First(RuleKind.Effect, text) is not null && config.Find(plain) is null)
            {
                Put(future, command, duplicates);
            }
            else if (negated && (prefixes ??= new PrefixSearch(config)).Find(plain + " ") is { Count: > 0 } longer)
            {
                gone.UnionWith(longer);
            }
            else if (config.Find(text) is { } same)
            {
                var inner = state.First(RuleKind.Duplicates, text) is not null;
                Merge(same, command, future.Find(text) ?? future.Add(text, same.LineNumber), state.Enter(text), inner);
                gone.Add(text);
            }
            else if (negated && exact && platform.Declaration.Length > 0)
            {
                continue; // There is nothing to take away, and such a platform keeps no negations.
            }
            else if (negated)
            {
                (future.Find(text) ?? future.Add(text)).Weight = command.Weight;
            }
            else if (config.Find(platform.Negation + text) is not null)
            {
                gone.Add(platform.Negation + text);
                if (exact)
                {
                    Put(future, command, duplicates);

                    // A device that has shown the negation shows nothing of the default, but for what it always shows.
                    future.Find(text)!.Implied = command.Count == 0
                        && state.First(RuleKind.AlwaysPrinted, platform.Negation + text) is null;
                }
            }
            else
            {
                Put(future, command, duplicates);
            }
        }

        foreach (var child in config.Children)
        {
            if (!gone.Contains(child.Text))
            {
                Put(future, child, duplicates);
            }
        }

        if (exact)
        {
            OrderCommands.Keep(config, commands, future, state, platform);
        }
    }

    /// <summary>Lines that a command takes away by the form that a rule prescribes in place of a negation.</summary>
    private HashSet<string> TakenByRule(ConfigNode config, ConfigNode commands, RuleState state, HashSet<string> gone,
        Counterparts counterparts)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var replaced = exact && state.Of(RuleKind.NegateReplace).Length > 0;
        if (!replaced && state.Of(RuleKind.NegateWith).Length == 0)
        {
            return used;
        }

        foreach (var child in config.Children)
        {
            var form = Negator.Fixed(child.Text, state);
            if (form is null && replaced && state.First(RuleKind.NegateReplace, child.Text) is not null)
            {
                form = Negator.Negate(child.Text, state, platform);
            }

            if (form is { } negation && commands.Find(negation) is not null
                && !(exact && Replaced(negation, counterparts, state) is not null))
            {
                gone.Add(child.Text);
                used.Add(negation);
            }
        }

        return used;
    }

    private ConfigNode? Replaced(string text, Counterparts counterparts, RuleState state) =>
        exact && state.First(RuleKind.NotIdempotent, text) is not null ? null : counterparts.Of(text);

    /// <summary>A header that stands already is entered, whatever else it may be a value of.</summary>
    private bool Enters(ConfigNode config, string text) => exact && config.Find(text) is not null;

    private void Put(ConfigNode future, ConfigNode line, bool duplicates)
    {
        var isBanner = platform.BannerLines && future.IsRoot && line.Text.StartsWith("banner ", StringComparison.Ordinal);
        if (!duplicates && !isBanner && future.Find(line.Text) is { } present)
        {
            foreach (var child in line.Children)
            {
                Put(present, child, false);
            }

            return;
        }

        future.AddCopy(line);
    }
}
