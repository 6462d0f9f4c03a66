using System.Collections.Frozen;

namespace NetBatch.Data.Providers;

/// <summary>The dialects that are known.</summary>
public static class Dialects
{
    /// <summary>SQLite.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL.</summary>
    public static SqlDialect PostgreSql { get; } = new PostgreSqlDialect();

    /// <summary>SQL Server: written by its documentation and tested as text; not run against a server here.</summary>
    public static SqlDialect SqlServer { get; } = new SqlServerDialect();

    /// <summary>MySQL and MariaDB; run against MariaDB.</summary>
    public static SqlDialect MySql { get; } = new MySqlDialect();

    /// <summary>DuckDB.</summary>
    public static SqlDialect DuckDb { get; } = new DuckDbDialect();

    /// <summary>Snowflake: written by its documentation and tested as text; not run against the service here.</summary>
    public static SqlDialect Snowflake { get; } = new SnowflakeDialect();

    /// <summary>What the standard says, with named parameters.</summary>
    public static SqlDialect Ansi { get; } = new AnsiDialect();

    /// <summary>What the standard says, with parameters by position, as ODBC and OLE DB take them.</summary>
    public static SqlDialect Odbc { get; } = new OdbcDialect();

    private static readonly FrozenDictionary<string, SqlDialect> All =
        new[] { Sqlite, PostgreSql, SqlServer, MySql, DuckDb, Snowflake, Ansi, Odbc }.ToFrozenDictionary(one => one.Name,
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A dialect by name, any case; null where there is none.</summary>
    public static SqlDialect? Find(string name) => All.GetValueOrDefault(name);

    private class AnsiDialect : SqlDialect
    {
        public override string Name => "ansi";

        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "BIGINT",
            SqlTypeKind.Exact => FormattableString.Invariant($"DECIMAL({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "DOUBLE PRECISION",
            SqlTypeKind.Date => "DATE",
            SqlTypeKind.Timestamp => "TIMESTAMP",
            SqlTypeKind.Boolean => "BOOLEAN",
            SqlTypeKind.Bytes => "BLOB",
            _ => FormattableString.Invariant($"VARCHAR({type.Length ?? 4000})"),
        };

        public override string Limit(string query, long rows) => FormattableString.Invariant($"{query} FETCH FIRST {rows} ROWS ONLY");
    }

    private sealed class OdbcDialect : AnsiDialect
    {
        public override string Name => "odbc";

        public override bool PositionalParameters => true;

        public override string Parameter(string name) => "?";
    }

    private sealed class SqliteDialect : SqlDialect
    {
        public override string Name => "sqlite";

        public override string IdentifierQuotes => "\"`[";

        public override string ParameterName(string name) => $"@{name}";

        // Declared types are affinities only (sqlite.org/datatype3.html); these words survive in the schema and tell a reader more.
        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "INTEGER",
            SqlTypeKind.Exact => FormattableString.Invariant($"DECIMAL({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "REAL",
            SqlTypeKind.Date => "DATE",
            SqlTypeKind.Timestamp => "TIMESTAMP",
            SqlTypeKind.Boolean => "BOOLEAN",
            SqlTypeKind.Bytes => "BLOB",
            _ => type.Length is { } most ? FormattableString.Invariant($"VARCHAR({most})") : "TEXT",
        };
    }

    private sealed class PostgreSqlDialect : SqlDialect
    {
        public override string Name => "postgresql";

        public override string? DefaultSchema => "public";

        public override string? DefaultSchemaQuery => "SELECT current_schema()";

        public override bool NestedComments => true;

        public override bool DollarQuotes => true;

        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "bigint",
            SqlTypeKind.Exact => FormattableString.Invariant($"numeric({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "double precision",
            SqlTypeKind.Date => "date",
            SqlTypeKind.Timestamp => "timestamp",
            SqlTypeKind.Boolean => "boolean",
            SqlTypeKind.Bytes => "bytea",
            _ => type.Length is { } most ? FormattableString.Invariant($"varchar({most})") : "text",
        };
    }

    private sealed class SqlServerDialect : SqlDialect
    {
        public override string Name => "sqlserver";

        public override string IdentifierQuotes => "\"[";

        public override bool NestedComments => true;

        public override string? DefaultSchema => "dbo";

        public override string? DefaultSchemaQuery => "SELECT SCHEMA_NAME()";

        public override string ParameterName(string name) => $"@{name}";

        public override string Quote(string identifier)
        {
            ArgumentException.ThrowIfNullOrEmpty(identifier);
            return $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";
        }

        public override string Literal(string text) => $"N{base.Literal(text)}";

        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "bigint",
            SqlTypeKind.Exact => FormattableString.Invariant($"decimal({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "float",
            SqlTypeKind.Date => "date",
            SqlTypeKind.Timestamp => "datetime2",
            SqlTypeKind.Boolean => "bit",
            SqlTypeKind.Bytes => "varbinary(max)",
            // 4000 is the most that nvarchar(n) takes; beyond it stands max.
            _ => type.Length is { } most and <= 4000 ? FormattableString.Invariant($"nvarchar({most})") : "nvarchar(max)",
        };

        // TOP stands behind SELECT and, where there is one, DISTINCT.
        public override string Limit(string query, long rows)
        {
            ArgumentNullException.ThrowIfNull(query);
            var text = query.TrimStart();
            foreach (var start in (string[])["SELECT DISTINCT", "SELECT"])
            {
                if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                {
                    return FormattableString.Invariant($"{text[..start.Length]} TOP ({rows}){text[start.Length..]}");
                }
            }

            throw new ArgumentException("Only a query that begins with SELECT can be limited.", nameof(query));
        }
    }

    private sealed class MySqlDialect : SqlDialect
    {
        public override string Name => "mysql";

        public override string? DefaultSchemaQuery => "SELECT DATABASE()";

        public override bool BackslashEscapes => true;

        public override bool MySqlComments => true;

        public override string IdentifierQuotes => "`\"";

        public override string ParameterName(string name) => $"@{name}";

        public override string Quote(string identifier)
        {
            ArgumentException.ThrowIfNullOrEmpty(identifier);
            return $"`{identifier.Replace("`", "``", StringComparison.Ordinal)}`";
        }

        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "BIGINT",
            SqlTypeKind.Exact => FormattableString.Invariant($"DECIMAL({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "DOUBLE",
            SqlTypeKind.Date => "DATE",
            SqlTypeKind.Timestamp => "DATETIME(6)",
            SqlTypeKind.Boolean => "BOOLEAN",
            SqlTypeKind.Bytes => "LONGBLOB",
            _ => type.Length is { } most ? FormattableString.Invariant($"VARCHAR({most})") : "LONGTEXT",
        };
    }

    // duckdb.org/docs/stable/sql/query_syntax/prepared_statements: parameters are named with a dollar.
    private sealed class DuckDbDialect : AnsiDialect
    {
        public override string Name => "duckdb";

        public override string? DefaultSchema => "main";

        public override string? DefaultSchemaQuery => "SELECT current_schema()";

        public override bool DollarQuotes => true;

        public override string Parameter(string name) => $"${name}";

        public override string TypeName(SqlType type) => type is { Kind: SqlTypeKind.Text, Length: null } ? "VARCHAR" : base.TypeName(type);

        public override string Limit(string query, long rows) => FormattableString.Invariant($"{query} LIMIT {rows}");
    }

    private sealed class SnowflakeDialect : SqlDialect
    {
        public override string Name => "snowflake";

        public override string? DefaultSchema => "PUBLIC";

        public override bool BackslashEscapes => true;

        public override bool DollarQuotes => true;

        public override string Parameter(string name) => $":{name}";

        public override string TypeName(SqlType type) => type.Kind switch
        {
            SqlTypeKind.Whole => "NUMBER(19,0)",
            SqlTypeKind.Exact => FormattableString.Invariant($"NUMBER({type.Precision},{type.Scale})"),
            SqlTypeKind.Real => "FLOAT",
            SqlTypeKind.Date => "DATE",
            SqlTypeKind.Timestamp => "TIMESTAMP_NTZ",
            SqlTypeKind.Boolean => "BOOLEAN",
            SqlTypeKind.Bytes => "BINARY",
            _ => type.Length is { } most ? FormattableString.Invariant($"VARCHAR({most})") : "VARCHAR",
        };
    }
}
