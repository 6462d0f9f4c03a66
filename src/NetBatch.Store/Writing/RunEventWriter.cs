namespace NetBatch.Store;

/// <summary>Applies what an executor reports of a run.</summary>
/// <param name="job">The job's key.</param>
/// <param name="epoch">The owner's epoch.</param>
/// <param name="here">The owner's host.</param>
internal sealed class RunEventWriter(long job, long epoch, HostIdentity here)
{
    /// <summary>Numbers that were passed over: reports of a run may overtake each other on their way. With the transaction that has taken
    /// one: it is missing until that is committed.</summary>
    private readonly Dictionary<(int Number, int Attempt, int Report), long> missing = [];

    /// <summary>Applies a report, unless it is a repetition or its attempt has ended.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="what">The report.</param>
    /// <param name="packed">The packed content of one that has any: output, rows, a document.</param>
    public void Write(WriteScope scope, RunEvent what, (int Codec, byte[] Bytes) packed)
    {
        if (!IsNew(scope, what))
        {
            return;
        }

        switch (what)
        {
            case OrderPlaced { Worker: var worker }:
                scope.Database.Post(
                    "UPDATE attempts SET site = $4, worker = $5, incarnation = $6 WHERE job = $1 AND number = $2 AND attempt = $3",
                    job, what.Number, what.Attempt, worker.Site, worker.Name, worker.Incarnation);
                break;
            case PhaseEntered phase:
                Write(scope, phase);
                break;
            case ChildStarted child:
                scope.Database.Post(
                    "INSERT INTO children (job, number, attempt, pid, started, host_id) VALUES ($1, $2, $3, $4, $5, $6) "
                        + "ON CONFLICT DO NOTHING",
                    job, what.Number, what.Attempt, child.Child.ProcessId, child.Child.StartTicks, Place(scope, what).Id);
                break;
            case ChangeBegun change:
                var place = Place(scope, what);
                scope.Database.Post(
                    "INSERT INTO intents (job, number, attempt, step, command, at, epoch, host, host_id) VALUES ($1, $2, $3, $4, $5, "
                        + "$6, $7, $8, $9)",
                    job, what.Number, what.Attempt, change.Step, change.Command, Stored.Time(what.At), epoch, place.Name, place.Id);
                break;
            case StepOutput piece when piece.Bytes.Length > 0:
                scope.Database.Post(
                    "INSERT INTO outputs (job, number, attempt, step, codec, length, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    job, what.Number, what.Attempt, piece.Step, packed.Codec, piece.Bytes.Length, packed.Bytes);
                break;
            case StepRows rows:
                Write(scope, rows, packed);
                break;
            case DocumentKept document:
                scope.Database.Post(
                    """
                    INSERT INTO documents (job, number, attempt, document, codec, length, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7)
                    ON CONFLICT (job, number, attempt, document) DO UPDATE SET codec = excluded.codec, length = excluded.length,
                        bytes = excluded.bytes
                    """,
                    job, what.Number, what.Attempt, document.Name, packed.Codec, document.Content.Length, packed.Bytes);
                break;
            case StepEnded step:
                Write(scope, step);
                break;
            case Warned warning:
                scope.Record(job, what.At, "warning", $"{RunRow.Read(scope.Database, job, what.Number).Name}: {warning.Message}");
                break;
            case HostKeyAccepted { Key: var key }:
                scope.Record(job, what.At, "hostkey",
                    $"{RunRow.Read(scope.Database, job, what.Number).Name}: the new host key {key.Fingerprint} ({key.Type}) of "
                        + $"{key.Name} was accepted.");
                break;
            case AttemptEnded ended:
                Write(scope, ended);
                break;
        }
    }

    /// <summary>Where the run is: processes and changes of a worker are none of this host's.</summary>
    private (string Name, string Id) Place(WriteScope scope, RunEvent what) =>
        WorkerOrders.Worker(scope.Database, job, what.Number, what.Attempt) is { } worker ? (worker.Name, worker.Incarnation)
            : (here.Name, here.Id);

    private void Write(WriteScope scope, PhaseEntered what)
    {
        var run = RunRow.Read(scope.Database, job, what.Number);
        if (run.State != what.Phase)
        {
            Transitions.Ensure(run.State, what.Phase);
            scope.Move(job, run.Batch, run.State, what.Phase);
        }

        scope.Database.Post(
            "UPDATE attempts SET state = $4, connected_at = CASE WHEN $4 = 'Connected' THEN COALESCE(connected_at, $5) ELSE "
                + "connected_at END, away_since = CASE WHEN $4 = 'Away' THEN COALESCE(away_since, $5) END "
                + "WHERE job = $1 AND number = $2 AND attempt = $3",
            job, what.Number, what.Attempt, Stored.Name(what.Phase), Stored.Time(what.At));
        scope.Database.Post(
            "UPDATE runs SET state = $3, connect_time = CASE WHEN $3 = 'Connected' THEN COALESCE(connect_time, $4 - started_at) ELSE "
                + "connect_time END WHERE job = $1 AND number = $2",
            job, what.Number, Stored.Name(what.Phase), Stored.Time(what.At));
    }

    private void Write(WriteScope scope, StepRows what, (int Codec, byte[] Bytes) packed)
    {
        scope.Database.Post(
            "INSERT INTO row_sets (job, number, attempt, step, row_set) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            job, what.Number, what.Attempt, what.Step, StoredForm.Write(what.Set));
        if (what.Count > 0)
        {
            scope.Database.Post(
                """
                INSERT INTO rows (row_set, count, codec, length, bytes)
                SELECT key, $5, $6, $7, $8 FROM row_sets WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4
                """,
                job, what.Number, what.Attempt, what.Step, what.Count, packed.Codec, what.Content.Length, packed.Bytes);
        }
    }

    private void Write(WriteScope scope, StepEnded what)
    {
        var bytes = scope.Database.Number(
            "SELECT CAST(COALESCE(SUM(length), 0) AS bigint) FROM outputs WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4",
            job, what.Number, what.Attempt, what.Step);
        scope.Database.Post(
            """
            INSERT INTO steps (sequence, job, number, attempt, step, command, effect, started_at, duration, error, exit_status, bytes,
                truncated, rows, parse_error)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            scope.NextSequence(), job, what.Number, what.Attempt, what.Step, what.Command, Stored.Name(what.Effect),
            Stored.Time(what.StartedAt), what.Duration.Ticks, Stored.Error(what.Error), what.ExitStatus, bytes, what.Truncated ? 1 : 0,
            what.Rows, what.ParseError);
        if (what.ParseError is not null)
        {
            // What was written before the output turned out not to fit is no result.
            scope.Database.Post(
                "DELETE FROM row_sets WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4", job, what.Number, what.Attempt,
                what.Step);
        }

        scope.Database.Post(
            "DELETE FROM intents WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4", job, what.Number, what.Attempt, what.Step);
    }

    private void Write(WriteScope scope, AttemptEnded what)
    {
        var run = RunRow.Read(scope.Database, job, what.Number);
        var next = what.WillRetry ? TargetState.Waiting : what.State;
        if (run.State != next)
        {
            Transitions.Ensure(run.State, next);
            scope.Move(job, run.Batch, run.State, next);
        }

        scope.Database.Post(
            "UPDATE attempts SET state = $4, ended_at = $5, error = $6 WHERE job = $1 AND number = $2 AND attempt = $3",
            job, what.Number, what.Attempt, Stored.Name(what.State), Stored.Time(what.At), Stored.Error(what.Error));
        scope.Database.Post(
            "UPDATE runs SET state = $3, ended_at = $4, error = $5 WHERE job = $1 AND number = $2",
            job, what.Number, Stored.Name(next), Stored.Time(what.At), Stored.Error(what.Error));
        scope.Database.Post("DELETE FROM children WHERE job = $1 AND number = $2 AND attempt = $3", job, what.Number, what.Attempt);
        if (what.State != TargetState.OutcomeUnknown)
        {
            // The locks go when the owner frees them, or with the ownership.
            run.Resolve(scope, locks: false);
        }

        scope.Afterwards(() =>
        {
            foreach (var one in missing.Keys.Where(one => one.Number == what.Number).ToArray())
            {
                missing.Remove(one);
            }
        });
        if (next.IsFinal())
        {
            run.Publish(scope);
        }
    }

    private bool IsNew(WriteScope scope, RunEvent what)
    {
        var database = scope.Database;
        // The usual one: the next of an open attempt.
        if (what.Report > 0 && database.Execute(
            "UPDATE attempts SET reports = $4 WHERE job = $1 AND number = $2 AND attempt = $3 AND reports = $4 - 1 AND ended_at IS NULL",
            job, what.Number, what.Attempt, what.Report) == 1)
        {
            return true;
        }

        var (reports, isOpen) = database.First<(int, bool)?>(
            "SELECT reports, ended_at IS NULL FROM attempts WHERE job = $1 AND number = $2 AND attempt = $3",
            row => (row.Int(0), row.Flag(1)), job, what.Number, what.Attempt)
            ?? throw new InvalidOperationException($"Attempt {what.Attempt} at target {what.Number} was never started.");
        if (!isOpen)
        {
            return false;
        }

        // 0: what the owner itself says of a run is not numbered.
        if (what.Report == 0)
        {
            return true;
        }

        if (what.Report <= reports)
        {
            return TakeMissing(scope, (what.Number, what.Attempt, what.Report));
        }

        for (var passed = reports + 1; passed < what.Report; passed++)
        {
            missing[(what.Number, what.Attempt, passed)] = 0;
        }

        database.Post(
            "UPDATE attempts SET reports = $4 WHERE job = $1 AND number = $2 AND attempt = $3", job, what.Number, what.Attempt,
            what.Report);
        return true;
    }

    private bool TakeMissing(WriteScope scope, (int Number, int Attempt, int Report) report)
    {
        if (!missing.TryGetValue(report, out var taken) || taken == scope.Number)
        {
            return false;
        }

        missing[report] = scope.Number;
        scope.Afterwards(() => missing.Remove(report));
        return true;
    }
}
