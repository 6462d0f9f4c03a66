using System.Text.RegularExpressions;

namespace NetBatch.Remediation;

/// <summary>
/// Values that one section alone can have (an address, the name of a VLAN): where a section gets one that a later section of the
/// change gives up, that one gives it up first, in a section of its own ahead of the other.
/// </summary>
internal sealed class UniqueValues(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState root)
{
    private readonly List<ConfigNode> order = [.. delta.InOrder()];
    private readonly HashSet<(string Section, string Value)> free = [];
    private readonly Dictionary<LeafRule, ILookup<string, (ConfigNode Holder, ConfigNode Held)>> holders = [];
    private bool moved;

    public static void Apply(ConfigRules platform, ConfigNode from, ConfigNode to, ConfigNode delta, RuleState state)
    {
        if (delta.Count < 2)
        {
            return;
        }

        var work = new UniqueValues(platform, from, to, delta, state);
        for (var i = 0; i < work.order.Count; i++)
        {
            i += work.Release(i);
        }

        if (work.moved)
        {
            delta.Reorder(work.order);
        }
    }

    /// <summary>Puts ahead of a section what later ones must give up for it; the answer is how many sections that are.</summary>
    private int Release(int at)
    {
        var section = order[at];
        var state = root.Enter(section.Text);
        var count = 0;
        foreach (var rule in section.Count > 0 ? state.Of(RuleKind.Unique) : [])
        {
            foreach (var line in section.Children.Where(c => !Negator.IsNegated(c.Text, platform)))
            {
                if (Value(rule, line.Text) is not { } value)
                {
                    continue;
                }

                foreach (var (holder, held) in Holders(rule)[value])
                {
                    // Who keeps it (the same address in another VRF) gives up nothing.
                    if (holder.Text != section.Text && order.IndexOf(holder) > at + count
                        && to.Find(holder.Text)?.Find(held.Text) is null && free.Add((holder.Text, value)))
                    {
                        order.Insert(at + count++, Ahead(rule, holder, held, root.Enter(holder.Text)));
                        moved = true;
                    }
                }
            }
        }

        return count;
    }

    /// <summary>Which sections of the change have a value until then, and in which line; there may be thousands of them.</summary>
    private ILookup<string, (ConfigNode Holder, ConfigNode Held)> Holders(LeafRule rule)
    {
        if (!holders.TryGetValue(rule, out var found))
        {
            found = order
                .SelectMany(o => (from.Find(o.Text)?.Children ?? []).Select(held => (Value: Value(rule, held.Text), o, held))
                    .Where(one => one.Value is not null).DistinctBy(one => one.Value))
                .ToLookup(one => one.Value!, one => (one.o, one.held), StringComparer.Ordinal);
            holders.Add(rule, found);
        }

        return found;
    }

    private ConfigNode Ahead(LeafRule rule, ConfigNode holder, ConfigNode held, RuleState state)
    {
        var ahead = new ConfigNode(delta, holder.Text);
        var dependents = Dependents(rule, holder, held);
        if (dependents.Count > 0 && Successor(rule, holder, held, state) is { } next)
        {
            ahead.AddCopy(next);
        }
        else
        {
            dependents.ForEach(line => ahead.Add(Negator.Negate(line.Text, state, platform)));
            ahead.Add(Negator.Negate(held.Text, state, platform));
        }

        holder.RemoveAll(c => ahead.Find(c.Text) is not null);
        foreach (var line in dependents.Where(d => ahead.Count > 1 && to.Find(holder.Text)?.Find(d.Text) is not null))
        {
            holder.AddCopy(line);
        }

        if (holder.Count == 0)
        {
            order.Remove(holder);
        }

        return ahead;
    }

    /// <summary>Lines that the device does not let stand without the held one: they go before it, and come back behind the new
    /// one.</summary>
    private List<ConfigNode> Dependents(LeafRule rule, ConfigNode holder, ConfigNode held) =>
        rule.Lines.Length == 0 || Regex.IsMatch(held.Text, rule.Lines, RegexOptions.CultureInvariant)
            ? []
            : [.. from.Find(holder.Text)!.Children.Where(c => Regex.IsMatch(c.Text, rule.Lines, RegexOptions.CultureInvariant))];

    /// <summary>The new value of the holder, where it may come at once: it overwrites the held one, and nothing has to go for
    /// it.</summary>
    private ConfigNode? Successor(LeafRule rule, ConfigNode holder, ConfigNode held, RuleState state) =>
        new Counterparts(holder, state, platform).Of(held.Text) is { } next && Value(rule, next.Text) is { } value
        && Holders(rule)[value].All(other => other.Holder.Text == holder.Text || free.Contains((other.Holder.Text, value)))
            ? next
            : null;

    /// <summary>The value of a line; of an address with a mask the network, for no two sections can have addresses of one.</summary>
    private static string? Value(LeafRule rule, string text) =>
        !rule.Last.IsMatch(text) || rule.Search!.Match(text) is not { Success: true } match ? null
        : match.Groups["mask"] is { Success: true } mask ? NetMask.Network(match.Groups[1].Value, mask.Value) : match.Groups[1].Value;
}
