using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Language;

/// <summary>A declared value and what the machine needs of it.</summary>
internal sealed class ValueDeclaration
{
    private const int MaxNameLength = 48;

    private ValueDeclaration(TemplateValue value, string expression, Pattern? nested)
    {
        Value = value;
        Expression = expression;
        Nested = nested;
        Required = value.Has(ValueOption.Required);
        Filldown = value.Has(ValueOption.Filldown);
        Fillup = value.Has(ValueOption.Fillup);
        List = value.Has(ValueOption.List);
        var options = value.Options.ToList();
        RequiresList = List && options.IndexOf(ValueOption.Required) > options.IndexOf(ValueOption.List);
    }

    public TemplateValue Value { get; }

    /// <summary>The expression as it is put into rules: its first parenthesis names the value.</summary>
    public string Expression { get; }

    /// <summary>The expression by itself, where a list value has named groups inside.</summary>
    public Pattern? Nested { get; }

    public bool Required { get; }

    public bool Filldown { get; }

    public bool Fillup { get; }

    public bool List { get; }

    /// <summary>Required was written after List: it asks for a non-empty list, not for a last text.</summary>
    public bool RequiresList { get; }

    /// <summary>Reads <c>Value [Options] NAME (regex)</c>.</summary>
    /// <exception cref="TemplateException">The declaration is refused.</exception>
    public static ValueDeclaration Read(string line, int number, string? source)
    {
        var tokens = line.Split(' ');
        if (tokens.Length < 3)
        {
            throw Refuse("a value is declared as: Value [Options] NAME (regex)");
        }

        var hasOptions = !tokens[2].StartsWith('(');
        var options = hasOptions ? ReadOptions(tokens[1], Refuse) : [];
        var name = tokens[hasOptions ? 2 : 1];
        var pattern = string.Join(' ', tokens.Skip(hasOptions ? 3 : 2));
        if (CodePoints.Count(name) > MaxNameLength)
        {
            throw Refuse($"the name '{name}' is longer than {MaxNameLength} characters");
        }

        if (pattern.Length < 2 || pattern[0] != '(' || pattern[^1] != ')' || pattern[^2] == '\\')
        {
            throw Refuse($"the expression '{pattern}' of '{name}' must stand in parentheses");
        }

        if (name.Contains('\\'))
        {
            throw Refuse($"the name '{name}' holds a backslash");
        }

        Pattern? nested = null;
        try
        {
            var (groups, hasNames) = Pattern.Check(pattern);
            if (options.Contains(ValueOption.List) && groups > 1 && hasNames)
            {
                nested = Pattern.Compile(pattern);
            }
        }
        catch (PatternException e)
        {
            throw new TemplateException(TemplateErrorKind.Template, $"{e.Message} in '{pattern}'", number, source, e);
        }

        return new ValueDeclaration(
            new TemplateValue(name, options, pattern), $"(?P<{name}>{pattern.AsSpan(1)}", nested);

        TemplateException Refuse(string reason) => new(TemplateErrorKind.Template, reason, number, source);
    }

    private static List<ValueOption> ReadOptions(string text, Func<string, TemplateException> refuse)
    {
        var options = new List<ValueOption>();
        foreach (var word in text.Split(','))
        {
            ValueOption option = word switch
            {
                "Required" => ValueOption.Required,
                "Filldown" => ValueOption.Filldown,
                "Fillup" => ValueOption.Fillup,
                "Key" => ValueOption.Key,
                "List" => ValueOption.List,
                _ => throw refuse($"'{word}' is no option; there are Required, Filldown, Fillup, Key and List"),
            };
            if (options.Contains(option))
            {
                throw refuse($"the option {word} is written twice");
            }

            options.Add(option);
        }

        return options;
    }
}
