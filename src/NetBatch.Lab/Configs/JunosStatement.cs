namespace NetBatch.Lab.Configs;

/// <summary>One statement of a Junos configuration with those below it. One that was deleted leaves its place behind and comes back
/// there.</summary>
internal sealed class JunosStatement(string words, string key)
{
    // Junos writes these in the order of its schema; ports, units and routes by name.
    private static readonly string[] Schema =
    [
        "version", "groups", "apply-groups", "system", "chassis", "services", "security", "interfaces", "snmp", "forwarding-options",
        "event-options", "policy-options", "class-of-service", "firewall",
        "routing-instances", "routing-options", "protocols", "applications", "access", "switch-options", "vlans",
    ];

    private readonly List<JunosStatement> places = [];

    /// <summary>The statement as it is written.</summary>
    public string Words { get; private set; } = words;

    /// <summary>What it sets: two values of one statement have the same.</summary>
    public string Key { get; } = key;

    /// <summary>Whether only the place is left.</summary>
    public bool Gone { get; private set; }

    /// <summary>The statements below, in order.</summary>
    public IEnumerable<JunosStatement> Children => places.Where(place => !place.Gone);

    public JunosStatement? Child(string text) => places.Find(child => !child.Gone && child.Words == text);

    /// <summary>Writes a statement: in the place of the same setting, or in a new one.</summary>
    public JunosStatement Put(string text, string key)
    {
        // A term or policy that is made anew comes behind all others, wherever it stood (Junos CLI User Guide, "insert").
        places.RemoveAll(child => child.Gone && child.Key == key && key.Split(' ')[0] is "term" or "policy");
        if (places.Find(child => child.Key == key) is { } place)
        {
            place.Words = text;
            place.Gone = false;
            return place;
        }

        var at = places.Count;
        while (at > 0 && Compare(places[at - 1], key) > 0)
        {
            at--;
        }

        var child = new JunosStatement(text, key);
        places.Insert(at, child);
        return child;
    }

    /// <summary>Puts a statement below before or behind another one; false: one of them is not there.</summary>
    public bool Move(string text, string other, bool isBehind)
    {
        if (Child(text) is not { } moved || Child(other) is not { } fixedOne || moved == fixedOne)
        {
            return false;
        }

        places.Remove(moved);
        places.Insert(places.IndexOf(fixedOne) + (isBehind ? 1 : 0), moved);
        return true;
    }

    /// <summary>Deletes the statement with all below it; the places stay.</summary>
    public void Hide()
    {
        Gone = true;
        places.ForEach(child => child.Hide());
    }

    public JunosStatement Copy()
    {
        var copy = new JunosStatement(Words, Key) { Gone = Gone };
        copy.places.AddRange(places.Select(child => child.Copy()));
        return copy;
    }

    private int Compare(JunosStatement other, string key)
    {
        if (Key.Length == 0)
        {
            return Array.IndexOf(Schema, other.Key).CompareTo(Array.IndexOf(Schema, key));
        }

        // Ports, units, routes and VLANs by name; user-ordered lists and the rest as they came.
        var (first, second) = (other.Key.Split(' ')[0], key.Split(' ')[0]);
        return Key is "interfaces" or "vlans" || first == second && first is "unit" or "route" or "area"
            ? ConfigOrder.Natural(other.Key, key) : 0;
    }
}
