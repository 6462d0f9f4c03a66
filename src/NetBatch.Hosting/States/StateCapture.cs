using NetBatch.TextFsm;

namespace NetBatch.Hosting;

/// <summary>What devices showed at one time, as rows: a table for each device and command.</summary>
public sealed class StateCapture
{
    private readonly Dictionary<(string Device, string Command), Table> tables = new(PlaceComparer.Instance);
    private readonly List<(string Device, string Command)> order = [];

    /// <summary>Devices and commands in the order in which they came.</summary>
    public IReadOnlyList<(string Device, string Command)> Places => order;

    /// <summary>All rows of a job.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>; <see cref="ErrorCode.IllegalState"/>: the job has no
    /// rows.</exception>
    public static async Task<StateCapture> OfJobAsync(IJobStore store, RowFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(filter);
        var capture = new StateCapture();
        await foreach (var chunk in store.ReadRowsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Command.Length == 0)
            {
                continue;
            }

            capture.Begin(chunk.Name, chunk.Command, chunk.Set.Keys ?? []);
            foreach (var row in chunk.Rows())
            {
                capture.Add(chunk.Name, chunk.Command,
                    [.. chunk.Set.Columns.Select((column, index) => KeyValuePair.Create(column.Name, row[index]))]);
            }
        }

        return capture.order.Count > 0 ? capture : throw new NetBatchException(
            ErrorCode.IllegalState, $"The job '{filter.JobId}' has no rows there.", "Start both jobs with -Parse (netbatch run --parse).");
    }

    /// <summary>Tells that there is a table, were it without rows, and the names of its key columns.</summary>
    public void Begin(string device, string command, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var table = At(device, command);
        table.Keys = table.Keys.Count > 0 ? table.Keys : keys;
    }

    /// <summary>Adds a row.</summary>
    public void Add(string device, string command, IReadOnlyList<KeyValuePair<string, object?>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var table = At(device, command);
        foreach (var (name, _) in cells)
        {
            if (!table.Header.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                table.Header.Add(name);
            }
        }

        table.Rows.Add(new TemplateRecord([.. cells.Select(cell => cell.Key)], [.. cells.Select(cell => Plain(cell.Value))]));
    }

    /// <summary>How many rows a table has; null where there is no such table.</summary>
    public int? Rows(string device, string command) => tables.TryGetValue((device, command), out var table) ? table.Rows.Count : null;

    /// <summary>The values of a column with the number of rows that have each, most first.</summary>
    public IReadOnlyList<(string Value, int Count)> Values(string device, string command, string column) =>
    [
        .. At(device, command).Rows.GroupBy(row => ValueText.Of(Cell(row, column)), StringComparer.Ordinal)
            .Select(group => (group.Key, group.Count())).OrderByDescending(one => one.Item2),
    ];

    internal ParsedTable TableOf((string Device, string Command) place) =>
        tables.TryGetValue(place, out var table)
            ? new ParsedTable(table.Header, [.. table.Keys.Where(key => table.Header.Contains(key, StringComparer.OrdinalIgnoreCase))],
                table.Rows, [])
            : new ParsedTable([], [], [], []);

    private static object? Cell(TemplateRecord row, string column)
    {
        var at = row.Header.ToList().FindIndex(name => string.Equals(name, column, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : row.Cells[at];
    }

    // What is compared is what is shown.
    private static object? Plain(object? cell) => cell switch
    {
        null or string => cell,
        IEnumerable<string> texts => texts.ToArray<object?>(),
        _ => ValueText.Of(cell),
    };

    private Table At(string device, string command)
    {
        if (!tables.TryGetValue((device, command), out var table))
        {
            tables[(device, command)] = table = new Table();
            order.Add((device, command));
        }

        return table;
    }

    private sealed class Table
    {
        public List<string> Header { get; } = [];

        public List<TemplateRecord> Rows { get; } = [];

        public IReadOnlyList<string> Keys { get; set; } = [];
    }

    /// <summary>Devices and commands are the same whatever the case.</summary>
    private sealed class PlaceComparer : IEqualityComparer<(string Device, string Command)>
    {
        public static readonly PlaceComparer Instance = new();

        public bool Equals((string Device, string Command) one, (string Device, string Command) other) =>
            string.Equals(one.Device, other.Device, StringComparison.OrdinalIgnoreCase)
                && string.Equals(one.Command, other.Command, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Device, string Command) place) => HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(place.Device), StringComparer.OrdinalIgnoreCase.GetHashCode(place.Command));
    }
}
