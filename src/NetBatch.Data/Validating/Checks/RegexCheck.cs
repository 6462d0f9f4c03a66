using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetBatch.Data.Validating.Checks;

internal sealed class RegexCheck : RowCheck
{
    public override string Name => "quality.regex";

    public override string Help => "Rows whose text does not match a regular expression; NULL is left to quality.nulls.";

    public override IReadOnlyList<WorkOption> Parameters { get; } =
    [
        Options.Table, Options.Where, Options.Column("The column."),
        new("pattern", WorkOptionType.Text,
            "The expression; ^ and $ hold it to the whole text. Databases differ in rare forms: keep to what all have.", Required: true,
            Most: 1000),
    ];

    protected override string Wrong => "have a text of another form";

    public override IEnumerable<string> Problems(JsonElement args, bool hasSource)
    {
        if (args.TryGetProperty("pattern", out var pattern) && pattern.GetString() is { } text && !IsRegex(text))
        {
            yield return $"The pattern '{text}' is no regular expression.";
        }
    }

    protected override Task<Finding> FindAsync(CheckRun run, CancellationToken cancellationToken)
    {
        var name = run.Text("column")!;
        var shown = Shown(run, [name]);
        var column = run.Quoted(name);
        var matches = run.Target.Sql.Matches(run.Target.Sql.Text(column), run.Target.Dialect.Parameter("pattern"));
        return Task.FromResult(new Finding(
            $"SELECT {shown} FROM {run.From()} WHERE {column} IS NOT NULL AND NOT ({matches})",
            new Dictionary<string, object?> { ["pattern"] = run.Target.Sql.Pattern(run.Text("pattern")!) }));
    }

    private static bool IsRegex(string text)
    {
        try
        {
            _ = new Regex(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
