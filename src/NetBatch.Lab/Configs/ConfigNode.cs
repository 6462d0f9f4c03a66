namespace NetBatch.Lab.Configs;

/// <summary>
/// A line of an indented configuration (IOS and its kin) with the lines below it. A line that was removed leaves its place behind: when
/// it comes back, or another value of the same setting, it stands where it stood, as on the devices, which write a setting where it
/// belongs.
/// </summary>
internal sealed class ConfigNode(string line, bool original = false)
{
    private readonly List<ConfigNode> places = [];

    // What the device wrote here from the start: a setting of which it writes "no x" is written so again, though others just vanish.
    private bool wroteOn = original && !line.StartsWith("no ", StringComparison.Ordinal);
    private bool wroteOff = original && line.StartsWith("no ", StringComparison.Ordinal);

    /// <summary>The line without its indentation; a banner holds all its lines.</summary>
    public string Line { get; private set; } = line;

    /// <summary>What the line sets: two values of one setting have the same.</summary>
    public string Key { get; } = ConfigKey.Of(line);

    /// <summary>Whether only the place is left.</summary>
    public bool Gone { get; private set; }

    /// <summary>Whether the device wrote the setting here from the start, in its positive form.</summary>
    public bool WroteOn => wroteOn;

    /// <summary>Whether the device writes "no x" here where the setting is off.</summary>
    public bool WritesOff => wroteOff;

    /// <summary>The lines below, in order.</summary>
    public IEnumerable<ConfigNode> Children => places.Where(place => !place.Gone);

    /// <summary>The line with this text, or null.</summary>
    public ConfigNode? Find(string text) =>
        places.Find(child => !child.Gone && string.Equals(child.Line, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The place of a setting, whether something stands there or not; null: there never was one.</summary>
    public ConfigNode? Place(string key) => places.Find(child => string.Equals(child.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a line behind all others.</summary>
    public void Add(ConfigNode child) => places.Add(child);

    /// <summary>Writes a line: in the place of its setting, or in a new place behind the last line that the order does not put behind
    /// it.</summary>
    public ConfigNode Put(string text, Comparison<string> order)
    {
        if (Place(ConfigKey.Of(text)) is { } place)
        {
            place.Line = text;
            place.Gone = false;
            return place;
        }

        var at = places.Count;
        while (at > 0 && order(places[at - 1].Line, text) > 0)
        {
            at--;
        }

        var child = new ConfigNode(text);
        places.Insert(at, child);
        return child;
    }

    /// <summary>Takes away all below, and the places.</summary>
    public void Clear() => places.Clear();

    /// <summary>Removes the line with all below it; the places stay.</summary>
    public void Hide()
    {
        Gone = true;
        places.ForEach(child => child.Hide());
    }

    /// <summary>From now on the device writes "no x" here where the setting is off.</summary>
    public void WriteOff() => wroteOff = true;

    /// <summary>A configuration of its own with the same lines and places.</summary>
    public ConfigNode Copy()
    {
        var copy = new ConfigNode(Line) { Gone = Gone, wroteOn = wroteOn, wroteOff = wroteOff };
        copy.places.AddRange(places.Select(child => child.Copy()));
        return copy;
    }

    /// <summary>Becomes what another configuration is, and stays the object that open sessions hold.</summary>
    public void Become(ConfigNode other)
    {
        var copy = other.Copy();
        places.Clear();
        places.AddRange(copy.places);
    }
}
