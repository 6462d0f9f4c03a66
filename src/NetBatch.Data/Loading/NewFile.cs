namespace NetBatch.Data.Loading;

/// <summary>Generation may begin with a database file that does not exist; every other work takes that for a mistake in the path.</summary>
internal static class NewFile
{
    public static DatabaseInstance For(DatabaseInstance instance) =>
        instance.Provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase)
            && !instance.Connection.Contains('=', StringComparison.Ordinal) && !File.Exists(instance.Connection)
            ? instance with { Connection = $"Data Source={instance.Connection};Mode=ReadWriteCreate" }
            : instance;
}
