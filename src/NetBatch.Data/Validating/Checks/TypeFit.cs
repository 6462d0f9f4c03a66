using NetBatch.Data.Metadata;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating.Checks;

/// <summary>Whether a type holds every value of another.</summary>
internal static class TypeFit
{
    private const int DoubleDigits = 15;

    /// <summary>What of the source's values the target's type does not hold; null: it holds them all.</summary>
    public static string? Problem(ColumnFacts source, SqlDialect from, ColumnFacts target, SqlDialect to) =>
        Lost(source, from, target, to)
            ?? (IsNumber(source) && IsNumber(target) && IsUnsigned(target, to) && !IsUnsigned(source, from) ? "no negative numbers" : null);

    private static string? Lost(ColumnFacts source, SqlDialect from, ColumnFacts target, SqlDialect to)
    {
        // SQLite keeps any value in any column; there its declared type says what was meant.
        var (a, b) = (source.Sort, target.Sort);
        return (a, b) switch
        {
            (ValueSort.Any, ValueSort.Any) when from.Name == "sqlite" && to.Name == "sqlite" => null,
            (ValueSort.Any, ValueSort.Any) => OtherName(source, target) ?? (Shorter(source, target) ? "fewer bits" : null),
            // MySQL's BIT(1) is what others call BOOLEAN (dev.mysql.com/doc/refman/8.4/en/bit-type.html).
            (ValueSort.Any, ValueSort.Switch) when from.Name == "mysql" && source.Type == "bit(1)" => null,
            (ValueSort.Any, _) or (_, ValueSort.Any) => OtherName(source, target),
            (ValueSort.Text or ValueSort.PaddedText, ValueSort.Text or ValueSort.PaddedText) =>
                HasFewerWords(source, target) ? "fewer words" : Shorter(source, target) ? "fewer characters" : null,
            (ValueSort.Bytes, ValueSort.Bytes) => Shorter(source, target) ? "fewer bytes" : null,
            (ValueSort.Bytes, ValueSort.Uuid) when source.Length == 16 => null,
            (ValueSort.Uuid or ValueSort.Json or ValueSort.Date or ValueSort.Local or ValueSort.Instant or ValueSort.Clock
                or ValueSort.Switch, ValueSort.Text or ValueSort.PaddedText) => "kept as text",
            (ValueSort.Whole, ValueSort.Whole) =>
                Bits(source, from) > Bits(target, to) || (IsYear(target) && !IsYear(source)) ? "smaller range" : null,
            (ValueSort.Whole, ValueSort.Exact) =>
                target.Precision is { } digits && digits - (target.Scale ?? 0) < Digits(source, from) ? "fewer digits" : null,
            (ValueSort.Whole, ValueSort.Real32 or ValueSort.Real) =>
                Digits(source, from) > (b == ValueSort.Real32 ? 7 : DoubleDigits) ? "fewer digits" : null,
            (ValueSort.Exact, ValueSort.Exact) => Exact(source, target),
            (ValueSort.Exact, ValueSort.Whole) =>
                source.Scale is 0 && source.Precision <= Digits(target, to) - 1 ? null : "no fraction, or fewer digits",
            (ValueSort.Exact, ValueSort.Real) =>
                source.Precision is { } exact && exact <= DoubleDigits ? null : "floating instead of exact",
            (ValueSort.Exact, ValueSort.Real32) => "floating instead of exact",
            (ValueSort.Real, ValueSort.Real32) => "fewer digits",
            (ValueSort.Real or ValueSort.Real32, ValueSort.Exact) => from.Name == "sqlite" ? null : "exact instead of floating",
            (ValueSort.Real32, ValueSort.Real) or (ValueSort.Date, ValueSort.Local) => null,
            (ValueSort.Switch, ValueSort.Whole) => null,
            (ValueSort.Whole, ValueSort.Switch) =>
                source.Type.StartsWith("tinyint(1)", StringComparison.OrdinalIgnoreCase)
                    || source.Type.StartsWith("bit", StringComparison.OrdinalIgnoreCase) ? null : "smaller range",
            (ValueSort.Instant, ValueSort.Local) => "no zone",
            (ValueSort.Local, ValueSort.Instant) => "a zone where there was none",
            (ValueSort.Clock, ValueSort.Clock) when HasZone(source) != HasZone(target) =>
                HasZone(source) ? "no zone" : "a zone where there was none",
            (ValueSort.Local or ValueSort.Instant or ValueSort.Clock, _) when a == b =>
                source.Precision > target.Precision ? "fewer digits of a second" : null,
            _ when a == b => null,
            _ => "other values",
        };
    }

    private static bool IsNumber(ColumnFacts column) =>
        column.Sort is ValueSort.Whole or ValueSort.Exact or ValueSort.Real32 or ValueSort.Real;

    private static bool IsYear(ColumnFacts column) => Name(column) == "year";

    private static bool IsUnsigned(ColumnFacts column, SqlDialect dialect) =>
        column.Type.Contains("unsigned", StringComparison.OrdinalIgnoreCase) || column.Type is "oid" or "xid" or "cid" || IsYear(column)
        || (dialect.Name == "sqlserver" && Name(column) == "tinyint")
        || (dialect.Name == "duckdb" && Name(column) is "utinyint" or "usmallint" or "uinteger" or "ubigint" or "uhugeint");

    private static bool HasZone(ColumnFacts column) => column.Type.Contains("with time zone", StringComparison.OrdinalIgnoreCase);

    private static string? OtherName(ColumnFacts source, ColumnFacts target) => Name(source) == Name(target) ? null : "other values";

    private static string Name(ColumnFacts column) => column.Type.Split('(')[0].Trim().ToLowerInvariant();

    // What may be longer than 2 GB has no limit in practice: other databases hold no longer ones in a row.
    private static bool Shorter(ColumnFacts source, ColumnFacts target) =>
        target.Length is { } here and < int.MaxValue && (source.Length is not { } there || there > here);

    // An enum holds its own words only; a set combinations of them.
    private static bool HasFewerWords(ColumnFacts source, ColumnFacts target) =>
        target.Words is { } words ? source.Words?.All(words.Contains) != true
            : Name(target) == "set" && !string.Equals(source.Type, target.Type, StringComparison.Ordinal);

    private static string? Exact(ColumnFacts source, ColumnFacts target)
    {
        if (target.Precision is not { } precision)
        {
            return null;
        }

        if (source.Precision is not { } there)
        {
            return "fewer digits";
        }

        var (scale, before) = (target.Scale ?? 0, source.Scale ?? 0);
        return scale < before || precision - scale < there - before ? "fewer digits" : null;
    }

    private static int Bits(ColumnFacts column, SqlDialect dialect)
    {
        var unsigned = column.Type.Contains("unsigned", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        return column.Type.Split('(', ' ')[0].ToLowerInvariant() switch
        {
            _ when dialect.Name == "sqlite" => 64,
            // SQL Server's has no sign.
            "tinyint" => dialect.Name == "sqlserver" ? 9 : 8 + unsigned,
            "utinyint" => 9,
            "smallint" or "int2" or "year" => 16 + unsigned,
            "usmallint" => 17,
            "mediumint" => 24 + unsigned,
            "int" or "integer" or "int4" or "oid" or "xid" or "cid" => column.Type is "oid" or "xid" or "cid" ? 33 : 32 + unsigned,
            "uinteger" => 33,
            "ubigint" => 65,
            "hugeint" => 128,
            "uhugeint" => 129,
            _ => 64 + unsigned,
        };
    }

    private static int Digits(ColumnFacts column, SqlDialect dialect) => Bits(column, dialect) switch
    {
        <= 9 => 3,
        <= 17 => 5,
        <= 25 => 8,
        <= 33 => 10,
        64 => 19,
        65 => 20,
        _ => 39,
    };
}
