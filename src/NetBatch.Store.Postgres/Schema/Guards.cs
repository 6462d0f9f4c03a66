namespace NetBatch.Store.Postgres;

/// <summary>Who somebody is, and what the owner alone changes: the database's own word, whatever a client sends, and whatever operators its
/// search path holds.</summary>
internal static class Guards
{
    public const string Sql = """
        -- An actor under the name of the role that has logged in: of the text only the machine stays, and the program. A text of another
        -- form is refused: read again, its user would not be the role.
        CREATE FUNCTION named(actor TEXT) RETURNS TEXT LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            DECLARE place TEXT := substring(actor FROM '@[^@ ]*(?: \([^@]* [0-9]{1,9}\))?$');
            BEGIN
                IF place IS NULL THEN
                    RAISE check_violation USING MESSAGE = 'no actor: user@host (program process)';
                END IF;
                RETURN session_user || place;
            END $$;
        CREATE FUNCTION name_maker() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                NEW.created_by := netbatch.named(NEW.created_by);
                RETURN NEW;
            END $$;
        CREATE FUNCTION name_approver() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                NEW.who := netbatch.named(NEW.who);
                NEW.role := session_user;
                RETURN NEW;
            END $$;
        CREATE TRIGGER name_maker BEFORE INSERT OR UPDATE OF created_by ON jobs FOR EACH ROW EXECUTE PROCEDURE name_maker();
        CREATE TRIGGER name_approver BEFORE INSERT OR UPDATE ON approvals FOR EACH ROW EXECUTE PROCEDURE name_approver();

        -- Which version the tables have, and whom they are shared with, is the owner's.
        CREATE FUNCTION guard_settings() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
            DECLARE guarded BOOLEAN := false;
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    guarded := OLD.name IN ('version', 'group');
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    guarded := guarded OR NEW.name IN ('version', 'group');
                END IF;
                IF guarded AND NOT pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'netbatch'), 'USAGE') THEN
                    RAISE insufficient_privilege USING MESSAGE = 'the store''s version and group are its owner''s to change';
                END IF;
                IF TG_OP = 'DELETE' THEN
                    RETURN OLD;
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER guard_settings BEFORE INSERT OR UPDATE OR DELETE ON settings FOR EACH ROW EXECUTE PROCEDURE guard_settings();
        """;
}
