namespace NetBatch.Store.Postgres;

/// <summary>What statements call, and who somebody is.</summary>
internal static class Functions
{
    public const string Sql = """
        -- The values of a JSON array, and a member of a JSON object.
        CREATE FUNCTION texts(list TEXT, OUT value TEXT) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE
            AS $$ SELECT jsonb_array_elements_text(list::jsonb) $$;
        CREATE FUNCTION numbers(list TEXT, OUT value BIGINT) RETURNS SETOF BIGINT LANGUAGE sql IMMUTABLE
            AS $$ SELECT jsonb_array_elements_text(list::jsonb)::bigint $$;
        CREATE FUNCTION json_text(document TEXT, name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
            AS $$ SELECT document::json ->> name $$;

        -- Who made or approved a job is the role that has logged in, whatever a client sends, and
        -- whatever operators its search path holds.
        CREATE FUNCTION name_maker() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                NEW.created_by := session_user || substring(NEW.created_by FROM '@[^@]*$');
                RETURN NEW;
            END $$;
        CREATE FUNCTION name_approver() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                NEW.who := session_user || substring(NEW.who FROM '@[^@]*$');
                RETURN NEW;
            END $$;
        CREATE TRIGGER name_maker BEFORE INSERT OR UPDATE OF created_by ON jobs FOR EACH ROW EXECUTE PROCEDURE name_maker();
        CREATE TRIGGER name_approver BEFORE INSERT OR UPDATE ON approvals FOR EACH ROW EXECUTE PROCEDURE name_approver();
        """;
}
