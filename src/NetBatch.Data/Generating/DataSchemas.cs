namespace NetBatch.Data.Generating;

/// <summary>The schemas that data can be made up for.</summary>
public static class DataSchemas
{
    /// <summary>All, in the order people name them.</summary>
    public static IReadOnlyList<StarSchema> All { get; } = [new RetailSchema(), new FinanceSchema(), new HealthcareSchema()];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(schema => schema.Name)];

    /// <summary>The schema of that name, in any case.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public static StarSchema Find(string name) =>
        All.FirstOrDefault(schema => string.Equals(schema.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no schema '{name}' to make data for.",
            $"There are: {string.Join(", ", Names)}.");
}
