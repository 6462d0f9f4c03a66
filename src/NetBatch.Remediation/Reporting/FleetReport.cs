namespace NetBatch.Remediation;

/// <summary>A line of remediation and the devices that need it.</summary>
/// <param name="Path">The sections it stands in, from the top; empty at the top.</param>
/// <param name="Line">The line.</param>
/// <param name="Devices">The devices, in order of name.</param>
/// <param name="Tags">All tags the line carries on any of them.</param>
public sealed record FleetChange(IReadOnlyList<string> Path, string Line, IReadOnlyList<string> Devices, IReadOnlyList<string> Tags)
{
    /// <summary>How many devices need it.</summary>
    public int DeviceCount => Devices.Count;
}

/// <summary>Which change hits how many devices, over the remediations of a fleet.</summary>
public sealed class FleetReport
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> devices = new(StringComparer.Ordinal);

    /// <summary>Devices that were added, those with nothing to do included.</summary>
    public int DeviceCount => devices.Count;

    /// <summary>Adds a device's remediation. A device that is added twice counts once.</summary>
    /// <param name="device">Its name or id.</param>
    /// <param name="remediation">What it needs; may be empty.</param>
    public void Add(string device, ConfigTree remediation)
    {
        devices.Add(device);
        Add(device, remediation.Root, "");
    }

    /// <summary>The changes, the most frequent first.</summary>
    /// <param name="minDevices">Only those that at least so many devices need; from 1.</param>
    /// <param name="includeTags">Only those with one of these tags; empty: all.</param>
    /// <param name="excludeTags">None with one of these tags.</param>
    public IReadOnlyList<FleetChange> Changes(int minDevices = 1, IReadOnlyCollection<string>? includeTags = null,
        IReadOnlyCollection<string>? excludeTags = null) =>
    [
        .. entries.Values
            .Where(e => e.Devices.Count >= minDevices)
            .Where(e => includeTags is not { Count: > 0 } || e.Tags.Overlaps(includeTags))
            .Where(e => excludeTags is not { Count: > 0 } || !e.Tags.Overlaps(excludeTags))
            .OrderByDescending(e => e.Devices.Count)
            .ThenBy(e => string.Join('\n', e.Path.Append(e.Line)), StringComparer.Ordinal)
            .Select(e => new FleetChange(e.Path, e.Line, [.. e.Devices], [.. e.Tags])),
    ];

    private void Add(string device, ConfigNode section, string path)
    {
        foreach (var child in section.Children)
        {
            var key = path + "\0" + child.Text;
            if (child.Count > 0)
            {
                Add(device, child, key);
                continue;
            }

            if (!entries.TryGetValue(key, out var entry))
            {
                entries.Add(key, entry = new Entry(child.Parent?.Path ?? [], child.Text));
            }

            entry.Devices.Add(device);
            entry.Tags.UnionWith(child.Tags);
        }
    }

    private sealed class Entry(IReadOnlyList<string> path, string line)
    {
        public IReadOnlyList<string> Path { get; } = path;

        public string Line { get; } = line;

        public SortedSet<string> Devices { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Tags { get; } = new(StringComparer.Ordinal);
    }
}
