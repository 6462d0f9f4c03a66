using System.Text.Json;

namespace NetBatch.Data.Validating;

/// <summary>A check as it is made: the databases and the arguments.</summary>
/// <param name="target">The database that is checked.</param>
/// <param name="source">The one it is compared with, or null.</param>
/// <param name="args">The arguments, already found to be of their declared types.</param>
/// <param name="scripts">Runs PowerShell; null: nobody here can.</param>
internal sealed class CheckRun(CheckSide target, CheckSide? source, JsonElement args, IScriptRunner? scripts = null)
{
    public IScriptRunner? Scripts => scripts;

    public CheckSide Target => target;

    public CheckSide? Source => source;

    /// <summary>The source of a check that cannot do without.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public CheckSide OtherSide => source ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The check compares two databases, and there is no source.", "Name a source in the pipeline.");

    public JsonElement Args => args;

    public int Evidence => (int)(Number("evidence") ?? Options.DefaultEvidence);

    public TableName Table => TableName.Parse(Text("table")!);

    public TableName SourceTable => TableName.Parse(Text("sourceTable") ?? Text("table")!);

    public string? Text(string name) => args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => one.ToString())] : [];

    public double? Number(string name) => args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public bool Flag(string name, bool otherwise = false) =>
        args.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    /// <summary>The rows that are looked at: the table, or a part of it, as something to stand behind FROM.</summary>
    public string From(CheckSide side)
    {
        var (table, where) = ReferenceEquals(side, target) ? (Table, Text("where")) : (SourceTable, Text("sourceWhere"));
        var name = table.Quoted(side.Dialect);
        return where is null ? name : $"(SELECT * FROM {name} WHERE {where}) {side.Quote("rows_of_" + table.Name)}";
    }

    /// <summary>What a column of the target is called in the source.</summary>
    public string InSource(string column)
    {
        if (args.TryGetProperty("columnMap", out var map) && map.ValueKind == JsonValueKind.Object)
        {
            foreach (var pair in map.EnumerateObject())
            {
                if (string.Equals(pair.Name, column, StringComparison.OrdinalIgnoreCase) && pair.Value.ValueKind == JsonValueKind.String)
                {
                    return pair.Value.GetString()!;
                }
            }
        }

        return column;
    }
}
