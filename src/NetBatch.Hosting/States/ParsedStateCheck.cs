namespace NetBatch.Hosting;

/// <summary>Compares outputs as the rows that a parser makes of them.</summary>
/// <param name="parser">Makes the rows.</param>
internal sealed class ParsedStateCheck(IOutputParser parser) : IStateCheck
{
    private const string Device = "device";

    public string? Problem(string? platform, string command, string output) => Parse(platform, command, output).Problem;

    public IReadOnlyList<string> Lost(string? platform, string command, string before, string after) =>
    [
        .. StateCheck.Compare(Capture(platform, command, before), Capture(platform, command, after), null, null,
            missingIsEmpty: true).Differences
            .Where(one => one.Change != "Added")
            .Select(one => $"{one.Key} {(one.Difference.Length > 0 ? one.Difference : "is gone")}"),
    ];

    private ParsedOutput Parse(string? platform, string command, string output) =>
        ParsedOutput.Of(parser, new ParseRequest { Platform = platform, Command = command }, output);

    private StateCapture Capture(string? platform, string command, string output)
    {
        var parsed = Parse(platform, command, output);
        var capture = new StateCapture();
        capture.Begin(Device, command, parsed.Set?.Keys ?? []);
        foreach (var row in parsed.Rows)
        {
            capture.Add(Device, command, [.. parsed.Set!.Columns.Select((column, index) => KeyValuePair.Create(column.Name, row[index]))]);
        }

        return capture;
    }
}
