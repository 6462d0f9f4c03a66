using Microsoft.Data.Sqlite;

namespace NetBatch.Data.Tests.Support;

/// <summary>A folder of its own for a test, with SQLite files in it; gone afterwards.</summary>
public sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("netbatch-data-").FullName;

    public string File(string name) => Path.Combine(Root, name);

    public DatabaseInstance Sqlite(string name, params string[] commands)
    {
        using var connection = new SqliteConnection($"Data Source={File(name + ".db")};Pooling=False");
        connection.Open();
        foreach (var command in commands)
        {
            using var text = connection.CreateCommand();
            text.CommandText = command;
            text.ExecuteNonQuery();
        }

        return new DatabaseInstance { Id = name, Name = name, Provider = "sqlite", Connection = File(name + ".db") };
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
