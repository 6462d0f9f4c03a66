namespace NetBatch.Store;

/// <summary>Applies what an owner's runner decides: of the job, its batches, its targets, the start of an attempt.</summary>
internal static class JobEventWriter
{
    public static void Write(WriteScope scope, long job, long epoch, JobChanged what)
    {
        var (from, reason) = scope.Database.First(
            "SELECT state, wait_reason FROM jobs WHERE key = $1",
            row => (row.Enum<JobState>(0), row.Enum<WaitReason>(1)), job);
        if (from != what.State)
        {
            Transitions.Ensure(from, what.State);
        }

        scope.Database.Post(
            """
            UPDATE jobs SET state = $2, wait_reason = $3, end_reason = $4, message = $5, attempt = $6,
                started_at = CASE WHEN $2 = 'Running' THEN COALESCE(started_at, $7) ELSE started_at END,
                ended_at = CASE WHEN $8 = 1 THEN COALESCE(ended_at, $7) END
            WHERE key = $1 AND EXISTS (SELECT 1 FROM leases WHERE job = $1 AND epoch = $9)
            """,
            job, Stored.Name(what.State), Stored.Name(what.WaitReason), Stored.Name(what.EndReason), what.Message, what.Attempt,
            Stored.Time(what.At), what.State.IsFinal() ? 1 : 0, epoch);
        if (what.State.IsFinal())
        {
            // A stop that came too late must not stop the next attempt.
            scope.Database.Post("DELETE FROM requests WHERE job = $1", job);
            ClusterTable.Ended(scope.Database, job);
            NoticeTable.Keep(scope.Database, job, what);
        }
        else if (what.State == JobState.Paused && from != JobState.Paused && what.EndReason != EndReason.Stop)
        {
            // Nobody asked for it, so somebody may want to hear of it.
            NoticeTable.Keep(scope.Database, job, what);
        }

        if (from != what.State || reason != what.WaitReason || what.Message is not null)
        {
            scope.Record(job, what.At, "state", Sentence(what));
        }
    }

    public static void Write(WriteScope scope, long job, BatchChanged what)
    {
        var from = scope.Database.First<BatchState?>(
            "SELECT state FROM batches WHERE job = $1 AND number = $2", row => row.Enum<BatchState>(0), job, what.Batch)
            ?? throw new InvalidOperationException($"The job has no batch {what.Batch}.");
        scope.Database.Post(
            """
            UPDATE batches SET state = $3,
                started_at = CASE WHEN $5 = 1 THEN $4 WHEN $3 = 'Running' THEN COALESCE(started_at, $4) ELSE started_at END,
                ended_at = CASE WHEN $6 = 1 THEN $4 END
            WHERE job = $1 AND number = $2
            """,
            job, what.Batch, Stored.Name(what.State), Stored.Time(what.At),
            from.IsFinal() && what.State == BatchState.Running ? 1 : 0, what.State.IsFinal() ? 1 : 0);
    }

    public static void Write(WriteScope scope, long job, TargetChanged what)
    {
        var run = RunRow.Read(scope.Database, job, what.Number);
        if (run.State != what.State)
        {
            Transitions.Ensure(run.State, what.State);
            scope.Move(job, run.Batch, run.State, what.State);
        }

        scope.Database.Post(
            "UPDATE runs SET state = $3, error = $4 WHERE job = $1 AND number = $2",
            job, what.Number, Stored.Name(what.State), Stored.Error(what.Error));
        if (run.State == TargetState.OutcomeUnknown && what.State != TargetState.OutcomeUnknown)
        {
            run.Resolve(scope, locks: true);
        }

        if (!what.State.IsInFlight())
        {
            // Stopped while it waited for a lock: its attempt has begun and no executor ends it.
            var ended = scope.Database.Execute(
                "UPDATE attempts SET state = $3, ended_at = $4, error = $5 WHERE job = $1 AND number = $2 AND ended_at IS NULL",
                job, what.Number, Stored.Name(what.State), Stored.Time(what.At), Stored.Error(what.Error));
            if (ended > 0)
            {
                scope.Database.Post("UPDATE runs SET ended_at = $3 WHERE job = $1 AND number = $2", job, what.Number,
                    Stored.Time(what.At));
            }
        }

        if (what.State.IsFinal())
        {
            run.Publish(scope);
        }
    }

    public static void Write(WriteScope scope, long job, long epoch, HostIdentity here, AttemptStarted what)
    {
        var run = RunRow.Read(scope.Database, job, what.Number);
        Transitions.Ensure(what.Verify && run.State == TargetState.OutcomeUnknown ? TargetState.Pending : run.State, what.State);
        scope.Move(job, run.Batch, run.State, what.State);
        scope.Database.Post(
            "INSERT INTO attempts (job, number, attempt, epoch, state, started_at) VALUES ($1, $2, $3, $4, $5, $6)",
            job, what.Number, what.Attempt, epoch, Stored.Name(what.State), Stored.Time(what.At));
        scope.Database.Post(
            """
            UPDATE runs SET state = $3, attempts = $4, started_at = $5, ended_at = NULL, connect_time = NULL, error = NULL
            WHERE job = $1 AND number = $2
            """,
            job, what.Number, Stored.Name(what.State), what.Attempt, Stored.Time(what.At));
        scope.Database.Post(
            "UPDATE batches SET started_at = $3 WHERE job = $1 AND number = $2 AND started_at IS NULL", job, run.Batch,
            Stored.Time(what.At));
        if (what.Verify)
        {
            // An owner that dies while it looks leaves the target as unknown as it was, and the device locked.
            scope.Database.Post(
                "INSERT INTO intents (job, number, attempt, step, command, at, epoch, host, host_id) VALUES ($1, $2, $3, 0, 'verify', "
                    + "$4, $5, $6, $7)",
                job, what.Number, what.Attempt, Stored.Time(what.At), epoch, here.Name, here.Id);
        }
    }

    private static string Sentence(JobChanged what)
    {
        var reason = what.WaitReason != WaitReason.None ? $" ({what.WaitReason})"
            : what.EndReason != EndReason.None ? $" ({what.EndReason})" : "";
        return what.Message is null ? $"{what.State}{reason}." : $"{what.State}{reason}: {what.Message}";
    }
}
