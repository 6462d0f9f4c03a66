using NetBatch.Data.Providers;

namespace NetBatch.Data.Validating;

/// <summary>A table as people name it: with its schema and a dot in front, or without.</summary>
/// <param name="Schema">The schema, or null.</param>
/// <param name="Name">The table.</param>
internal readonly record struct TableName(string? Schema, string Name)
{
    public static TableName Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 ? new(text[..dot], text[(dot + 1)..]) : new(null, text);
    }

    public string Quoted(SqlDialect dialect) => dialect.Quote(Schema, Name);

    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
