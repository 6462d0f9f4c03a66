using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Workflows;

/// <summary>Parameters of workflows as people write them.</summary>
public static class ParameterText
{
    /// <summary>Reads <c>WholeNumber</c>, <c>WholeNumber=7</c> or <c>=7</c>: the type of a parameter and, behind the equals sign, its
    /// default.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such type, or the default is not of
    /// it.</exception>
    public static WorkflowParameter Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('=', 2);
        var parameter = Declared(name, parts[0].Trim());
        if (parts.Length == 1)
        {
            return parameter;
        }

        if (parameter.IsList)
        {
            return parameter with
            {
                Default = JsonSerializer.SerializeToElement(ParameterValues.Items(JsonSerializer.SerializeToElement(parts[1]))),
            };
        }

        var given = JsonSerializer.SerializeToElement(parts[1]);
        // A number is kept as one, so that it is shown as one.
        var isBare = parameter.Type is ParameterType.WholeNumber or ParameterType.Number or ParameterType.Boolean
            && ParameterValues.TryRead(given, parameter.Type, default, out _);
        return parameter with { Default = isBare ? JsonElement.Parse(Json(parts[1])) : given };
    }

    // "+7", "7e2" and " 7" are numbers to people and to the reading of values; JSON has fewer forms.
    internal static string Json(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : text.Trim().ToLowerInvariant();

    /// <summary>A parameter by its name and its type's; <c>[]</c> behind the type makes it a list.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such type.</exception>
    public static WorkflowParameter Declared(string name, string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var isList = word.EndsWith("[]", StringComparison.Ordinal);
        return new WorkflowParameter { Name = name, Type = Type(name, isList ? word[..^2] : word), IsList = isList };
    }

    /// <summary>A type by its name, any case; the usual SQL and PowerShell names are known too.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of that name.</exception>
    public static ParameterType Type(string name, string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToLowerInvariant() switch
        {
            "" or "text" or "string" or "varchar" => ParameterType.Text,
            "wholenumber" or "integer" or "int" or "long" or "bigint" => ParameterType.WholeNumber,
            "number" or "decimal" or "numeric" or "double" or "float" => ParameterType.Number,
            "boolean" or "bool" or "switch" => ParameterType.Boolean,
            "date" or "day" => ParameterType.Date,
            "timestamp" or "datetime" or "time" => ParameterType.Timestamp,
            _ => throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"The parameter '{name}' has the type '{word}', which there is not.",
                $"A type is one of: {string.Join(", ", Enum.GetNames<ParameterType>())}; [] behind it makes a list, a default stands "
                    + $"last: WholeNumber=7, WholeNumber[]=1,2."),
        };
    }

    /// <summary>A parameter of the type that a value has; of a list that of its first value.</summary>
    public static WorkflowParameter Of(string name, JsonElement value)
    {
        var isList = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0;
        return new WorkflowParameter { Name = name, Type = ParameterValues.Guess(isList ? value[0] : value), IsList = isList,
            Default = value };
    }
}
