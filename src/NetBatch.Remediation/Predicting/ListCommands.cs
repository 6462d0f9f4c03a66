using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>Commands that add numbers to a list that one setting holds, or take some of it.</summary>
internal static class ListCommands
{
    /// <summary>Puts the changed lists into the config to come.</summary>
    /// <returns>The commands that this has dealt with.</returns>
    public static IEnumerable<string> Apply(ConfigNode config, ConfigNode commands, ConfigNode future, RuleState state,
        HashSet<string> gone)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in state.Of(RuleKind.ValueList))
        {
            var lines = config.Children.Where(c => rule.Last.IsMatch(c.Text) && rule.Search!.IsMatch(c.Text)).ToList();
            var numbers = ValueList.Numbers(rule, lines);
            var (add, remove) = (Form(rule.Text), Form(rule.Remove));
            var changed = false;
            string? whole = null;
            foreach (var command in lines.Count == 0 ? [] : commands.Children)
            {
                if (remove.Match(command.Text) is { Success: true } less)
                {
                    NumberRange.Numbers(NumberRange.Plain(less.Groups["list"].Value), 0).ForEach(n => numbers.Remove(n));
                }
                else if (add.Match(command.Text) is { Success: true } more)
                {
                    NumberRange.Numbers(NumberRange.Plain(more.Groups["list"].Value), 0)
                        .ForEach(n => numbers[n] = more.Groups["value"].Value);
                }
                else if (rule.Flag && rule.Last.IsMatch(command.Text))
                {
                    // A whole list in place of what stood there in several lines; or a word such as "none".
                    numbers = ValueList.Numbers(rule, rule.Search!.IsMatch(command.Text) ? [command] : []);
                    whole = numbers.Count == 0 ? command.Text : null;
                }
                else
                {
                    continue;
                }

                changed = used.Add(command.Text);
            }

            if (changed)
            {
                gone.UnionWith(lines.Select(c => c.Text));
                if (whole is not null && numbers.Count == 0)
                {
                    future.Add(whole);
                }

                foreach (var line in ValueList.Lines(numbers, rule.Text.Replace(" add {}", " {}", StringComparison.Ordinal)))
                {
                    future.Add(line);
                }
            }
        }

        return used;
    }

    private static Regex Form(string text) => LinePatterns.Compile("^" + Regex.Escape(text)
        .Replace(@"\{}", @"(?<list>\d[\d,\- ]*)", StringComparison.Ordinal)
        .Replace(@"\{to}", @"(?<list>\d[\d to]*)", StringComparison.Ordinal)
        .Replace(@"\{value}", "(?<value>.+?)", StringComparison.Ordinal) + "$");
}
