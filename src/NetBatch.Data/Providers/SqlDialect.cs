namespace NetBatch.Data.Providers;

/// <summary>How a database's SQL is written where databases differ.</summary>
public abstract class SqlDialect
{
    /// <summary>Its name, as a declared provider gives it: <c>sqlite</c>, <c>postgresql</c>, <c>sqlserver</c>, <c>mysql</c>,
    /// <c>duckdb</c>, <c>snowflake</c>, <c>ansi</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The schema that a name without one means, or null where the database has no schemas.</summary>
    public virtual string? DefaultSchema => null;

    /// <summary>Asks a session which schema a name without one means there; null: the database has no schemas, or cannot be
    /// asked.</summary>
    public virtual string? DefaultSchemaQuery => null;

    /// <summary>Whether text after a backslash in a string literal means something else.</summary>
    public virtual bool BackslashEscapes => false;

    /// <summary>Whether <c>$tag$ ... $tag$</c> is a string literal.</summary>
    public virtual bool DollarQuotes => false;

    /// <summary>What identifiers are quoted with, opening marks only: <c>"</c>, <c>`</c>, <c>[</c>.</summary>
    public virtual string IdentifierQuotes => "\"";

    /// <summary>Whether a comment may stand in a comment.</summary>
    public virtual bool NestedComments => false;

    /// <summary>MySQL's comments: <c>#</c> begins one, <c>--</c> only before a blank, and <c>/*!</c> is no comment but code.</summary>
    public virtual bool MySqlComments => false;

    /// <summary>An identifier, quoted so that it is taken as it is written.</summary>
    public virtual string Quote(string identifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        return $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A table's name, with its schema where it has one.</summary>
    public string Quote(string? schema, string table) =>
        string.IsNullOrEmpty(schema) ? Quote(table) : $"{Quote(schema)}.{Quote(table)}";

    /// <summary>A string literal. For names and patterns of our own; values go in parameters.</summary>
    public virtual string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return BackslashEscapes ? $"'{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{quoted}'";
    }

    /// <summary>A parameter as it stands in the text of a command: <c>@name</c> in most dialects.</summary>
    public virtual string Parameter(string name) => $"@{name}";

    /// <summary>The name under which a parameter is added to the command.</summary>
    public virtual string ParameterName(string name) => name;

    /// <summary>Whether parameters are told apart by their position only, in the order in which the text names them.</summary>
    public virtual bool PositionalParameters => false;

    /// <summary>A column's type as CREATE TABLE takes it.</summary>
    public abstract string TypeName(SqlType type);

    /// <summary>The first rows of a query that begins with SELECT.</summary>
    public virtual string Limit(string query, long rows) => FormattableString.Invariant($"{query} LIMIT {rows}");
}

/// <summary>A column's type, apart from any dialect.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Length">Most characters of a text, or null: no limit.</param>
/// <param name="Precision">Digits in all of an exact number.</param>
/// <param name="Scale">Digits of it behind the point.</param>
public sealed record SqlType(SqlTypeKind Kind, int? Length = null, int Precision = 18, int Scale = 2);

/// <summary>What the values of a column are.</summary>
public enum SqlTypeKind
{
    /// <summary>Whole number of 64 bits.</summary>
    Whole,
    /// <summary>Exact number of fixed precision and scale.</summary>
    Exact,
    /// <summary>Floating point number of 64 bits.</summary>
    Real,
    /// <summary>Text.</summary>
    Text,
    /// <summary>Calendar day.</summary>
    Date,
    /// <summary>Day and time of day.</summary>
    Timestamp,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>Bytes.</summary>
    Bytes,
}
