using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Commands that put an entry at its place in a list whose entries stand at the top of the config, each with the list's name. A place
/// counts what stands there at that moment, so they are done one after another, with what takes entries away between them.
/// </summary>
internal static class PositionCommands
{
    /// <summary>The config after those commands, and the other ones.</summary>
    public static (ConfigTree Config, ConfigTree Commands) Apply(ConfigTree config, ConfigTree commands)
    {
        var state = RuleState.Root(config.Platform);
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By == OrderMeans.Position))
        {
            var form = Form(rule.Text);
            if (!commands.Children.Any(c => form.IsMatch(c.Text)))
            {
                continue;
            }

            var (after, left) = (config.Copy(), new ConfigTree(commands.Platform));
            foreach (var command in commands.Root.InOrder())
            {
                var plain = Negator.Plain(command.Text, config.Platform);
                if (form.Match(command.Text) is { Success: true } placed)
                {
                    Put(after, rule, placed);
                }
                else if (Negator.IsNegated(command.Text, config.Platform) && rule.Last.IsMatch(plain) && after.Find(plain) is { } gone)
                {
                    after.Root.Remove(gone);
                }
                else
                {
                    left.Root.AddCopy(command);
                }
            }

            (config, commands) = (after, left);
        }

        return (config, commands);
    }

    private static void Put(ConfigTree config, LeafRule rule, Match placed)
    {
        var section = config.Root;
        var entry = placed.Groups["entry"] is { Success: true } whole
            ? whole.Value : $"{placed.Groups["first"].Value} {placed.Groups["rest"].Value}";
        var list = placed.Groups["list"] is { Success: true } named ? named.Value : rule.Search!.Match(
            Negator.Plain(rule.Remove, config.Platform).Replace("{entry}", entry, StringComparison.Ordinal)).Groups["list"].Value;
        var lines = section.Children.Where(c => rule.Last.IsMatch(c.Text) && rule.Search!.Match(c.Text).Groups["list"].Value == list)
            .ToList();
        var place = int.TryParse(placed.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Max(number - 1, 0) : int.MaxValue;
        var at = place < lines.Count ? section.Below.IndexOf(lines[place])
            : lines.Count > 0 ? section.Below.IndexOf(lines[^1]) + 1
            : section.Count;

        // The line that is shown is the one that takes the entry away, without its negation.
        section.Insert(at, Negator.Plain(rule.Remove, config.Platform).Replace("{list}", list, StringComparison.Ordinal)
            .Replace("{entry}", entry, StringComparison.Ordinal));
    }

    private static Regex Form(string text) => LinePatterns.Compile("^" + Regex.Escape(text)
        .Replace(@"\{list}", @"(?<list>\S+)", StringComparison.Ordinal)
        .Replace(@"\{n}", @"(?<n>\d+)", StringComparison.Ordinal)
        .Replace(@"\{first}", @"(?<first>\S+)", StringComparison.Ordinal)
        .Replace(@"\{rest}", "(?<rest>.+)", StringComparison.Ordinal)
        .Replace(@"\{entry}", "(?<entry>.+)", StringComparison.Ordinal) + "$");
}
