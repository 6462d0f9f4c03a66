using System.Text;
using System.Text.Json;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Workflows;

/// <summary>The arguments of the kind <c>workflow</c>, read for one instance.</summary>
internal sealed class WorkflowArgs
{
    /// <summary>Most bytes of a query in UTF-8.</summary>
    public const int MostQuery = 64 * 1024;

    /// <summary>Most bytes of the parameters' values as JSON in UTF-8: 10 KB.</summary>
    public const int MostPayload = 10 * 1024;

    /// <summary>Most rows of an instance.</summary>
    public const int MostRows = 1_000_000;

    private readonly Dictionary<string, JsonElement> given = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<WorkflowParameter> declared = [];
    private readonly bool isDeclared;

    private readonly DateTimeOffset now;

    /// <param name="args">The arguments.</param>
    /// <param name="time">From when days like today-7d count; null: the system's clock.</param>
    public WorkflowArgs(JsonElement args, TimeProvider? time = null)
    {
        now = (time ?? TimeProvider.System).GetUtcNow();
        Query = Text(args, "query") ?? "";
        View = Text(args, "workflow") is { Length: > 0 } name ? name : "query";
        AllowChange = args.TryGetProperty("allowChange", out var allow) && allow.ValueKind == JsonValueKind.True;
        Folder = Text(args, "folder");
        RowLimit = args.TryGetProperty("rowLimit", out var rows) && rows.TryGetInt32(out var most) ? most
            : Folder is null ? MostRows : int.MaxValue;
        if (args.TryGetProperty("parameters", out var values) && values.ValueKind == JsonValueKind.Object)
        {
            PayloadBytes = Encoding.UTF8.GetByteCount(values.GetRawText());
            foreach (var member in values.EnumerateObject())
            {
                Ambiguous |= !given.TryAdd(member.Name, member.Value);
            }
        }

        if (args.TryGetProperty("declared", out var list))
        {
            isDeclared = true;
            Broken = !TryReadDeclared(list);
        }
        else
        {
            declared.AddRange(given.Select(one => ParameterText.Of(one.Key, one.Value)));
        }
    }

    public string Query { get; }

    /// <summary>What its rows are called.</summary>
    public string View { get; }

    public bool AllowChange { get; }

    /// <summary>Where each instance's rows go into a file; null: into the store.</summary>
    public string? Folder { get; }

    public int RowLimit { get; }

    private int PayloadBytes { get; }

    private bool Ambiguous { get; }

    private bool Broken { get; }

    /// <summary>The query and, in a comment behind it, the values that it gets: what a plan shows. The step itself is the query alone, the
    /// same for all instances.</summary>
    public string Described => declared.Count == 0 || Broken ? Query
        : $"{Query.TrimEnd()}\n-- {string.Join(", ", declared.Select(one => $"@{one.Name} = {Shown(one)}"))}";

    /// <summary>Everything that keeps it from running on instances of a dialect; null: a service, which reads its queries itself.</summary>
    public IEnumerable<WorkProblem> Problems(SqlDialect? dialect)
    {
        if (Broken)
        {
            return [new("args.declared", "The declared parameters are not a list of {name, type, default, help}.",
                $"A type is one of: {string.Join(", ", Enum.GetNames<ParameterType>())}.")];
        }

        return [.. QueryProblems(dialect), .. ParameterProblems()];
    }

    /// <summary>What days and times that count from the run are now, a line; empty: there are none.</summary>
    public string Counted =>
        string.Concat(declared.Select(one => (one.Name, Given: given.TryGetValue(one.Name, out var own) ? own : one.Default, one.Type))
        .Where(one => one.Type is ParameterType.Date or ParameterType.Timestamp && one.Given is { ValueKind: JsonValueKind.String } text
            && RelativeTime.Read(text.GetString()!, now) is not null)
        .Select(one => $"@{one.Name} = {one.Given} = {Resolved(one.Given!.Value, one.Type)}\n"));

    /// <summary>The values to bind, by name, an array for a list; call it only where there are no problems.</summary>
    public IReadOnlyDictionary<string, object?> Values()
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in declared)
        {
            ParameterValues.TryRead(given.TryGetValue(parameter.Name, out var own) ? own : parameter.Default!.Value, parameter, now,
                out var value);
            values[parameter.Name] = value;
        }

        return values;
    }

    /// <summary>The values as JSON, by name; for services, which take them so.</summary>
    public IReadOnlyDictionary<string, JsonElement> JsonValues()
    {
        Dictionary<string, JsonElement> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in declared)
        {
            var value = given.TryGetValue(parameter.Name, out var own) ? own : parameter.Default!.Value;
            values[parameter.Name] = parameter.IsList
                ? JsonSerializer.SerializeToElement(ParameterValues.Items(value).Select(one => Resolved(one, parameter.Type)))
                : Resolved(value, parameter.Type);
        }

        return values;
    }

    // "14" for a number is a number for a service, too, and today a day.
    private JsonElement Resolved(JsonElement value, ParameterType type) => (type, value.ValueKind) switch
    {
        (ParameterType.WholeNumber or ParameterType.Number or ParameterType.Boolean, JsonValueKind.String) =>
            JsonElement.Parse(ParameterText.Json(value.GetString()!)),
        (ParameterType.Date, JsonValueKind.String) when RelativeTime.ReadDay(value.GetString()!, now) is { } day =>
            JsonSerializer.SerializeToElement(day),
        (ParameterType.Timestamp, JsonValueKind.String) when RelativeTime.Read(value.GetString()!, now) is { } at =>
            JsonSerializer.SerializeToElement(at),
        _ => value,
    };

    private IEnumerable<WorkProblem> QueryProblems(SqlDialect? dialect)
    {
        if (string.IsNullOrWhiteSpace(Query))
        {
            yield return new("args.query", "The query is empty.");
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(Query) > MostQuery)
        {
            yield return new("args.query", $"The query has {Encoding.UTF8.GetByteCount(Query)} bytes; it may have {MostQuery}.");
        }

        if (dialect is null)
        {
            yield break;
        }

        var query = new SqlQuery(Query, dialect);
        if (query.Statements == 0)
        {
            yield return new("args.query", "The query holds only comments.");
        }

        foreach (var name in query.Parameters.Where(name =>
            !declared.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new(
                $"args.parameters.{name}",
                isDeclared ? $"The query names @{name}, which the workflow does not declare."
                    : $"The query names @{name}, and no value is given for it.",
                isDeclared ? "Declare it with its type, or correct the name." : $"Give a value for '{name}'.");
        }

        if (query.ChangingWord is { } word && !AllowChange)
        {
            yield return new(
                "args.query",
                $"The query is not known to only read: '{word}'; and changes were not allowed.",
                "Add -AllowChange (--allow-change) if it may change the databases; put quotes round the word if it is a name.",
                ErrorCode.ChangeNotAllowed);
        }
    }

    private IEnumerable<WorkProblem> ParameterProblems()
    {
        if (Ambiguous)
        {
            yield return new("args.parameters", "A parameter is given twice, in different case.");
        }

        if (PayloadBytes > MostPayload)
        {
            yield return new("args.parameters", $"The parameters' values have {PayloadBytes} bytes together; they may have {MostPayload}.",
                "Put large lists into a table and join it.");
        }

        foreach (var name in given.Keys.Where(name => !declared.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new(
                $"args.parameters.{name}",
                $"'{View}' has no parameter '{name}'.",
                declared.Count == 0 ? "It takes none." : $"It takes: {string.Join(", ", declared.Select(one => one.Name))}.");
        }

        foreach (var parameter in declared)
        {
            var own = given.TryGetValue(parameter.Name, out var value);
            if (!own && parameter.Default is null)
            {
                yield return new($"args.parameters.{parameter.Name}",
                    $"'{View}' needs the parameter '{parameter.Name}': {ParameterValues.Form(parameter)}.");
            }
            else if (!ParameterValues.TryRead(own ? value : parameter.Default!.Value, parameter, now, out _))
            {
                yield return new(
                    $"args.parameters.{parameter.Name}",
                    $"The {(own ? "parameter" : "default of")} '{parameter.Name}' of '{View}' is "
                        + $"{(own ? value : parameter.Default!.Value).GetRawText()}; it must be {ParameterValues.Form(parameter)}.");
            }
        }
    }

    private string Shown(WorkflowParameter parameter)
    {
        var value = given.TryGetValue(parameter.Name, out var own) ? own : parameter.Default;
        return value is null ? "?"
            : value is { ValueKind: JsonValueKind.String }
                && parameter.Type is ParameterType.WholeNumber or ParameterType.Number or ParameterType.Boolean ? value.Value.GetString()!
            : value.Value.GetRawText();
    }

    private bool TryReadDeclared(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var one in parameters.EnumerateArray())
        {
            var type = ParameterType.Text;
            if (one.ValueKind != JsonValueKind.Object || Text(one, "name") is not { Length: > 0 } name
                || (one.TryGetProperty("type", out var word)
                    && !(word.ValueKind == JsonValueKind.String && Enum.TryParse(word.GetString(), ignoreCase: true, out type)
                        && Enum.IsDefined(type)))
                || declared.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }

            declared.Add(new WorkflowParameter { Name = name, Type = type,
                IsList = one.TryGetProperty("list", out var list) && list.ValueKind == JsonValueKind.True,
                Default = one.TryGetProperty("default", out var value) ? value : null });
        }

        return true;
    }

    private static string? Text(JsonElement args, string name) =>
        args.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
