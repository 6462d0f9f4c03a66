namespace NetBatch.Lab.Configs;

/// <summary>
/// What a line does beside standing there, and what a device does not take: the VRF of an interface takes its addresses ("% Interface ...
/// IPv4 disabled and address(es) removed due to enabling VRF", IOS MPLS Command Reference, "vrf forwarding"; "Deleted all L3 config on
/// interface", NX-OS), a neighbor without an AS has no other lines (IOS BGP Command Reference, "neighbor remote-as"), what is in use
/// stays ("Class-map ... is being used", IOS QoS Command Reference), features first (NX-OS, "feature").
/// </summary>
internal sealed class LineEffects(ConfigGrammar grammar, ConfigNode root, ConfigNode? above, ConfigNode here)
{
    /// <summary>Why a line is not taken; null: it is.</summary>
    public ConfigOutcome? Refusal(string text)
    {
        var off = text.StartsWith("no ", StringComparison.Ordinal);
        if (grammar.NeedsNeighbors && !off && text.Split(' ') is ["neighbor", var name, var what, ..]
            && what is not ("remote-as" or "peer-group") && !IsKnown(name))
        {
            return ConfigOutcome.NoSuchNeighbor;
        }

        if (off && grammar.KeepsUsedMaps && here == root
            && text.Split(' ') is ["no", ("class-map" or "policy-map") and var kind, .., var map]
            && IsUsed(kind == "class-map" ? $"class {map}" : map, kind))
        {
            return ConfigOutcome.InUse;
        }

        if (off && here == root && grammar.Fixed.Contains(text[3..]))
        {
            return ConfigOutcome.InUse;
        }

        return !off && here == root && grammar.FeatureOf(text) is { } feature && root.Find($"feature {feature}") is null
            ? ConfigOutcome.Invalid : null;
    }

    /// <summary>The line as it will stand there: what adds to a list of VLANs becomes the list.</summary>
    public string Whole(string text)
    {
        const string Trunk = "switchport trunk allowed vlan";
        if (!ConfigGrammar.Starts(text, Trunk) || text.Split(' ')[4..] is not [_, ..] words || !char.IsAsciiDigit(words[^1][0]))
        {
            return text;
        }

        var old = here.Children.FirstOrDefault(child => ConfigGrammar.Starts(child.Line, Trunk))?.Line[(Trunk.Length + 1)..];
        var numbers = words.Length == 1 ? [] : VlanNumbers.Read(old ?? "1-4094");
        if (words[0] == "remove")
        {
            numbers.ExceptWith(VlanNumbers.Read(words[^1]));
        }
        else
        {
            numbers.UnionWith(VlanNumbers.Read(words[^1]));
        }

        return numbers.Count == 0 ? $"{Trunk} none" : $"{Trunk} {VlanNumbers.Write(numbers, grammar.WritesPairsWithComma)}";
    }

    /// <summary>Takes away what a line takes away besides.</summary>
    /// <param name="text">The line that was done.</param>
    /// <param name="vrf">The VRF of the interface before it.</param>
    /// <param name="remove">Takes a line away as a typed one does.</param>
    public void Follow(string text, string? vrf, Action<ConfigNode, string> remove)
    {
        if (Vrf() != vrf)
        {
            foreach (var words in grammar.VrfTakes)
            {
                remove(here, words);
            }
        }

        if (!text.StartsWith("no ", StringComparison.Ordinal))
        {
            return;
        }

        switch (text.Split(' '))
        {
            case ["no", "neighbor", var name, ..] when grammar.NeedsNeighbors && !IsKnown(name):
                Hide(here, line => ConfigGrammar.Starts(line, $"neighbor {name}"));
                break;
            case ["no", "feature", var feature]:
                foreach (var section in root.Children.Where(child => grammar.FeatureOf(child.Line) == feature).ToList())
                {
                    section.Hide();
                }

                Hide(root, line => grammar.FeatureOf(line) == feature);
                break;
            case ["no", "vrf", "definition", var gone]:
                foreach (var port in root.Children.Where(child => child.Find($"vrf forwarding {gone}") is not null).ToList())
                {
                    remove(port, $"vrf forwarding {gone}");
                    remove(port, "ip address");
                }

                break;
        }
    }

    /// <summary>The VRF of an interface, or null.</summary>
    public string? Vrf() => grammar.VrfWords is { } words && here.Line.StartsWith("interface ", StringComparison.Ordinal)
        ? here.Children.FirstOrDefault(child => ConfigGrammar.Starts(child.Line, words))?.Line : null;

    private bool IsKnown(string name) => HasAs(here, name) || (above is not null && HasAs(above, name));

    private static bool HasAs(ConfigNode section, string name) => section.Children.Any(child =>
        ConfigGrammar.Starts(child.Line, $"neighbor {name} remote-as") || ConfigGrammar.Starts(child.Line, $"neighbor {name} peer-group"));

    private static void Hide(ConfigNode node, Predicate<string> which)
    {
        foreach (var child in node.Children.ToList())
        {
            if (which(child.Line))
            {
                child.Hide();
            }
            else
            {
                Hide(child, which);
            }
        }
    }

    private bool IsUsed(string name, string kind) => root.Children.Any(section => kind == "class-map"
        ? section.Line.StartsWith("policy-map ", StringComparison.Ordinal) && section.Find(name) is not null
        : section.Children.Any(line => ConfigGrammar.Starts(line.Line, "service-policy")
            && line.Line.EndsWith(" " + name, StringComparison.Ordinal)));
}
