using System.Globalization;
using System.Text.Json;

namespace NetBatch.Data.Validating.Checks;

/// <summary>
/// A check that PowerShell makes. It passes where nothing is written but <c>true</c>; every other object is a finding,
/// <c>false</c> too. NetBatch does not see what it does: unlike the sessions of all other checks it is not held to reading.
/// </summary>
internal abstract class PowerShellCheck : Validator
{
    /// <summary>What the check is called in its sentences.</summary>
    protected abstract string Noun { get; }

    /// <summary>The parameter that holds what is run.</summary>
    protected abstract string What { get; }

    public sealed override bool TakesTypedMaps => true;

    public sealed override bool NeedsPowerShell => true;

    private protected sealed override async Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken)
    {
        if (run.Scripts is not { } scripts)
        {
            throw new NetBatchException(ErrorCode.NeedsThisProcess, $"Only PowerShell can run a {Noun}.",
                "Begin the job again from there: Resume-BatchJob, or Invoke-BatchRetry.");
        }

        var outcome = await scripts.RunAsync(
            new ScriptRequest(run.Text(What)!, What == "command", run.Target.Session.Instance)
            {
                Source = run.Source?.Session.Instance,
                Parameters = run.Args.TryGetProperty("parameters", out var parameters) ? parameters : null,
                Evidence = run.Evidence,
            },
            cancellationToken).ConfigureAwait(false);
        var written = FormattableString.Invariant($"{outcome.Written:N0} {(outcome.Written == 1 ? "object" : "objects")}");
        if (outcome.Findings == 0)
        {
            return new(CheckOutcome.Pass, outcome.Written, 0,
                outcome.Written == 0 ? $"The {Noun} found nothing." : $"The {Noun} wrote nothing but true ({written}).", Log: outcome.Log);
        }

        var (columns, rows) = Table(outcome.Evidence);
        return new(
            CheckOutcome.Fail,
            outcome.Written,
            outcome.Findings,
            outcome.Findings == outcome.Written ? $"The {Noun} wrote {written}."
                : FormattableString.Invariant($"The {Noun} wrote {written}, {outcome.Findings:N0} of them not true."),
            columns,
            rows,
            outcome.Log);
    }

    private protected static WorkOption Given { get; } =
        new("parameters", WorkOptionType.Map, "Parameters by name, bound as PowerShell binds them: { most: 5 }.");

    /// <summary>Cells by name as rows of one table; a column whose values are of two types is text.</summary>
    private static (IReadOnlyList<RowColumn> Columns, IReadOnlyList<object?[]> Rows) Table(
        IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> found)
    {
        string[] names = [.. found.SelectMany(row => row.Select(cell => cell.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var rows = found.Select(row =>
            Array.ConvertAll(names, name => row.FirstOrDefault(cell => cell.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value))
            .ToList();
        RowColumn[] columns = [.. names.Select((name, index) => new RowColumn(name, TypeOf(rows.Select(row => row[index]))))];
        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++)
            {
                row[index] = columns[index].Type switch
                {
                    RowType.Text => Convert.ToString(row[index] is DateTimeOffset time ? $"{time:O}" : row[index],
                        CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : row[index] as string,
                    RowType.Number when row[index] is long whole => (decimal)whole,
                    _ => row[index],
                };
            }
        }

        return (columns, rows);
    }

    private static RowType TypeOf(IEnumerable<object?> values)
    {
        var types = values.Where(value => value is not null).Select(value => value switch
        {
            bool => RowType.Switch,
            long => RowType.WholeNumber,
            decimal or double => RowType.Number,
            DateTimeOffset => RowType.Time,
            _ => RowType.Text,
        }).Distinct().ToArray();
        return types switch
        {
            [var only] => only,
            [RowType.WholeNumber, RowType.Number] or [RowType.Number, RowType.WholeNumber] => RowType.Number,
            _ => RowType.Text,
        };
    }
}
