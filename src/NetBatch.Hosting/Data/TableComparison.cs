using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Data.Pipelines;

namespace NetBatch.Hosting;

/// <summary>Two tables whose rows are held against each other, as a job with one check.</summary>
public sealed record TableComparison
{
    /// <summary>The instance and the table that is right, with a colon between: <c>legacy:shop.orders</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The instance and the table that is checked; without a table the source's.</summary>
    public required string Target { get; init; }

    /// <summary>The columns that tell rows apart; empty: the primary key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The columns compared; empty: all of the target.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>A condition in SQL on both sides' rows, or null.</summary>
    public string? Where { get; init; }

    /// <summary>How many differing rows' values are shown.</summary>
    public int? Evidence { get; init; }

    /// <summary>A CSV file for all differences, or null.</summary>
    public string? Differences { get; init; }

    /// <summary>How many percent of the rows are compared, 0.001 to 100; null: all.</summary>
    public double? Sample { get; init; }

    /// <summary>Chooses which rows those are, 0 to 2,147,483,647; null: 1.</summary>
    public int? Seed { get; init; }

    /// <summary>The IANA name of the zone of times that have none; null: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The job's target.</summary>
    /// <param name="host">Knows the instances.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException">An instance that is not known, or a name that is none.</exception>
    public async Task<Pipeline> TargetAsync(NetBatchHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        _ = TimeZone is null ? null : Zones.Find(TimeZone);
        var (sourceName, sourceTable) = Read(Source);
        var (targetName, targetTable) = Read(Target);
        var table = targetTable ?? sourceTable
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"Neither '{Source}' nor '{Target}' names a table.",
                "Write the instance, a colon and the table: legacy:orders warehouse:orders.");
        var found = await TargetSelection.ByNameAsync(host.Store.Targets, "instance", [sourceName, targetName], cancellationToken)
            .ConfigureAwait(false);
        var source = found.Cast<DatabaseInstance>().First(one => one.Name.Equals(sourceName, StringComparison.OrdinalIgnoreCase));
        var target = found.Cast<DatabaseInstance>().First(one => one.Name.Equals(targetName, StringComparison.OrdinalIgnoreCase));
        var name = $"{Source} {Target}";
        var definition = new PipelineDefinition
        {
            Name = name,
            TimeZone = TimeZone,
            Steps = [new PipelineStep($"rows of {table}", "quality.checksum", Arguments(table, sourceTable ?? table))],
        };
        return new Pipeline { Id = name, Name = name, Definition = definition.ToJson(), Database = target, Source = source };
    }

    private JsonElement Arguments(string table, string sourceTable)
    {
        var args = new JsonObject { ["table"] = table, ["sourceTable"] = sourceTable };
        if (Key.Count > 0)
        {
            args["key"] = new JsonArray([.. Key.Select(one => JsonValue.Create(one))]);
        }

        if (Columns.Count > 0)
        {
            args["columns"] = new JsonArray([.. Columns.Select(one => JsonValue.Create(one))]);
        }

        if (Where is not null)
        {
            (args["where"], args["sourceWhere"]) = (Where, Where);
        }

        if (Evidence is { } evidence)
        {
            args["evidence"] = evidence;
        }

        if (Differences is not null)
        {
            args["differences"] = Path.GetFullPath(Differences);
        }

        if (Sample is { } sample)
        {
            args["sample"] = sample;
        }

        if (Seed is { } seed)
        {
            args["seed"] = seed;
        }

        return JsonSerializer.SerializeToElement(args);
    }

    private static (string Instance, string? Table) Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..] is { Length: > 0 } table ? table : null);
    }
}
