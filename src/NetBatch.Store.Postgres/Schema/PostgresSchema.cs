namespace NetBatch.Store.Postgres;

/// <summary>Brings a database's tables to the version that this program writes; never back.</summary>
internal static class PostgresSchema
{
    /// <summary>What leads from each version to the next; the first makes version 1 of an empty database.</summary>
    public static readonly IReadOnlyList<string> Migrations = [Version1.Sql, Version2.Sql];

    private const string Name = "netbatch";

    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreNewer"/>.</exception>
    public static void Migrate(PostgresDatabase database, string location, IReadOnlyList<string> migrations)
    {
        if (Version(database, location, migrations) == migrations.Count)
        {
            return;
        }

        // One process at a time; another may have done it while this one waited.
        new WritePatience(database, () => false, () => { }).Begin(() => false);
        try
        {
            // A large table takes longer than what a job writes, and so may whoever reads it meanwhile.
            database.Execute("SET LOCAL statement_timeout = 0");
            database.Execute("SET LOCAL lock_timeout = '60s'");
            var next = Version(database, location, migrations);
            if (next == 0)
            {
                database.Execute($"CREATE SCHEMA IF NOT EXISTS {Name}");
            }

            // Whoever makes them, all tables are of the schema's owner: what he has granted holds for the new ones, too.
            database.Scalar("SELECT set_config('role', $1, true)", Owner(database));
            for (; next < migrations.Count; next++)
            {
                database.ExecuteAll(migrations[(int)next]);
            }

            database.Keep("version", migrations.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            database.Execute("COMMIT");
        }
        catch (Npgsql.PostgresException)
        {
            database.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>Gives a role what those need who work with the store, in later versions' tables, too: all but changing them.</summary>
    public static void Grant(Database database, string group)
    {
        var (role, later) = (Quoted(group), $"ALTER DEFAULT PRIVILEGES FOR ROLE {Quoted(Owner(database))} IN SCHEMA {Name}");
        database.Execute($"GRANT USAGE ON SCHEMA {Name} TO {role}");
        database.Execute($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Name} TO {role}");
        database.Execute($"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Name} TO {role}");
        database.Execute($"{later} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}");
        database.Execute($"{later} GRANT USAGE ON SEQUENCES TO {role}");
    }

    private static string Owner(Database database) =>
        (string)database.Scalar("SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = $1", Name)!;

    private static string Quoted(string role) => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static long Version(Database database, string location, IReadOnlyList<string> migrations)
    {
        var version = database.Number("SELECT to_regclass('netbatch.settings') IS NOT NULL") == 0 ? 0
            : long.Parse(database.Setting("version") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return version <= migrations.Count
            ? version
            : throw new NetBatchException(
                ErrorCode.StoreNewer,
                $"The store '{location}' has version {version}; this NetBatch knows up to {migrations.Count}.",
                "Update NetBatch, or name another database.");
    }
}
