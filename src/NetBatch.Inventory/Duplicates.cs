using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory;

/// <summary>Finds entries that are the same device, or that people could not tell apart.</summary>
internal static class Duplicates
{
    public static void Find(IReadOnlyList<(Device Device, int? Line)> devices, ProblemList problems)
    {
        var names = new Dictionary<string, int?>(StringComparer.OrdinalIgnoreCase);
        var ids = new Dictionary<string, int?>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new Dictionary<string, (int? Line, string Name)>(StringComparer.Ordinal);
        foreach (var (device, line) in devices)
        {
            var nameIsNew = names.TryAdd(device.Name, line);
            if (!nameIsNew)
            {
                Add(problems, line, $"the name {Show.Quoted(device.Name)} stands on line {names[device.Name]} already.", "Give each device its own name.");
            }

            if (!ids.TryAdd(device.Id, line) && (nameIsNew || device.Id != device.Name))
            {
                Add(problems, line, $"the id {Show.Quoted(device.Id)} stands on line {ids[device.Id]} already.", "Give each device its own id.");
            }

            if (!endpoints.TryAdd(device.Endpoint!, (line, device.Name)))
            {
                var (firstLine, firstName) = endpoints[device.Endpoint!];
                Add(problems, line, $"{Show.Quoted(device.Name)} has the address {Show.Quoted(device.Endpoint!)} of {Show.Quoted(firstName)} on line {firstLine}.", "Keep one of the two, or correct address or port.");
            }
        }
    }

    private static void Add(ProblemList problems, int? line, string message, string remedy) =>
        problems.Add(line, null, message, remedy, ErrorCode.DuplicateTarget);
}
