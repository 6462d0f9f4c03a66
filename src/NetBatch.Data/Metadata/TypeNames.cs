using System.Globalization;
using System.Text.RegularExpressions;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Metadata;

/// <summary>What databases' type names mean, and the other way round.</summary>
internal static partial class TypeNames
{
    // In this order: "bigint" holds INT, "timestamp" is no text, "datetime" is no date.
    private static readonly (string Part, ColumnFamily Family)[] Parts =
    [
        ("interval", ColumnFamily.Other), ("point", ColumnFamily.Other), ("int", ColumnFamily.WholeNumber), ("serial", ColumnFamily.WholeNumber),
        ("bool", ColumnFamily.Switch), ("timestamp", ColumnFamily.Time), ("datetime", ColumnFamily.Time), ("date", ColumnFamily.Date),
        ("char", ColumnFamily.Text), ("text", ColumnFamily.Text), ("clob", ColumnFamily.Text), ("string", ColumnFamily.Text), ("uuid", ColumnFamily.Text),
        ("uniqueidentifier", ColumnFamily.Text), ("dec", ColumnFamily.Number), ("num", ColumnFamily.Number), ("real", ColumnFamily.Number),
        ("float", ColumnFamily.Number), ("double", ColumnFamily.Number), ("money", ColumnFamily.Number), ("blob", ColumnFamily.Bytes),
        ("bytea", ColumnFamily.Bytes), ("binary", ColumnFamily.Bytes), ("image", ColumnFamily.Bytes),
    ];

    /// <summary>What the values of a type are.</summary>
    public static ColumnFamily Family(string type)
    {
        var name = type.ToLowerInvariant();
        // PostgreSQL names arrays with a leading underscore.
        return name is "bit" ? ColumnFamily.Switch
            : name.StartsWith('_') ? ColumnFamily.Other
            : Parts.FirstOrDefault(part => name.Contains(part.Part, StringComparison.Ordinal)) is { Part: not null } found ? found.Family : ColumnFamily.Other;
    }

    /// <summary>The numbers in the brackets of a type as SQLite keeps it: <c>VARCHAR(20)</c>, <c>DECIMAL(12,2)</c>.</summary>
    public static (int? First, int? Second) Sizes(string type)
    {
        var match = Brackets().Match(type);
        return match.Success ? (Number(match.Groups[1]), match.Groups[2].Success ? Number(match.Groups[2]) : null) : (null, null);
    }

    /// <summary>A column's type as CREATE TABLE of a dialect takes it.</summary>
    public static string For(SqlDialect dialect, ColumnFacts column) => dialect.TypeName(column.Family switch
    {
        ColumnFamily.WholeNumber => new(SqlTypeKind.Whole),
        ColumnFamily.Number when column.Precision is { } precision => new(SqlTypeKind.Exact, Precision: precision, Scale: column.Scale ?? 0),
        ColumnFamily.Number => new(SqlTypeKind.Real),
        ColumnFamily.Switch => new(SqlTypeKind.Boolean),
        ColumnFamily.Date => new(SqlTypeKind.Date),
        ColumnFamily.Time => new(SqlTypeKind.Timestamp),
        ColumnFamily.Bytes => new(SqlTypeKind.Bytes),
        _ => new(SqlTypeKind.Text, column.Length),
    });

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?\)")]
    private static partial Regex Brackets();
}
