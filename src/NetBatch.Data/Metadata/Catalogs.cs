using NetBatch.Data.Providers;

namespace NetBatch.Data.Metadata;

/// <summary>
/// The questions to a database's catalog, in its dialect. Each gives the same columns whatever the database:
/// <list type="bullet">
/// <item>Tables: schema, table, view (0 or 1)</item>
/// <item>Columns: schema, table, column, type, nullable (0 or 1), length, precision (of a time the digits of its second), scale, default,
/// words (those of an enum as a JSON list; may be left out); in order</item>
/// <item>Keys: schema, table, index, primary (0 or 1), unique (0 or 1), column; in order</item>
/// <item>References: schema, table, constraint, column, schema there, table there, column there; in order</item>
/// </list>
/// </summary>
internal sealed record Catalog(string Tables, string Columns, string Keys, string References)
{
    /// <summary>The questions for a dialect.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: its catalog is not known.</exception>
    public static Catalog Of(SqlDialect dialect) => dialect.Name switch
    {
        "sqlite" => Sqlite,
        "postgresql" => PostgreSql,
        "sqlserver" => SqlServer,
        "mysql" => MySql,
        "duckdb" => DuckDb,
        _ => throw new NetBatchException(ErrorCode.InvalidArgument, $"The catalog of '{dialect.Name}' is not known.",
            "It is for sqlite, postgresql, mysql, duckdb and sqlserver."),
    };

    // sqlite.org/pragma.html: the table-valued forms of the pragmas. A column that is generated counts; an index of some rows or of an
    // expression keeps no rows unique.
    private static readonly Catalog Sqlite = new(
        "SELECT NULL, name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            + "ORDER BY name",
        """
        SELECT NULL, m.name, p.name, p.type, CASE WHEN p."notnull" = 1 OR p.pk > 0 THEN 0 ELSE 1 END, NULL, NULL, NULL,
            CAST(p.dflt_value AS TEXT)
        FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) p WHERE m.type IN ('table', 'view') AND p.hidden <> 1 ORDER BY m.name, p.cid
        """,
        """
        SELECT NULL, table_name, index_name, is_primary, is_unique, column_name FROM (
          SELECT m.name AS table_name, '' AS index_name, 1 AS is_primary, 1 AS is_unique, p.name AS column_name, p.pk AS place
          FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.pk > 0
          UNION ALL
          SELECT m.name, l.name, 0, l."unique" AND NOT l.partial AND NOT EXISTS (SELECT 1 FROM pragma_index_info(l.name) e WHERE e.name IS
              NULL), i.name, i.seqno
          FROM sqlite_schema m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i WHERE m.type = 'table' AND l.origin <> 'pk'
              AND i.name IS NOT NULL)
        ORDER BY table_name, is_primary DESC, index_name, place
        """,
        """
        SELECT NULL, m.name, CAST(f.id AS TEXT), f."from", NULL, f."table", f."to"
        FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
        """);

    // postgresql.org/docs/current/catalogs.html
    private static readonly Catalog PostgreSql = new(
        """
        SELECT n.nspname::text, c.relname::text, CASE WHEN c.relkind IN ('v', 'm') THEN 1 ELSE 0 END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2
        """,
        """
        SELECT n.nspname::text, c.relname::text, a.attname::text, format_type(b.oid, NULL)::text,
          CASE WHEN m.filled THEN 0 ELSE 1 END, information_schema._pg_char_max_length(b.oid, m.mod)::int,
          (CASE WHEN b.typname = 'numeric' THEN information_schema._pg_numeric_precision(b.oid, m.mod)
              WHEN b.typname IN ('time', 'timetz', 'timestamp', 'timestamptz') THEN information_schema._pg_datetime_precision(b.oid, m.mod)
              END)::int,
          (CASE WHEN b.typname = 'numeric' THEN information_schema._pg_numeric_scale(b.oid, m.mod) END)::int,
          pg_get_expr(d.adbin, d.adrelid)::text, CASE WHEN b.typtype = 'e' THEN (SELECT json_agg(w.enumlabel::text ORDER BY w.enumsortorder)
              FROM pg_enum w WHERE w.enumtypid = b.oid)::text END
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
            WITH RECURSIVE base (type, mod, filled) AS (
              SELECT a.atttypid, a.atttypmod, a.attnotnull
              UNION ALL SELECT o.typbasetype, o.typtypmod, base.filled OR o.typnotnull FROM base JOIN pg_type o ON o.oid = base.type AND
                  o.typtype = 'd')
            SELECT type, mod, filled FROM base JOIN pg_type last ON last.oid = base.type AND last.typtype <> 'd') m
          JOIN pg_type b ON b.oid = m.type LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <>
            'information_schema'
        ORDER BY 1, 2, a.attnum
        """,
        """
        SELECT n.nspname::text, t.relname::text, i.relname::text, CASE WHEN x.indisprimary THEN 1 ELSE 0 END, CASE WHEN x.indisunique AND
            x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL THEN 1 ELSE 0 END, a.attname::text
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid =
            t.relnamespace
          CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = t.oid AND
              a.attnum = k.number
        WHERE n.nspname NOT LIKE 'pg\_%' AND k.place <= x.indnkeyatts ORDER BY 1, 2, 4 DESC, 3, k.place
        """,
        """
        SELECT n.nspname::text, t.relname::text, c.conname::text, a.attname::text, fn.nspname::text, f.relname::text, fa.attname::text
        FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
          JOIN pg_class f ON f.oid = c.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
          CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(here, there, place)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.here JOIN pg_attribute fa ON fa.attrelid = f.oid AND fa.attnum =
              k.there
        WHERE c.contype = 'f' ORDER BY 1, 2, 3, k.place
        """);

    // learn.microsoft.com/sql/relational-databases/system-catalog-views: written by it and tested as text.
    private static readonly Catalog SqlServer = new(
        """
        SELECT s.name, o.name, CASE WHEN o.type = 'V' THEN 1 ELSE 0 END
        FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY 1, 2
        """,
        """
        SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, CASE WHEN IS_NULLABLE = 'YES' THEN 1 ELSE 0 END, CHARACTER_MAXIMUM_LENGTH,
          CASE WHEN DATA_TYPE IN ('decimal', 'numeric') THEN CAST(NUMERIC_PRECISION AS int) WHEN DATA_TYPE IN ('time', 'datetime2',
              'datetimeoffset') THEN CAST(DATETIME_PRECISION AS int) END, CASE WHEN DATA_TYPE IN ('decimal',
              'numeric') THEN CAST(NUMERIC_SCALE AS int) END, COLUMN_DEFAULT
        FROM INFORMATION_SCHEMA.COLUMNS ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION
        """,
        """
        SELECT s.name, o.name, i.name, CAST(i.is_primary_key AS int), CAST(i.is_unique AS int), c.name
        FROM sys.indexes i JOIN sys.objects o ON o.object_id = i.object_id JOIN sys.schemas s ON s.schema_id = o.schema_id
          JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.is_included_column = 0
          JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
        WHERE o.is_ms_shipped = 0 AND i.name IS NOT NULL ORDER BY s.name, o.name, i.is_primary_key DESC, i.name, k.key_ordinal
        """,
        """
        SELECT s.name, o.name, f.name, c.name, rs.name, r.name, rc.name
        FROM sys.foreign_keys f JOIN sys.objects o ON o.object_id = f.parent_object_id JOIN sys.schemas s ON s.schema_id = o.schema_id
          JOIN sys.objects r ON r.object_id = f.referenced_object_id JOIN sys.schemas rs ON rs.schema_id = r.schema_id
          JOIN sys.foreign_key_columns k ON k.constraint_object_id = f.object_id
          JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
          JOIN sys.columns rc ON rc.object_id = k.referenced_object_id AND rc.column_id = k.referenced_column_id
        ORDER BY s.name, o.name, f.name, k.constraint_column_id
        """);

    // duckdb.org/docs/stable/sql/meta/duckdb_table_functions
    private static readonly Catalog DuckDb = new(
        """
        SELECT table_schema, table_name, CASE WHEN table_type = 'VIEW' THEN 1 ELSE 0 END FROM information_schema.tables
        WHERE table_catalog = current_database() AND table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY 1, 2
        """,
        """
        SELECT schema_name, table_name, column_name, data_type, CASE WHEN is_nullable THEN 1 ELSE 0 END, NULL::INTEGER,
          CASE WHEN data_type LIKE 'DECIMAL%)' THEN numeric_precision END, CASE WHEN data_type LIKE 'DECIMAL%)' THEN numeric_scale END,
          column_default
        FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal ORDER BY 1, 2, column_index
        """,
        """
        SELECT schema_name, table_name, name, is_primary, 1, column_name FROM (
          SELECT schema_name, table_name, CAST(constraint_index AS VARCHAR) AS name,
            CASE WHEN constraint_type = 'PRIMARY KEY' THEN 1 ELSE 0 END AS is_primary, unnest(constraint_column_names) AS column_name,
            generate_subscripts(constraint_column_names, 1) AS place
          FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE') AND database_name = current_database())
        ORDER BY 1, 2, 4 DESC, 3, place
        """,
        """
        SELECT schema_name, table_name, name, column_name, schema_name, referenced_table, there FROM (
          SELECT schema_name, table_name, CAST(constraint_index AS VARCHAR) AS name, referenced_table,
            unnest(constraint_column_names) AS column_name, unnest(referenced_column_names) AS there,
            generate_subscripts(constraint_column_names, 1) AS place
          FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY' AND database_name = current_database())
        ORDER BY 1, 2, 3, place
        """);

    // mariadb.com/kb/en/information-schema-tables: what MySQL has there, too.
    private static readonly Catalog MySql = new(
        """
        SELECT TABLE_SCHEMA, TABLE_NAME, CASE WHEN TABLE_TYPE LIKE '%VIEW' THEN 1 ELSE 0 END FROM information_schema.TABLES
        WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY 1, 2
        """,
        """
        SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, CASE WHEN IS_NULLABLE = 'YES' THEN 1 ELSE 0 END,
            CHARACTER_MAXIMUM_LENGTH,
          CASE WHEN DATA_TYPE = 'decimal' THEN NUMERIC_PRECISION ELSE DATETIME_PRECISION END, CASE WHEN DATA_TYPE = 'decimal' THEN
              NUMERIC_SCALE END, COLUMN_DEFAULT
        FROM information_schema.COLUMNS WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY 1,
            2, ORDINAL_POSITION
        """,
        """
        SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, is_primary, CASE WHEN NON_UNIQUE = 0 AND in_part = 0 THEN 1 ELSE 0 END, COLUMN_NAME
        FROM (
          SELECT *, CASE WHEN INDEX_NAME = 'PRIMARY' THEN 1 ELSE 0 END AS is_primary, SUM(CASE WHEN SUB_PART IS NOT NULL OR COLUMN_NAME IS
              NULL THEN 1 ELSE 0 END) OVER (PARTITION BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME) AS in_part FROM information_schema.STATISTICS
          WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')) parts
        WHERE COLUMN_NAME IS NOT NULL ORDER BY 1, 2, 4 DESC, 3, SEQ_IN_INDEX
        """,
        """
        SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,
            REFERENCED_COLUMN_NAME
        FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL ORDER BY 1, 2, 3, ORDINAL_POSITION
        """);
}
