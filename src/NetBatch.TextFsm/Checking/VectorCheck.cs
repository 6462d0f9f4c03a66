using System.Text.Json;
using System.Text.RegularExpressions;
using NetBatch.TextFsm.Checking;

namespace NetBatch.TextFsm;

/// <summary>
/// Runs conformance vectors, one JSON object a line: <c>id</c>, <c>template</c>, <c>input</c>, and either <c>header</c>
/// and <c>rows</c> or <c>error</c> (<c>template</c>: refused; <c>parse</c>: an Error rule) with a <c>message</c>.
/// </summary>
public static partial class VectorCheck
{
    /// <summary>Runs every vector of a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="options">Limits; null for the usual ones. Its clock measures the times reported.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="TemplateException">A line is no vector.</exception>
    public static CheckReport Run(string path, TemplateOptions? options = null)
    {
        using var reader = File.OpenText(path);
        return Run(reader, Path.GetFileName(path), options);
    }

    /// <summary>Runs every vector of a text.</summary>
    /// <param name="reader">The vectors.</param>
    /// <param name="source">A name for messages.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="TemplateException">A line is no vector.</exception>
    public static CheckReport Run(TextReader reader, string source, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= TemplateOptions.Default;
        var failures = new List<CheckFailure>();
        var passed = 0;
        var compiling = TimeSpan.Zero;
        var parsing = TimeSpan.Zero;
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var vector = Read(line, number, source);
            var start = options.Time.GetTimestamp();
            var compiled = TryDo(() => Template.Compile(vector.Template), out var error);
            compiling += options.Time.GetElapsedTime(start);
            start = options.Time.GetTimestamp();
            var rows = compiled is null ? null : TryDo(() => compiled.Parse(vector.Input, options), out error);
            parsing += options.Time.GetElapsedTime(start);
            var difference = Compare(vector, compiled, rows, error);
            if (difference is null)
            {
                passed++;
            }
            else
            {
                failures.Add(new CheckFailure(vector.Id, difference));
            }
        }

        return new CheckReport(passed, failures, compiling, TimeSpan.Zero, parsing);
    }

    private static T? TryDo<T>(Func<T> work, out TemplateException? error)
        where T : class
    {
        try
        {
            error = null;
            return work();
        }
        catch (TemplateException e)
        {
            error = e;
            return null;
        }
    }

    private static string? Compare(Vector vector, Template? template, IReadOnlyList<TemplateRecord>? rows, TemplateException? error)
    {
        if (vector.Error is not null)
        {
            return CompareError(vector.Error, vector.Message, error);
        }

        if (error is not null)
        {
            return $"expected rows, got the error: {error.Message}";
        }

        if (vector.Header is not null && !Difference.Same(template!.Header, vector.Header))
        {
            return $"expected the header {Difference.Show(vector.Header)}, got {Difference.Show(template.Header)}";
        }

        var expected = vector.Rows ?? [];
        for (var i = 0; i < Math.Min(expected.Count, rows!.Count); i++)
        {
            if (!Difference.Same(rows[i].Cells, expected[i]))
            {
                return $"row {i + 1}: expected {Difference.Show(expected[i])}, got {Difference.Show(rows[i].Cells)}";
            }
        }

        return expected.Count == rows.Count ? null : $"expected {expected.Count} rows, got {rows.Count}";
    }

    private static string? CompareError(string expected, string? message, TemplateException? error)
    {
        var kind = error?.Kind switch
        {
            null => "no error",
            TemplateErrorKind.ErrorRule => "parse",
            TemplateErrorKind.Template => "template",
            _ => error.Kind.ToString(),
        };
        if (kind != expected)
        {
            return $"expected the error '{expected}', got {kind}{(error is null ? "" : ": " + error.Message)}";
        }

        // A refusal's wording is ours; the line that it names is not.
        if (kind == "template")
        {
            var line = message is null ? null : LineNumber().Match(message);
            return line is not { Success: true } || line.Groups[1].Value == error!.Line?.ToString()
                ? null
                : $"expected a refusal of line {line.Groups[1].Value}, got: {error!.Message}";
        }

        return message is null || message == error!.Message ? null : $"expected the message '{message}', got '{error!.Message}'";
    }

    private static Vector Read(string line, int number, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new Vector(
                Text(root, "id") ?? $"line {number}",
                Text(root, "template") ?? throw new JsonException("'template' is missing"),
                Text(root, "input") ?? "",
                List(root, "header"),
                List(root, "rows"),
                Text(root, "error"),
                Text(root, "message"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new TemplateException(TemplateErrorKind.Fixture, $"this is no vector: {e.Message}", number, source, e);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static List<object?>? List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? (List<object?>)Convert(value)! : null;

    private static object? Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => element.EnumerateArray().Select(Convert).ToList(),
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(p => p.Name, p => Convert(p.Value), StringComparer.Ordinal),
        _ => new YamlNonText(element.GetRawText()),
    };

    [GeneratedRegex(@"\b[Ll]ine:? (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex LineNumber();

    private sealed record Vector(
        string Id, string Template, string Input, List<object?>? Header, List<object?>? Rows, string? Error, string? Message);
}
