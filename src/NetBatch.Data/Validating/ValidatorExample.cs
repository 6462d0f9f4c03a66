using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetBatch.Data.Validating;

/// <summary>A step of a pipeline for each validator, made of its declaration: what it must be given, and no more.</summary>
public static class ValidatorExample
{
    // By the names of parameters, which mean the same in every validator.
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["table"] = "orders", ["column"] = "amount", ["columns"] = "[customer_id, ordered_at]", ["key"] = "[order_id]",
        ["values"] = "[new, paid, sent]",
        ["pattern"] = "'^[A-Z]{2}[0-9]{6}$'", ["toTable"] = "customers", ["dimension"] = "customers", ["eventTime"] = "ordered_at",
        ["loadedTime"] = "loaded_at",
        ["maxDays"] = "3", ["numerator"] = "SUM(refund)", ["denominator"] = "SUM(amount)", ["value"] = "SUM(amount)", ["maxChange"] = "50",
        ["maxDrift"] = "30",
        ["snapshot"] = "shop.yaml", ["sql"] = "SELECT order_id FROM orders WHERE amount < 0", ["script"] = "Test-Path /data/orders.csv",
        ["command"] = "Test-Orders",
        ["least"] = "0",
    };

    // What stands beside the step's name, and not under 'with'.
    private static readonly string[] Beside = ["sql", "script", "command"];

    /// <summary>The step, in YAML.</summary>
    /// <param name="validator">The validator.</param>
    public static string Of(Validator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        var needed = validator.Parameters.Where(option => option.Required).Select(option => option.Name).ToList();
        if (validator.Parameters.Any(option => option.Name == "least") && validator.Problems(Arguments(needed), hasSource: true).Any())
        {
            needed.Add("least");
        }

        var text = new StringBuilder();
        if (needed is [var only] && Beside.Contains(only))
        {
            return text.Append("- ").Append(only).Append(": ").Append(Values[only]).Append('\n').ToString();
        }

        text.Append("- validator: ").Append(validator.Name).Append('\n');
        return needed.Count == 0 ? text.ToString()
            : text.Append("  with: { ").AppendJoin(", ", needed.Select(name => $"{name}: {Values[name]}")).Append(" }\n").ToString();
    }

    private static JsonElement Arguments(List<string> names) =>
        JsonSerializer.SerializeToElement(
            new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(Values[name])))));
}
