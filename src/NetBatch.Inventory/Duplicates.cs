using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory;

/// <summary>Finds entries that are the same device, or that people could not tell apart.</summary>
internal static class Duplicates
{
    /// <summary>Adds a problem for each entry whose name, id or endpoint stands on an earlier line.</summary>
    /// <param name="entries">The entries; the device is null where its row has other problems.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>Which entries those are.</returns>
    public static IReadOnlySet<int> Find(IReadOnlyList<(Device? Device, string? Name, int? Line)> entries, ProblemList problems)
    {
        var names = new Dictionary<string, int?>(StringComparer.OrdinalIgnoreCase);
        var ids = new Dictionary<string, int?>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new Dictionary<(string? Site, string Endpoint), (int? Line, string Name)>();
        var same = new HashSet<int>();
        for (var i = 0; i < entries.Count; i++)
        {
            var (device, name, line) = entries[i];
            var before = problems.Found;
            var sameName = name is not null && !names.TryAdd(name, line);
            if (sameName)
            {
                Add(problems, line, $"the name {QuotedText.Of(name!)} stands on line {names[name!]} already.",
                    "Give each device its own name.");
            }

            if (device is null)
            {
                continue;
            }

            // Where the id is only the name, the sentence above says it all.
            if (!ids.TryAdd(device.Id, line) && !(sameName && device.Id == device.Name))
            {
                Add(problems, line, $"the id {QuotedText.Of(device.Id)} stands on line {ids[device.Id]} already.",
                    "Give each device its own id.");
            }

            // Two sites may use the same addresses.
            var place = (device.SiteOf(), device.Endpoint!);
            if (!endpoints.TryAdd(place, (line, device.Name)))
            {
                var (firstLine, firstName) = endpoints[place];
                Add(problems, line, $"{QuotedText.Of(device.Name)} has the address {QuotedText.Of(device.Endpoint!)} of "
                    + $"{QuotedText.Of(firstName)} on line {firstLine}.", "Keep one of the two, or correct address or port.");
            }

            if (problems.Found > before)
            {
                same.Add(i);
            }
        }

        return same;
    }

    private static void Add(ProblemList problems, int? line, string message, string remedy) =>
        problems.Add(line, null, message, remedy, ErrorCode.DuplicateTarget);
}
