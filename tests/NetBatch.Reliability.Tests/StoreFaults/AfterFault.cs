using Microsoft.Data.Sqlite;
using NetBatch.Store.Sqlite;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>What has to be true after a fault of the disk: for the file, for what was shown, and once another process went on.</summary>
internal sealed class AfterFault(PaperJob job, string path)
{
    public async Task LookAsync(Action<string> found)
    {
        await using var store = await SqliteJobStore.OpenAsync(new SqliteStoreOptions { Path = path }, default);
        if (Integrity() is not "ok" and var damage)
        {
            found($"the file is damaged: {damage}");
        }

        if (job.Id is null)
        {
            if (job.Paper.Count > 0)
            {
                found("lines went out of a job that nobody was told of");
            }

            return;
        }

        var kept = await store.ReadResultsAsync(new ResultFilter { JobId = job.Id, AllAttempts = true }, default).ToListAsync();
        var lost = job.Shown.Except(kept).ToList();
        if (lost.Count > 0)
        {
            found($"shown and lost: {lost[0]}");
        }

        var now = await store.GetAsync(job.Id, default);
        var sent = job.Paper.ToHashSet();
        await foreach (var run in store.ReadRunsAsync(job.Id, new RunFilter(), default))
        {
            if (run.State is TargetState.Pending && sent.Any(line => line.Target == run.Name))
            {
                found($"{run.Name} was sent lines and is {run.State}");
            }
        }

        if (!now.State.IsFinal() || now.Counts.OutcomeUnknown > 0)
        {
            await job.GoOnAsync(store, new RunStart { Unknown = UnknownDecision.Skip });
        }

        foreach (var line in job.Paper.CountBy(line => line).Where(line => line.Value > 1))
        {
            found($"sent {line.Value} times: {line.Key}");
        }

        if (!(await store.GetAsync(job.Id, default)).State.IsFinal())
        {
            found("the job does not end");
        }

        await foreach (var run in store.ReadRunsAsync(job.Id, new RunFilter(), default))
        {
            var lines = job.Paper.Where(line => line.Target == run.Name).Select(line => line.Line).ToArray();
            var attempts = await store.ReadAttemptsAsync(job.Id, run.Number, default).ToListAsync();
            var isRight = run.State == TargetState.Completed ? lines.SequenceEqual(PaperWork.Lines)
                // It was in the middle: somebody was told that its end is not known, and said to pass it over.
                : attempts.Any(attempt => attempt.State == TargetState.OutcomeUnknown);
            if (!isRight)
            {
                found($"{run.Name} is {run.State} ({run.Error}) and was sent {lines.Length} lines; {string.Join(", ", attempts)}");
            }
        }
    }

    private string Integrity()
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }
}
