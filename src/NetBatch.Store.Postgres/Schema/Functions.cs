namespace NetBatch.Store.Postgres;

/// <summary>What statements call.</summary>
internal static class Functions
{
    public const string Sql = """
        -- JSON as this server reads it: it refuses the escape of U+0000, which becomes the mark that texts have for it. An escape is one
        -- where an even number of backslashes stands before it.
        CREATE FUNCTION readable(document TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
            SELECT CASE WHEN strpos(document, '\u0000') = 0 THEN document
                ELSE regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\u2400', 'g') END
            $$;

        -- The values of a JSON array, and a member of a JSON object.
        CREATE FUNCTION texts(list TEXT, OUT value TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE
            AS $$ SELECT jsonb_array_elements_text(netbatch.readable(list)::jsonb) $$;
        CREATE FUNCTION numbers(list TEXT, OUT value BIGINT) RETURNS SETOF BIGINT LANGUAGE sql IMMUTABLE
            AS $$ SELECT jsonb_array_elements_text(list::jsonb)::bigint $$;
        CREATE FUNCTION json_text(document TEXT, name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
            AS $$ SELECT netbatch.readable(document)::json ->> name $$;
        """;
}
