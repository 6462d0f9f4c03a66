using System.Globalization;
using System.Runtime.CompilerServices;
using NetBatch.Data.Pipelines;

namespace NetBatch.Hosting;

/// <summary>What the checks of pipeline jobs said, and how that compares with earlier jobs.</summary>
public static class CheckReport
{
    private const int JobsLookedBack = 50;

    /// <summary>The checks of a job, by pipeline and step; a pipeline that could not be run has one record without a step.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="withTrend">Whether each is compared with the last job before that had the same step of the same pipeline and
    /// instance.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<CheckResult> ReadAsync(IJobStore store, BatchJob job, bool withTrend,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(job);
        var now = await OfAsync(store, job, cancellationToken).ConfigureAwait(false);
        if (withTrend)
        {
            await CompareAsync(store, job, now, cancellationToken).ConfigureAwait(false);
        }

        foreach (var one in now)
        {
            yield return one;
        }
    }

    /// <summary>The findings of a job's checks: a row each, with what its check shows.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="projects">Only pipelines of these projects, with wildcards; empty: all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<(RowChunk Check, object?[] Row)> FindingsAsync(
        IJobStore store, BatchJob job, IReadOnlyList<string> projects, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(job);
        var runs = await PipelinesAsync(store, job, cancellationToken).ConfigureAwait(false);
        await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = job.Id }, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Set.View != PipelineWork.VerdictView && runs.TryGetValue(chunk.Number, out var run)
                && Wildcard.MatchesAny(projects, ((Pipeline)run.Target).Project ?? ""))
            {
                foreach (var row in chunk.Rows())
                {
                    yield return (chunk, row);
                }
            }
        }
    }

    private static async Task CompareAsync(IJobStore store, BatchJob job, List<CheckResult> now, CancellationToken cancellationToken)
    {
        Dictionary<object, CheckResult> before = [];
        var filter = new JobFilter { Kinds = ["pipeline"], Before = job.CreatedAt, First = JobsLookedBack };
        await foreach (var earlier in store.ListAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in await OfAsync(store, earlier, cancellationToken).ConfigureAwait(false))
            {
                before.TryAdd(Key(one), one);
            }

            if (now.All(one => before.ContainsKey(Key(one))))
            {
                break;
            }
        }

        for (var index = 0; index < now.Count; index++)
        {
            var then = before.GetValueOrDefault(Key(now[index]));
            now[index] = now[index] with { Trend = Trend(then, now[index]), FindingsBefore = then?.Findings };
        }
    }

    private static (string?, string, string, string) Key(CheckResult one) => (one.Project, one.Pipeline, one.Instance, one.Step);

    private static string Trend(CheckResult? then, CheckResult now) => (then?.Outcome, now.Outcome) switch
    {
        (null, _) => "New",
        ("Pass", "Pass") => "Same",
        (_, "Pass") => "Fixed",
        ("Pass", _) => "Broken",
        _ when now.Findings > then!.Findings => "Worse",
        _ when now.Findings < then.Findings => "Better",
        _ => "Same",
    };

    private static async Task<List<CheckResult>> OfAsync(IJobStore store, BatchJob job, CancellationToken cancellationToken)
    {
        var runs = await PipelinesAsync(store, job, cancellationToken).ConfigureAwait(false);
        List<CheckResult> found = [];
        HashSet<int> told = [];
        await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = job.Id }, cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Set.View == PipelineWork.VerdictView && runs.TryGetValue(chunk.Number, out var run))
            {
                told.Add(chunk.Number);
                found.AddRange(chunk.Rows().Select(row => Check(job, (Pipeline)run.Target, row)));
            }
        }

        found.AddRange(runs.Values.Where(run => run.Error is not null && !told.Contains(run.Number)).Select(run => NotRun(job, run)));
        return found;
    }

    private static async Task<Dictionary<int, TargetRun>> PipelinesAsync(IJobStore store, BatchJob job, CancellationToken cancellationToken)
    {
        Dictionary<int, TargetRun> runs = [];
        await foreach (var run in store.ReadRunsAsync(job.Id, new RunFilter(), cancellationToken).ConfigureAwait(false))
        {
            if (run.Target is Pipeline)
            {
                runs[run.Number] = run;
            }
        }

        return runs;
    }

    private static CheckResult Check(BatchJob job, Pipeline pipeline, object?[] row) => new()
    {
        JobId = job.Id,
        Project = pipeline.Project,
        Pipeline = (string)row[0]!,
        Instance = pipeline.Database.Name,
        Step = (string)row[1]!,
        Validator = (string)row[2]!,
        Outcome = (string)row[3]!,
        Checked = (long)row[4]!,
        Findings = (long)row[5]!,
        Duration = TimeSpan.FromSeconds(Convert.ToDouble(row[6], CultureInfo.InvariantCulture)),
        Summary = (string)row[7]!,
        // Jobs of earlier versions have fewer columns.
        Table = row.Length > 8 ? (string?)row[8] : null,
        NotCompared = row.Length > 9 ? (string?)row[9] ?? "" : "",
        Source = pipeline.Source?.Name,
        Sql = row.Length > 12 ? string.Concat((string[]?)row[12] ?? []) : "",
        At = job.CreatedAt,
    };

    private static CheckResult NotRun(BatchJob job, TargetRun run) => new()
    {
        JobId = job.Id,
        Project = ((Pipeline)run.Target).Project,
        Pipeline = PipelineDefinition.FromJson(((Pipeline)run.Target).Definition).Name,
        Instance = ((Pipeline)run.Target).Database.Name,
        Step = "",
        Validator = "",
        Outcome = "Error",
        Summary = run.Error!.Message,
        At = job.CreatedAt,
    };
}
