using System.Globalization;
using System.Text;
using System.Text.Json;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Metadata;

/// <summary>
/// The kind <c>metadata</c>: what a database says of its tables, as rows of four sorts and as YAML, which is the output of
/// the last step and the run's document <c>metadata</c>.
/// </summary>
/// <param name="providers">The databases that are known.</param>
public sealed class MetadataWork(ProviderCatalog providers) : WorkKind
{
    /// <summary>The name of the document that holds the YAML.</summary>
    public const string Document = "metadata";

    private static readonly string[] Steps = ["tables", "columns", "indexes", "relationships", "snapshot"];

    /// <inheritdoc/>
    public override string Name => "metadata";

    /// <inheritdoc/>
    public override string TargetKind => "instance";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("schemaName", WorkOptionType.Text, "Only this schema; default: all that are no system schemas."),
        new("tables", WorkOptionType.TextList, "Only these tables and views; * and ? are wildcards."),
        new("count", WorkOptionType.Switch, "Whether rows are counted, which reads every table.", Default: "true"),
        new("infer", WorkOptionType.Switch, "Whether relationships that nobody declared are inferred from names and types.",
            Default: "true"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) => providers.Problems(targets);

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        [.. Steps.Select(step => new PlannedStep(step, StepEffect.Read))];

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var session = await providers.OpenAsync(run, DatabaseAccess.Read, cancellationToken).ConfigureAwait(false);
        DatabaseFacts facts;
        await using (session.ConfigureAwait(false))
        {
            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
            facts = await MetadataReader.ReadAsync(session, Request(run.Args), run.Time.GetUtcNow(), cancellationToken)
                .ConfigureAwait(false);
            await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
        }

        if (facts.Tables.Count == 0)
        {
            throw new NetBatchException(ErrorCode.WorkFailed, $"'{run.Target.Name}' has no table of that schema and name.",
                "Check -SchemaName and -Table; without them all are read.");
        }

        await RowsAsync(run, "tables", TableColumns, facts.Tables.Select(TableRow), cancellationToken).ConfigureAwait(false);
        await RowsAsync(run, "columns", ColumnColumns, facts.Tables.SelectMany(ColumnRows), cancellationToken).ConfigureAwait(false);
        await RowsAsync(run, "indexes", IndexColumns, facts.Tables.SelectMany(IndexRows), cancellationToken).ConfigureAwait(false);
        await RowsAsync(run, "relationships", ReferenceColumns, facts.Tables.SelectMany(ReferenceRows), cancellationToken)
            .ConfigureAwait(false);
        var yaml = Encoding.UTF8.GetBytes(MetadataYaml.Write(facts));
        await run.KeepAsync(Document, yaml, cancellationToken).ConfigureAwait(false);
        var snapshot = await run.BeginReadAsync("snapshot", cancellationToken).ConfigureAwait(false);
        await snapshot.WriteAsync(yaml, cancellationToken).ConfigureAwait(false);
        await snapshot.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static MetadataRequest Request(JsonElement args) => new()
    {
        Schema = args.TryGetProperty("schemaName", out var schema) ? schema.GetString() : null,
        Tables = args.TryGetProperty("tables", out var tables) ? [.. tables.EnumerateArray().Select(one => one.GetString()!)] : [],
        Count = !args.TryGetProperty("count", out var count) || count.GetBoolean(),
        Infer = !args.TryGetProperty("infer", out var infer) || infer.GetBoolean(),
    };

    private static readonly IReadOnlyList<RowColumn> TableColumns =
        [new("schema"), new("table"), new("type"), new("columns", RowType.WholeNumber), new("rows", RowType.WholeNumber),
            new("primary_key", RowType.TextList)];

    private static readonly IReadOnlyList<RowColumn> ColumnColumns =
    [
        new("schema"), new("table"), new("column"), new("position", RowType.WholeNumber), new("type"), new("family"),
        new("nullable", RowType.Switch),
        new("length", RowType.WholeNumber), new("precision", RowType.WholeNumber), new("scale", RowType.WholeNumber), new("default"),
        new("key", RowType.Switch),
    ];

    private static readonly IReadOnlyList<RowColumn> IndexColumns = [new("schema"), new("table"), new("index"),
        new("columns", RowType.TextList), new("unique", RowType.Switch)];

    private static readonly IReadOnlyList<RowColumn> ReferenceColumns =
        [new("schema"), new("table"), new("columns", RowType.TextList), new("to_table"), new("to_columns", RowType.TextList),
            new("declared", RowType.Switch)];

    private static object?[] TableRow(TableFacts table) =>
        [table.Schema, table.Name, table.IsView ? "view" : "table", (long)table.Columns.Count, table.RowCount, table.PrimaryKey];

    private static IEnumerable<object?[]> ColumnRows(TableFacts table) => table.Columns.Select((column, index) => new object?[]
    {
        table.Schema, table.Name, column.Name, index + 1L, column.Type, column.Family.ToString(), column.Nullable,
        column.Length, column.Precision, column.Scale, column.Default,
        table.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase),
    });

    private static IEnumerable<object?[]> IndexRows(TableFacts table) =>
        table.Indexes.Select(index => new object?[] { table.Schema, table.Name, index.Name, index.Columns, index.Unique });

    private static IEnumerable<object?[]> ReferenceRows(TableFacts table) =>
        table.ForeignKeys.Select(key => new object?[] { table.Schema, table.Name, key.Columns, key.ToTable, key.ToColumns, key.Declared });

    private static async Task RowsAsync(IRunContext run, string step, IReadOnlyList<RowColumn> columns, IEnumerable<object?[]> rows,
        CancellationToken cancellationToken)
    {
        var recorder = await run.BeginReadAsync(step, cancellationToken).ConfigureAwait(false);
        await recorder.BeginRowsAsync(new RowSet($"metadata_{step}", columns), cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            await recorder.WriteRowAsync(row, cancellationToken).ConfigureAwait(false);
        }

        await recorder.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
