namespace NetBatch.Store.Sqlite;

/// <summary>How a store in a file is opened.</summary>
public sealed record SqliteStoreOptions : StoreOptions
{
    /// <summary>The file; null: <see cref="StorePath.Default()"/>.</summary>
    public string? Path { get; init; }

    /// <summary>What tells a folder's network file system.</summary>
    internal Func<string, string?> FileSystemOf { get; init; } = NetworkFileSystem.Of;

    /// <summary>The tables' versions.</summary>
    internal IReadOnlyList<string> Migrations { get; init; } = StoreSchema.Migrations;
}
