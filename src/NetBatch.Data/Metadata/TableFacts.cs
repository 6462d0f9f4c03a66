namespace NetBatch.Data.Metadata;

/// <summary>What is known of a table or view.</summary>
public sealed record TableFacts
{
    /// <summary>The schema it is in, or null where the database has none.</summary>
    public string? Schema { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a view.</summary>
    public bool IsView { get; init; }

    /// <summary>Its columns, in order.</summary>
    public IReadOnlyList<ColumnFacts> Columns { get; init; } = [];

    /// <summary>The columns of the primary key, in its order; empty: it has none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>What it refers to, declared and inferred.</summary>
    public IReadOnlyList<ForeignKeyFacts> ForeignKeys { get; init; } = [];

    /// <summary>Its indexes and unique constraints, without that of the primary key.</summary>
    public IReadOnlyList<IndexFacts> Indexes { get; init; } = [];

    /// <summary>How many rows it has, or null where they were not counted.</summary>
    public long? RowCount { get; init; }

    /// <summary>Schema and name with a dot between, or the name alone.</summary>
    public string FullName => Schema is null ? Name : $"{Schema}.{Name}";

    /// <summary>A column by its name: as it is written, else in any case where only one is so named; or null.</summary>
    public ColumnFacts? Column(string name) => NameMatch.Find(Columns, column => column.Name, name);
}

/// <summary>What is known of a column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Family">What its values are.</param>
/// <param name="Type">The type as the database writes it; empty: the loader chooses one for the family.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Length">Most characters of a text, bytes or bits, or null: no limit.</param>
/// <param name="Precision">Digits of a number, of a time those of its second, or null.</param>
/// <param name="Scale">Digits behind the point, or null.</param>
/// <param name="Default">The default as the database writes it, or null.</param>
public sealed record ColumnFacts(
    string Name,
    ColumnFamily Family,
    string Type = "",
    bool Nullable = true,
    int? Length = null,
    int? Precision = null,
    int? Scale = null,
    string? Default = null)
{
    /// <summary>What its values are, more closely.</summary>
    public ValueSort Sort { get; init; }

    /// <summary>The only values that an enum has; null: it is none.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}

/// <summary>A reference from a table's columns to another table's.</summary>
/// <param name="Columns">The referring columns.</param>
/// <param name="ToTable">The table referred to, with its schema in front where that is another one.</param>
/// <param name="ToColumns">The columns there.</param>
/// <param name="Declared">Whether the database declares it; false: inferred from names and types.</param>
/// <param name="Name">The constraint's name, or null.</param>
public sealed record ForeignKeyFacts(
    IReadOnlyList<string> Columns, string ToTable, IReadOnlyList<string> ToColumns, bool Declared = true, string? Name = null);

/// <summary>An index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="Unique">Whether two rows may not have the same values.</param>
public sealed record IndexFacts(string Name, IReadOnlyList<string> Columns, bool Unique);
