namespace NetBatch.Store.Postgres;

/// <summary>The first version of the tables: what the file's seventh has.</summary>
internal static class Version1
{
    public const string Sql = JobTables.Sql + "\n" + OtherTables.Sql + "\n" + Functions.Sql + "\n" + Guards.Sql;
}
