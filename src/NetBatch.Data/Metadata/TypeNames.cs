using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Metadata;

/// <summary>What databases' type names mean, each name as a whole, and the other way round.</summary>
internal static partial class TypeNames
{
    // postgresql.org/docs/current/datatype.html: names of pg_type and of format_type.
    private static readonly FrozenDictionary<string, ValueSort> PostgreSql = Table(
        (ValueSort.Whole, "int2, int4, int8, smallint, integer, bigint, oid, xid, cid"),
        (ValueSort.Exact, "numeric"),
        (ValueSort.Real32, "float4, real"),
        (ValueSort.Real, "float8, double precision"),
        (ValueSort.Text, "text, varchar, character varying, \"char\", name, citext"),
        (ValueSort.PaddedText, "bpchar, character, char"),
        (ValueSort.Bytes, "bytea"),
        (ValueSort.Switch, "bool, boolean"),
        (ValueSort.Date, "date"),
        (ValueSort.Local, "timestamp, timestamp without time zone"),
        (ValueSort.Instant, "timestamptz, timestamp with time zone"),
        (ValueSort.Clock, "time, time without time zone, timetz, time with time zone"),
        (ValueSort.Uuid, "uuid"),
        (ValueSort.Json, "json, jsonb"));

    // mariadb.com/kb/en/data-types, dev.mysql.com/doc/refman/8.4/en/data-types.html: DATA_TYPE of the information schema.
    private static readonly FrozenDictionary<string, ValueSort> MySql = Table(
        (ValueSort.Whole, "tinyint, smallint, mediumint, int, integer, bigint, year"),
        (ValueSort.Exact, "decimal, numeric"),
        (ValueSort.Real32, "float"),
        (ValueSort.Real, "double, real"),
        (ValueSort.Text, "varchar, tinytext, text, mediumtext, longtext, enum, set"),
        (ValueSort.PaddedText, "char"),
        (ValueSort.Bytes, "binary, varbinary, tinyblob, blob, mediumblob, longblob"),
        (ValueSort.Date, "date"),
        (ValueSort.Local, "datetime"),
        (ValueSort.Instant, "timestamp"),
        (ValueSort.Clock, "time"),
        (ValueSort.Uuid, "uuid"),
        (ValueSort.Json, "json"));

    // learn.microsoft.com/sql/t-sql/data-types
    private static readonly FrozenDictionary<string, ValueSort> SqlServer = Table(
        (ValueSort.Whole, "bigint, int, smallint, tinyint"),
        (ValueSort.Exact, "decimal, numeric, money, smallmoney"),
        (ValueSort.Real32, "real"),
        (ValueSort.Real, "float"),
        (ValueSort.Text, "varchar, nvarchar, text, ntext, sysname"),
        (ValueSort.PaddedText, "char, nchar"),
        (ValueSort.Bytes, "binary, varbinary, image, timestamp, rowversion"),
        (ValueSort.Switch, "bit"),
        (ValueSort.Date, "date"),
        (ValueSort.Local, "datetime, datetime2, smalldatetime"),
        (ValueSort.Instant, "datetimeoffset"),
        (ValueSort.Clock, "time"),
        (ValueSort.Uuid, "uniqueidentifier"),
        (ValueSort.Json, "json"));

    // duckdb.org/docs/stable/sql/data_types/overview
    private static readonly FrozenDictionary<string, ValueSort> DuckDb = Table(
        (ValueSort.Whole, "tinyint, smallint, integer, bigint, hugeint, utinyint, usmallint, uinteger, ubigint, uhugeint"),
        (ValueSort.Exact, "decimal"),
        (ValueSort.Real32, "float"),
        (ValueSort.Real, "double"),
        (ValueSort.Text, "varchar"),
        (ValueSort.Bytes, "blob"),
        (ValueSort.Switch, "boolean"),
        (ValueSort.Date, "date"),
        (ValueSort.Local, "timestamp, timestamp_s, timestamp_ms, timestamp_ns"),
        (ValueSort.Instant, "timestamp with time zone"),
        (ValueSort.Clock, "time, time with time zone"),
        (ValueSort.Uuid, "uuid"),
        (ValueSort.Json, "json"));

    // What people mean by the words that they declare; SQLite itself goes by affinity alone.
    private static readonly FrozenDictionary<string, ValueSort> Sqlite = Table(
        (ValueSort.Switch, "bool, boolean, bit"),
        (ValueSort.Date, "date"),
        (ValueSort.Local, "datetime, timestamp, datetime2, timestamp without time zone"),
        (ValueSort.Instant, "timestamptz, datetimeoffset, timestamp with time zone"),
        (ValueSort.Clock, "time"),
        (ValueSort.Uuid, "uuid, guid, uniqueidentifier"),
        (ValueSort.Json, "json, jsonb"),
        (ValueSort.Exact, "numeric, decimal, dec, number, money"),
        (ValueSort.Text, "string"),
        (ValueSort.Bytes, "bytea, binary, varbinary, image"));

    /// <summary>What the values of a type are in a dialect.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="type">The type's name; what stands in brackets behind it counts only for SQLite's and MySQL's switches.</param>
    public static ValueSort Sort(SqlDialect dialect, string type)
    {
        var name = Brackets().Replace(type, "").Trim().ToLowerInvariant();
        return dialect.Name switch
        {
            "postgresql" => PostgreSql.GetValueOrDefault(name),
            "mysql" => MySql.GetValueOrDefault(type.Split('(', ' ')[0].ToLowerInvariant()),
            "sqlserver" => SqlServer.GetValueOrDefault(name),
            "duckdb" => Words(dialect, type) is null ? DuckDb.GetValueOrDefault(name) : ValueSort.Text,
            "sqlite" => Sqlite.TryGetValue(name, out var sort) ? sort : Affinity(name),
            _ => ValueSort.Any,
        };
    }

    /// <summary>The family of a sort.</summary>
    public static ColumnFamily Family(ValueSort sort) => sort switch
    {
        ValueSort.Whole => ColumnFamily.WholeNumber,
        ValueSort.Exact or ValueSort.Real32 or ValueSort.Real => ColumnFamily.Number,
        ValueSort.Text or ValueSort.PaddedText or ValueSort.Uuid => ColumnFamily.Text,
        ValueSort.Bytes => ColumnFamily.Bytes,
        ValueSort.Switch => ColumnFamily.Switch,
        ValueSort.Date => ColumnFamily.Date,
        ValueSort.Local or ValueSort.Instant => ColumnFamily.Time,
        _ => ColumnFamily.Other,
    };

    /// <summary>The numbers in the brackets of a type as SQLite keeps it: <c>VARCHAR(20)</c>, <c>DECIMAL(12,2)</c>.</summary>
    public static (int? First, int? Second) Sizes(string type)
    {
        var match = Brackets().Match(type);
        return match.Success ? (Number(match.Groups[1]), match.Groups[2].Success ? Number(match.Groups[2]) : null) : (null, null);
    }

    /// <summary>The words of an enum where the type itself lists them, as MySQL's and DuckDB's do: <c>enum('a','it''s')</c>; null: it is
    /// none.</summary>
    public static IReadOnlyList<string>? Words(SqlDialect dialect, string type) =>
        dialect.Name is "mysql" or "duckdb" && type.StartsWith("enum(", StringComparison.OrdinalIgnoreCase) && type.EndsWith(')')
            ? [.. Quoted().Matches(type).Select(word => word.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))] : null;

    /// <summary>A column's type as CREATE TABLE of a dialect takes it.</summary>
    public static string For(SqlDialect dialect, ColumnFacts column) => dialect.TypeName(column.Family switch
    {
        ColumnFamily.WholeNumber => new(SqlTypeKind.Whole),
        ColumnFamily.Number when column.Precision is { } precision =>
            new(SqlTypeKind.Exact, Precision: precision, Scale: column.Scale ?? 0),
        ColumnFamily.Number => new(SqlTypeKind.Real),
        ColumnFamily.Switch => new(SqlTypeKind.Boolean),
        ColumnFamily.Date => new(SqlTypeKind.Date),
        ColumnFamily.Time => new(SqlTypeKind.Timestamp),
        ColumnFamily.Bytes => new(SqlTypeKind.Bytes),
        _ => new(SqlTypeKind.Text, column.Length),
    });

    // sqlite.org/datatype3.html#determination_of_column_affinity: these pieces of a name are SQLite's own rule.
    private static ValueSort Affinity(string name) =>
        name.Contains("int", StringComparison.Ordinal) ? ValueSort.Whole
        : name.Contains("char", StringComparison.Ordinal) || name.Contains("clob", StringComparison.Ordinal)
            || name.Contains("text", StringComparison.Ordinal) ? ValueSort.Text
        : name.Contains("blob", StringComparison.Ordinal) ? ValueSort.Bytes
        : name.Contains("real", StringComparison.Ordinal) || name.Contains("floa", StringComparison.Ordinal)
            || name.Contains("doub", StringComparison.Ordinal) ? ValueSort.Real
        : ValueSort.Any;

    private static FrozenDictionary<string, ValueSort> Table(params (ValueSort Sort, string Names)[] all) =>
        all.SelectMany(one => one.Names.Split(", ").Select(name => KeyValuePair.Create(name, one.Sort)))
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\(\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?\)")]
    private static partial Regex Brackets();
}
