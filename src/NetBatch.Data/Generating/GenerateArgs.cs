using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Generating;

/// <summary>One schema to make data for.</summary>
/// <param name="Schema">Which.</param>
/// <param name="Rows">How many rows, over all its tables.</param>
/// <param name="Seed">The same gives the same rows.</param>
internal sealed record GenerateOrder(StarSchema Schema, long Rows, int Seed);

/// <summary>The arguments of the kind <c>generate</c>.</summary>
internal sealed record GenerateArgs(
    IReadOnlyList<GenerateOrder> Orders, string? SchemaName, bool Replace, bool Constraints, IReadOnlyList<Defect> Defects, int DefectCount)
{
    public const long DefaultRows = 10_000;
    public const int DefaultSeed = 1;
    public const int DefaultDefects = 5;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: what cannot be made, with its value.</exception>
    public static GenerateArgs Read(JsonElement args)
    {
        var defects = Texts(args, "defects").SelectMany(Parse).Distinct().ToArray();
        return new GenerateArgs(
            OrdersOf(args),
            args.TryGetProperty("schemaName", out var schema) ? schema.GetString() : null,
            Flag(args, "replace"),
            // A database that holds the rules would refuse the rows that break them.
            defects.Length == 0 && (!args.TryGetProperty("constraints", out var constraints) || constraints.GetBoolean()),
            defects,
            args.TryGetProperty("defectCount", out var each) ? each.GetInt32() : DefaultDefects);
    }

    private static GenerateOrder[] OrdersOf(JsonElement args)
    {
        var data = args.GetProperty("data");
        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() == 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "The argument 'data' is no list of schemas.",
                "Write [{\"schema\": \"Retail\", \"rowCount\": 10000, \"seed\": 1}].");
        }

        GenerateOrder[] orders = [.. data.EnumerateArray().Select(Order)];
        var twice = orders.GroupBy(order => order.Schema.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? orders
            : throw new NetBatchException(ErrorCode.InvalidArgument,
                $"{twice.Key} is to be made twice on one instance; its tables would meet.", "Make it once, or on two instances.");
    }

    private static GenerateOrder Order(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("schema", out var name) || name.ValueKind != JsonValueKind.String)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{one}' names no schema.",
                "Write {\"schema\": \"Retail\", \"rowCount\": 10000, \"seed\": 1}.");
        }

        foreach (var member in one.EnumerateObject().Where(member => member.Name is not ("schema" or "rowCount" or "seed")))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"Data has no member '{member.Name}'.",
                "It takes schema, rowCount and seed.");
        }

        var schema = DataSchemas.Find(name.GetString()!);
        var rows = Whole(one, "rowCount", DefaultRows);
        if (rows is < StarSchema.LeastRows or > StarSchema.MostRows)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture,
                    $"{rows} rows of {schema.Name} cannot be made; it takes {StarSchema.LeastRows} to "
                        + $"{StarSchema.MostRows:N0}, over all tables together."));
        }

        return new GenerateOrder(schema, rows, checked((int)Whole(one, "seed", DefaultSeed)));
    }

    private static long Whole(JsonElement one, string name, long otherwise) =>
        !one.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && (name != "seed" || number is >= int.MinValue and <= int.MaxValue) ? number
        : throw new NetBatchException(ErrorCode.InvalidArgument, $"{name} is '{value}', which is no whole number in range.");

    private static IEnumerable<Defect> Parse(string name) =>
        name.Equals("all", StringComparison.OrdinalIgnoreCase) ? Enum.GetValues<Defect>()
        : Enum.TryParse<Defect>(name, ignoreCase: true, out var defect) && Enum.IsDefined(defect) ? [defect]
        : throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no defect '{name}'.",
            $"There are: all, {string.Join(", ", Enum.GetNames<Defect>())}.");

    private static IEnumerable<string> Texts(JsonElement args, string name) =>
        args.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(one => one.GetString()!) : [];

    private static bool Flag(JsonElement args, string name) => args.TryGetProperty(name, out var value) && value.GetBoolean();
}
