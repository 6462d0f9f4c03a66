using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>Commands that are no lines of a config and change order or numbers of some: what they do is done, and they go.</summary>
internal static class OrderCommands
{
    /// <summary>Gives lists new numbers where that comes before the lines of the list.</summary>
    public static (ConfigTree Config, ConfigTree Commands) Ahead(ConfigTree config, ConfigTree commands)
    {
        var state = RuleState.Root(config.Platform);
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.Resequence.Length > 0))
        {
            var form = Form(rule.Resequence);
            var order = commands.Root.InOrder();
            foreach (var command in order.Where(c => form.IsMatch(c.Text)).ToList())
            {
                var name = " " + form.Match(command.Text).Groups["list"].Value;
                if (order.SkipWhile(c => c != command).Any(c => c.Count > 0 && c.Text.EndsWith(name, StringComparison.Ordinal)))
                {
                    (config, commands) = (config.Copy(), commands.Copy());
                    config.Root.Add(command.Text);
                    Renumber(config.Root, rule);
                    commands.Root.RemoveAll(c => c.Text == command.Text);
                }
            }
        }

        return (config, commands);
    }

    public static void Apply(ConfigNode section, RuleState state)
    {
        foreach (var rule in state.Of(RuleKind.Ordered))
        {
            if (rule.By == OrderMeans.Move)
            {
                Move(section, rule, rule.Text, behind: false);
                Move(section, rule, rule.Remove, behind: true);
            }
            else if (rule.Resequence.Length > 0)
            {
                Renumber(section, rule);
            }
        }

        foreach (var child in section.Children.Where(c => c.Count > 0))
        {
            Apply(child, state.Enter(child.Text));
        }
    }

    /// <summary>Items whose order counts keep it: a change inside of one does not move it, and a new one, or one that was taken away and
    /// made again, comes to the end.</summary>
    public static void Keep(ConfigNode config, ConfigNode commands, ConfigNode future, RuleState state, ConfigRules platform)
    {
        foreach (var rule in state.Of(RuleKind.Ordered).Where(r => r.By is OrderMeans.Move or OrderMeans.Rebuild or OrderMeans.Append))
        {
            var places = Enumerable.Range(0, future.Count).Where(i => IsItem(future.Below[i], rule)).ToList();
            var before = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; places.Count > 0 && i < config.Count; i++)
            {
                var text = config.Below[i].Text;
                if (commands.Find(Negator.Negate(text, state, platform)) is null)
                {
                    before.TryAdd(text, i);
                }
            }

            var items = places.Select(i => future.Below[i]).OrderBy(item => before.GetValueOrDefault(item.Text, int.MaxValue)).ToList();
            for (var i = 0; i < places.Count; i++)
            {
                future.Below[places[i]] = items[i];
            }
        }
    }

    private static void Move(ConfigNode section, LeafRule rule, string form, bool behind)
    {
        var start = form[..form.IndexOf('{', StringComparison.Ordinal)];
        foreach (var command in section.Children.Where(c => c.Text.StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            if (Items(section, rule, form, command.Text) is not { } named)
            {
                continue;
            }

            section.Remove(command);
            var moved = Lines(section, rule, named.List, named.Item);
            moved.ForEach(section.Remove);
            var others = Lines(section, rule, named.List, named.Other);
            var at = section.Below.IndexOf(behind ? others[^1] : others[0]) + (behind ? 1 : 0);
            foreach (var line in moved)
            {
                section.Insert(at++, line);
            }
        }
    }

    /// <summary>The items of one list of the section of which a command speaks; null: it speaks of none.</summary>
    private static (string List, string Item, string Other)? Items(ConfigNode section, LeafRule rule, string form, string command)
    {
        var lists = section.Children.Where(c => IsItem(c, rule)).Select(c => rule.Search!.Match(c.Text))
            .Select(m => (List: m.Groups["list"].Value, Item: m.Groups["item"].Value)).Distinct().ToLookup(i => i.List, i => i.Item);
        foreach (var list in lists.Where(l => command.Contains(l.Key, StringComparison.Ordinal)))
        {
            foreach (var item in list)
            {
                if (list.FirstOrDefault(other => other != item
                    && OrderedSections.Line(form, list.Key, item, other) == command) is { } found)
                {
                    return (list.Key, item, found);
                }
            }
        }

        return null;
    }

    private static List<ConfigNode> Lines(ConfigNode section, LeafRule rule, string list, string item) =>
        [.. section.Children.Where(c => IsItem(c, rule) && rule.Search!.Match(c.Text) is var m
            && m.Groups["list"].Value == list && m.Groups["item"].Value == item)];

    private static bool IsItem(ConfigNode line, LeafRule rule) => rule.Last.IsMatch(line.Text) && rule.Search!.IsMatch(line.Text);

    private static void Renumber(ConfigNode section, LeafRule rule)
    {
        var form = Form(rule.Resequence);
        foreach (var command in section.Children.Where(c => form.IsMatch(c.Text)).ToList())
        {
            var match = form.Match(command.Text);
            section.Remove(command);
            var number = int.Parse(match.Groups["start"].Value, CultureInfo.InvariantCulture);
            var name = " " + match.Groups["list"].Value;
            foreach (var list in section.Children.Where(c => rule.Last.IsMatch(c.Text) && c.Text.EndsWith(name, StringComparison.Ordinal)))
            {
                foreach (var entry in ListEntry.Of(list.Children, rule))
                {
                    list.Find(entry.Line(rule.Text))?.Rename((entry with { Number = number }).Line(rule.Text));
                    number += int.Parse(match.Groups["step"].Value, CultureInfo.InvariantCulture);
                }
            }
        }
    }

    /// <summary>A platform's form of a command as an expression; its marks are groups.</summary>
    private static Regex Form(string text) =>
        LinePatterns.Compile("^" + Regex.Replace(Regex.Escape(text), @"\\\{(\w+)}", "(?<$1>\\S+?|.+?)", RegexOptions.CultureInvariant)
            + "$");
}
