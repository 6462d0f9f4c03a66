namespace NetBatch.Lab.Configs;

/// <summary>What a config line did.</summary>
internal enum ConfigOutcome
{
    /// <summary>It stands in the configuration now, or what it removes is gone.</summary>
    Done,
    /// <summary>It opened a section.</summary>
    Entered,
    /// <summary>No such line may stand here.</summary>
    Invalid,
    /// <summary>Words are missing.</summary>
    Incomplete,
    /// <summary>Another entry has the number already.</summary>
    DuplicateNumber,
    /// <summary>The interface is a piece of hardware.</summary>
    NotRemovable,
    /// <summary>A neighbor that has no AS has nothing else.</summary>
    NoSuchNeighbor,
    /// <summary>Others name what it would take away.</summary>
    InUse,
}

/// <summary>The place in a configuration where a session types, and what its lines do to it.</summary>
/// <remarks>It holds the lines that opened its sections, not the sections: a timed revert may have put others in their place.</remarks>
internal sealed class ConfigEditor(ConfigGrammar grammar, Func<ConfigNode> root)
{
    private readonly List<(ConfigSection Section, string Line)> path = [];

    /// <summary>The line that opened the innermost section, or null.</summary>
    public string? Place => path.Count == 0 ? null : path[^1].Line;

    /// <summary>What the prompt calls the place.</summary>
    public string Mode => path.Count == 0 ? "config" : path[^1].Section.Mode;

    /// <summary>Leaves the innermost section; false: it was in none.</summary>
    public bool Leave()
    {
        if (path.Count == 0)
        {
            return false;
        }

        path.RemoveAt(path.Count - 1);
        return true;
    }

    /// <summary>Does a line: here, or where it belongs further up, as the devices do.</summary>
    /// <param name="line">The line.</param>
    /// <param name="keep">Whether the line has its effect; false: it is only answered as if it had.</param>
    public ConfigOutcome Apply(string line, bool keep = true)
    {
        if (AccessEntries.Resequence(root(), line))
        {
            path.Clear();
            return ConfigOutcome.Done;
        }

        for (var depth = path.Count; depth >= 0; depth--)
        {
            var path = this.path.Take(depth).Select(entry => entry.Section).ToList();
            if (grammar.Canonical(path, line) is not { } text)
            {
                continue;
            }

            if (grammar.IsIncomplete(path, text))
            {
                return ConfigOutcome.Incomplete;
            }

            var opens = !text.StartsWith("no ", StringComparison.Ordinal) && grammar.SectionOf(path, text) is not null;
            if (!keep && !opens)
            {
                return ConfigOutcome.Done;
            }

            this.path.RemoveRange(depth, this.path.Count - depth);
            return Do(path, text);
        }

        return ConfigOutcome.Invalid;
    }

    private ConfigOutcome Do(List<ConfigSection> path, string text)
    {
        var node = Here();
        if (path.Count > 0 && path[^1].Free)
        {
            if (FreeText.Add(node, text))
            {
                Leave();
            }

            return ConfigOutcome.Done;
        }

        if (path.Count > 0 && path[^1].Numbered)
        {
            return AccessEntries.Apply(node, path[^1], text, OrderOf(node));
        }

        var effects = new LineEffects(grammar, root(), path.Count > 1 ? Here(path.Count - 1) : null, node);
        if (effects.Refusal(text) is { } refusal)
        {
            return refusal;
        }

        var vrf = effects.Vrf();
        var outcome = Set(path, node, effects.Whole(text));
        effects.Follow(text, vrf, (from, line) => Remove(from, line, isDefault: false));
        return outcome;
    }

    private ConfigOutcome Set(List<ConfigSection> path, ConfigNode node, string text)
    {
        if (text.StartsWith("no ", StringComparison.Ordinal) || text.StartsWith("default ", StringComparison.Ordinal))
        {
            return Off(node, text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..], isDefault: text[0] == 'd');
        }

        if (grammar.SectionOf(path, text) is { } section)
        {
            foreach (var one in ConfigGrammar.Each(text))
            {
                Open(node, one);
                text = one;
            }

            if (section.Free)
            {
                node.Find(text)!.Clear();
            }

            this.path.Add((section, text));
            return ConfigOutcome.Entered;
        }

        var place = node.Place(ConfigKey.Of(text));
        if (grammar.IsOnByDefault(text) && place is not { WroteOn: true })
        {
            place?.Hide();
        }
        else
        {
            node.Put(text, OrderOf(node));
        }

        return ConfigOutcome.Done;
    }

    private void Open(ConfigNode node, string text)
    {
        if (node.Find(text) is not null)
        {
            return;
        }

        var inner = node.Put(
            node.Place(ConfigKey.Of(text)) is { } place && string.Equals(place.Line, text, StringComparison.OrdinalIgnoreCase) ? place.Line
                : text, OrderOf(node));
        if (grammar.WritesNoAddress && ConfigGrammar.Starts(text, "interface"))
        {
            inner.Put("no ip address", OrderOf(inner)).WriteOff();
        }
    }

    private ConfigOutcome Off(ConfigNode node, string text, bool isDefault)
    {
        var all = ConfigGrammar.Each(text).ToList();
        if (all.Exists(grammar.IsHardware))
        {
            if (!isDefault)
            {
                return ConfigOutcome.NotRemovable;
            }

            foreach (var child in all.SelectMany(one => node.Find(one)?.Children.ToList() ?? []))
            {
                child.Hide();
            }

            // Without an address a port says so.
            foreach (var port in grammar.WritesNoAddress ? all.Select(node.Find).OfType<ConfigNode>() : [])
            {
                port.Put("no ip address", OrderOf(port));
            }

            return ConfigOutcome.Done;
        }

        all.ForEach(one => Remove(node, one, isDefault));
        return ConfigOutcome.Done;
    }

    private void Remove(ConfigNode node, string text, bool isDefault)
    {
        // "no ntp server 10.0.0.1" takes that line, "no description" and "no router ospf 1" all that begins so.
        var gone = node.Children.Where(child => string.Equals(child.Line, text, StringComparison.OrdinalIgnoreCase)).ToList();
        if (gone.Count == 0)
        {
            gone = [.. node.Children.Where(child => ConfigGrammar.Starts(child.Line, text))];
        }

        if (gone.Count == 0 && ConfigKey.SingleOf(text) is { } single)
        {
            gone = [.. node.Children.Where(child =>
                ConfigGrammar.Starts(child.Line, single) && !child.Line.EndsWith(" secondary", StringComparison.Ordinal))];
        }

        // A class map goes by its name, whatever it asks of its lines.
        if (gone.Count == 0 && ConfigGrammar.Starts(text, "class-map"))
        {
            gone = [.. node.Children.Where(child => child.Key == ConfigKey.Of(text))];
        }

        gone.ForEach(child => child.Hide());
        foreach (var child in gone)
        {
            var address = grammar.WritesNoAddress && child.Key == "ip address";
            if (!isDefault && child.WritesOff || address && child.WroteOn)
            {
                node.Put("no " + child.Key, OrderOf(node));
            }
        }

        if (grammar.IsOnByDefault(text))
        {
            if (isDefault)
            {
                node.Find("no " + text)?.Hide();
            }
            else
            {
                node.Put("no " + text, OrderOf(node));
            }
        }
        else if (gone.Count == 0 && !isDefault && node.Place(ConfigKey.Of(text)) is { WritesOff: true } place)
        {
            node.Put("no " + place.Key, OrderOf(node));
        }
    }

    private ConfigNode Here(int? depth = null) =>
        path.Take(depth ?? path.Count).Aggregate(root(), (node, step) => node.Find(step.Line) ?? node.Put(step.Line, OrderOf(node)));

    private Comparison<string> OrderOf(ConfigNode node) =>
        node.Line.Length == 0 ? ConfigOrder.Top(grammar) : (one, other) => ConfigOrder.Inside(node.Line, one, other);
}
