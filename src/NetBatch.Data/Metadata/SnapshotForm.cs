using System.Globalization;

namespace NetBatch.Data.Metadata;

/// <summary>Facts in the form in which YAML keeps them: members that can be set, texts for the rest.</summary>
internal sealed class SnapshotForm
{
    public string Instance { get; set; } = "";

    public string Dialect { get; set; } = "";

    public string CapturedAt { get; set; } = "";

    public List<TableForm> Tables { get; set; } = [];

    public static SnapshotForm Of(DatabaseFacts facts) => new()
    {
        Instance = facts.Instance,
        Dialect = facts.Dialect,
        CapturedAt = facts.CapturedAt.ToString("O", CultureInfo.InvariantCulture),
        Tables = [.. facts.Tables.Select(TableForm.Of)],
    };

    public DatabaseFacts Facts() => new(
        Instance,
        Dialect,
        DateTimeOffset.TryParse(CapturedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : default,
        [.. Tables.Select(table => table.Facts())]);

    internal sealed class TableForm
    {
        public string? Schema { get; set; }

        public string Name { get; set; } = "";

        public bool View { get; set; }

        public long? Rows { get; set; }

        public List<ColumnForm> Columns { get; set; } = [];

        public List<string> PrimaryKey { get; set; } = [];

        public List<ReferenceForm> References { get; set; } = [];

        public List<IndexForm> Indexes { get; set; } = [];

        public static TableForm Of(TableFacts table) => new()
        {
            Schema = table.Schema,
            Name = table.Name,
            View = table.IsView,
            Rows = table.RowCount,
            Columns = [.. table.Columns.Select(column => new ColumnForm
            {
                Name = column.Name, Family = column.Family, Type = column.Type, Nullable = column.Nullable,
                Length = column.Length, Precision = column.Precision, Scale = column.Scale, Default = column.Default,
            })],
            PrimaryKey = [.. table.PrimaryKey],
            References = [.. table.ForeignKeys.Select(key =>
                new ReferenceForm { Name = key.Name, Columns = [.. key.Columns], To = key.ToTable, ToColumns = [.. key.ToColumns],
                    Inferred = !key.Declared })],
            Indexes = [.. table.Indexes.Select(index =>
                new IndexForm { Name = index.Name, Columns = [.. index.Columns], Unique = index.Unique })],
        };

        public TableFacts Facts() => new()
        {
            Schema = Schema,
            Name = Name,
            IsView = View,
            RowCount = Rows,
            Columns = [.. Columns.Select(one =>
                new ColumnFacts(one.Name, one.Family, one.Type, one.Nullable, one.Length, one.Precision, one.Scale, one.Default))],
            PrimaryKey = PrimaryKey,
            ForeignKeys = [.. References.Select(one => new ForeignKeyFacts(one.Columns, one.To, one.ToColumns, !one.Inferred, one.Name))],
            Indexes = [.. Indexes.Select(one => new IndexFacts(one.Name, one.Columns, one.Unique))],
        };
    }

    internal sealed class ColumnForm
    {
        public string Name { get; set; } = "";

        [YamlDotNet.Serialization.YamlMember(DefaultValuesHandling = YamlDotNet.Serialization.DefaultValuesHandling.Preserve)]
        public ColumnFamily Family { get; set; }

        public string Type { get; set; } = "";

        public bool Nullable { get; set; }

        public int? Length { get; set; }

        public int? Precision { get; set; }

        public int? Scale { get; set; }

        public string? Default { get; set; }
    }

    internal sealed class ReferenceForm
    {
        public string? Name { get; set; }

        public List<string> Columns { get; set; } = [];

        public string To { get; set; } = "";

        public List<string> ToColumns { get; set; } = [];

        public bool Inferred { get; set; }
    }

    internal sealed class IndexForm
    {
        public string Name { get; set; } = "";

        public List<string> Columns { get; set; } = [];

        public bool Unique { get; set; }
    }
}
