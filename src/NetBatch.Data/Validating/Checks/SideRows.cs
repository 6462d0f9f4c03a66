using System.Globalization;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Validating.Checks;

/// <summary>One side of a comparison of rows: its key and columns as texts that both databases write alike.</summary>
internal sealed record SideRows(CheckSide Side, string From, IReadOnlyList<ColumnFacts> Key, IReadOnlyList<ColumnFacts> Columns)
{
    private const char Divider = '\u001f';

    private ColumnFamily[] KeyForms { get; init; } = [];

    private ColumnFamily[] Forms { get; init; } = [];

    public static async Task<SideRows> OfAsync(CheckRun run, CheckSide side, IReadOnlyList<string> key, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var isSource = ReferenceEquals(side, run.Source);
        var facts = await side.FactsAsync(isSource ? run.SourceTable : run.Table, cancellationToken).ConfigureAwait(false);
        // Without a list the target's columns are compared, all of which the source must have.
        var names = columns.Count > 0 ? columns
            : [.. (await run.Target.FactsAsync(run.Table, cancellationToken).ConfigureAwait(false)).Columns.Select(column => column.Name).Except(key, StringComparer.OrdinalIgnoreCase)];
        return new SideRows(side, run.From(side), [.. key.Select(Find)], [.. names.Select(Find)]);

        ColumnFacts Find(string name) => CheckSide.Column(facts, isSource ? run.InSource(name) : name);
    }

    /// <summary>Both sides with the forms in which their values can be compared.</summary>
    public static (SideRows, SideRows) Agree(SideRows one, SideRows other)
    {
        var key = one.Key.Zip(other.Key, Form).ToArray();
        var forms = one.Columns.Zip(other.Columns, Form).ToArray();
        return (one with { KeyForms = key, Forms = forms }, other with { KeyForms = key, Forms = forms });
    }

    /// <summary>Key, bucket and both halves of the checksum of every row.</summary>
    public string Hashed(int buckets)
    {
        var sql = Side.Sql;
        return $"SELECT nb_key, {sql.Hash("nb_key", 0)} % {buckets} AS nb_bucket, {sql.Hash("nb_row", 0)} AS nb_first, {sql.Hash("nb_row", 1)} AS nb_second FROM ("
            + $"SELECT {sql.Joined(Texts(Key, KeyForms))} AS nb_key, {sql.Joined([.. Texts(Key, KeyForms), .. Texts(Columns, Forms)])} AS nb_row FROM {From}) joined";
    }

    /// <summary>The values of the rows of a key, as <see cref="Hashed"/> gives it, as texts; "NULL" for none.</summary>
    public async Task<IReadOnlyList<string[]>> ValuesAsync(string joinedKey, CancellationToken cancellationToken)
    {
        var keys = Texts(Key, KeyForms);
        var parts = joinedKey.Split(Divider);
        Dictionary<string, object?> parameters = [];
        List<string> conditions = [];
        for (var index = 0; index < keys.Length; index++)
        {
            if (parts[index] is not ['v', ..])
            {
                conditions.Add($"{keys[index]} IS NULL");
                continue;
            }

            var name = FormattableString.Invariant($"k{index}");
            parameters[name] = parts[index][1..];
            conditions.Add($"{keys[index]} = {Side.Dialect.Parameter(name)}");
        }

        var select = Columns.Count == 0 ? "1" : string.Join(", ", Texts(Columns, Forms));
        var (_, rows) = await Side.RowsAsync(Side.Dialect.Limit($"SELECT {select} FROM {From} WHERE {string.Join(" AND ", conditions)}", 2), parameters, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => Columns.Select((_, index) => Readable(Convert.ToString(row[index], CultureInfo.InvariantCulture), row[index] is null, Forms[index])).ToArray())];
    }

    /// <summary>A key as it came, for people: values with commas between.</summary>
    public static string Shown(string joined) =>
        string.Join(',', joined.Split(Divider).Select(part => part.Length > 0 && part[0] == 'v' ? part[1..] : "NULL"));

    private static string Readable(string? text, bool isNull, ColumnFamily form) => isNull ? "NULL"
        : form == ColumnFamily.Number && decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var tenThousandths)
            ? (tenThousandths / 10_000m).ToString("0.####", CultureInfo.InvariantCulture)
            : text ?? "";

    private string[] Texts(IReadOnlyList<ColumnFacts> columns, ColumnFamily[] forms) =>
        [.. columns.Select((column, index) => Side.Sql.Same(Side.Quote(column.Name), column.Type, column.Family, forms[index]))];

    private static ColumnFamily Form(ColumnFacts one, ColumnFacts other) => (one.Family, other.Family) switch
    {
        var (a, b) when a == b => a,
        (ColumnFamily.Number, ColumnFamily.WholeNumber) or (ColumnFamily.WholeNumber, ColumnFamily.Number) => ColumnFamily.Number,
        (ColumnFamily.Switch, ColumnFamily.WholeNumber or ColumnFamily.Number) or (ColumnFamily.WholeNumber or ColumnFamily.Number, ColumnFamily.Switch) => ColumnFamily.Switch,
        // Databases without types of their own for days and times keep them as text.
        (ColumnFamily.Date, _) or (_, ColumnFamily.Date) => ColumnFamily.Date,
        (ColumnFamily.Time, _) or (_, ColumnFamily.Time) => ColumnFamily.Time,
        _ => ColumnFamily.Text,
    };
}
