using System.Text.Json;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating;

/// <summary>A check as it is made: the databases and the arguments.</summary>
/// <param name="target">The database that is checked.</param>
/// <param name="source">The one it is compared with, or null.</param>
/// <param name="args">The arguments, already found to be of their declared types.</param>
/// <param name="scripts">Runs PowerShell; null: nobody here can.</param>
internal sealed class CheckRun(CheckSide target, CheckSide? source, JsonElement args, IScriptRunner? scripts = null)
{
    private TableFacts? table;
    private TableFacts? sourceTable;

    public IScriptRunner? Scripts => scripts;

    public CheckSide Target => target;

    public CheckSide? Source => source;

    /// <summary>The zone of times that have none, and of days; null: UTC.</summary>
    public TimeZoneInfo? Zone => target.Zone;

    /// <summary>The source of a check that cannot do without.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public CheckSide OtherSide =>
        source ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The check compares two databases, and there is no source.",
            "Name a source in the pipeline.");

    public JsonElement Args => args;

    public int Evidence => (int)(Number("evidence") ?? Options.DefaultEvidence);

    /// <summary>The table that is checked; known once <see cref="FindTableAsync"/> has found it.</summary>
    public TableFacts Table => table!;

    /// <summary>Finds the table, where the check is of one, by the name that the database has for it.</summary>
    public async Task FindTableAsync(CancellationToken cancellationToken)
    {
        if (Text("table") is { } name)
        {
            table = await target.TableAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The source's table.</summary>
    public async Task<TableFacts> SourceTableAsync(CancellationToken cancellationToken) =>
        sourceTable ??= await OtherSide.TableAsync(Text("sourceTable") ?? await SourceNameAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the source's rows are the very ones that are checked: a fleet may hold its own reference.</summary>
    public bool IsItself(TableFacts source) =>
        (target.Session.Instance.Provider, target.Session.Instance.Connection)
            == (OtherSide.Session.Instance.Provider, OtherSide.Session.Instance.Connection)
        && source.FullName == Table.FullName && Text("where") == Text("sourceWhere");

    public string? Text(string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(one => one.ToString())] : [];

    public double? Number(string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A number as it was written, which is SQL, too; null: none is given.</summary>
    public string? Literal(string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;

    public bool Flag(string name, bool otherwise = false) =>
        args.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
            : otherwise;

    /// <summary>A column of the table that a user named.</summary>
    public ColumnFacts Column(string name) => CheckSide.Column(Table, name);

    /// <summary>A column that a user named by its name in the target, on either side.</summary>
    public async Task<ColumnFacts> ColumnOfAsync(CheckSide side, string name, CancellationToken cancellationToken) =>
        ReferenceEquals(side, target) ? Column(name)
            : CheckSide.Column(await SourceTableAsync(cancellationToken).ConfigureAwait(false), InSource(name));

    /// <summary>A column's name, quoted as the database has it.</summary>
    public string Quoted(string column) => target.Quote(Column(column).Name);

    /// <summary>The rows of the target that are looked at: the table, or a part of it, as something to stand behind FROM.</summary>
    public string From() => From(target, Table, Text("where"));

    /// <summary>The rows of a side that are looked at.</summary>
    public async Task<string> FromAsync(CheckSide side, CancellationToken cancellationToken) =>
        ReferenceEquals(side, target) ? From()
            : From(side, await SourceTableAsync(cancellationToken).ConfigureAwait(false), Text("sourceWhere"));

    /// <summary>Refuses a columnMap that names a column which the target does not have: the one that was meant would go unmapped.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it has none of that name.</exception>
    public void EnsureMapped()
    {
        foreach (var pair in args.TryGetProperty("columnMap", out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject() : default)
        {
            Column(pair.Name);
        }
    }

    /// <summary>What a column of the target is called in the source.</summary>
    public string InSource(string column)
    {
        if (args.TryGetProperty("columnMap", out var map) && map.ValueKind == JsonValueKind.Object)
        {
            var pairs = map.EnumerateObject().Where(pair => pair.Value.ValueKind == JsonValueKind.String).ToArray();
            var names = pairs.Select(pair => pair.Name).ToArray();
            if (NameMatch.Find(names, name => name, column) is { } found)
            {
                return pairs.First(pair => pair.Name == found).Value.GetString()!;
            }
        }

        return column;
    }

    private static string From(CheckSide side, TableFacts of, string? where)
    {
        var name = side.Quote(of);
        return where is null ? name : $"(SELECT * FROM {name} WHERE {where}\n) {side.Quote("rows_of_" + of.Name)}";
    }

    // A schema of the target is no schema of the source, unless it is there, too.
    private async Task<string> SourceNameAsync(CancellationToken cancellationToken)
    {
        var name = Text("table")!;
        try
        {
            await OtherSide.TableAsync(name, cancellationToken).ConfigureAwait(false);
            return name;
        }
        catch (NetBatchException missing) when (missing.Code == ErrorCode.WorkFailed && Table.Schema is not null && name != Table.Name)
        {
            return Table.Name;
        }
    }
}
