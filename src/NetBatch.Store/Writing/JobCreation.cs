using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace NetBatch.Store;

/// <summary>Writes a new job with its plan.</summary>
internal sealed class JobCreation(TimeProvider time, Random? ids, ProcessIdentity me)
{
    private const int Tries = 100;

    public string Write(WriteScope scope, JobSpec spec, JobPlan plan, string specJson, string[] targets,
        IReadOnlyDictionary<string, PackedArgs> targetArgs, Requester who)
    {
        var now = time.GetUtcNow();
        var (job, id) = WriteJob(scope.Database, spec, plan, now, who);
        scope.Database.Post("INSERT INTO specs (job, spec) VALUES ($1, $2)", job, specJson);
        foreach (var batch in plan.Batches)
        {
            scope.Database.Post(
                "INSERT INTO batches (job, number, first, size, canary, state, pending) VALUES ($1, $2, $3, $4, $5, 'Pending', $4)",
                job, batch.Number, batch.First, batch.Size, batch.IsCanary ? 1 : 0);
            for (var number = batch.First; number <= batch.Last; number++)
            {
                scope.Database.Post(
                    "INSERT INTO runs (job, number, batch, name, state, target) VALUES ($1, $2, $3, $4, 'Pending', $5)",
                    job, number, batch.Number, plan.Targets[number - 1].Name, targets[number - 1]);
                if (targetArgs.TryGetValue(plan.Targets[number - 1].Name, out var args))
                {
                    scope.Database.Post(
                        "INSERT INTO target_args (job, number, codec, length, bytes) VALUES ($1, $2, $3, $4, $5)",
                        job, number, args.Codec, args.Length, args.Bytes);
                }
            }
        }

        foreach (var on in spec.Rules.DependsOn ?? [])
        {
            scope.Database.Post(
                "INSERT INTO dependencies (job, job_id, on_id, after) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", job, id, on,
                Stored.Name(spec.Rules.After));
        }

        if (spec.Origin is { } origin)
        {
            ScheduleTable.Started(scope.Database, origin, job, id, now);
        }

        scope.Database.Post("INSERT INTO makers (job, host_id, pid, started) VALUES ($1, $2, $3, $4)", job, me.Host.Id, me.ProcessId,
            me.Started);
        scope.Record(job, now, "created", $"{Counted.Of(plan.Targets.Count, "target")} in {Counted.Of(plan.Batches.Count, "batch")}.",
            Who.Text(who));
        scope.Touch(job, id);
        return id;
    }

    private (long Job, string Id) WriteJob(Database database, JobSpec spec, JobPlan plan, DateTimeOffset now, Requester who)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"batch_{NextDigits():x8}");
            var key = database.Scalar(
                """
                INSERT INTO jobs (id, name, kind, description, project, tags, batch_size, total, batches, pending, created_at, created_by,
                    state, wait_reason, end_reason, attempt, priority, workflow)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10, $11, 'Pending', 'None', 'None', 1, $12, $13)
                ON CONFLICT (id) DO NOTHING RETURNING key
                """,
                id, spec.Name, spec.Work.Kind, spec.Description, spec.Project, Stored.Texts(spec.Tags), spec.Rules.BatchSize.ToString(),
                plan.Targets.Count, plan.Batches.Count, Stored.Time(now), who.ToString(), spec.Rules.Priority, WorkflowOf(spec.Work));
            if (key is long job)
            {
                return (job, id);
            }
        }

        // Four thousand million ids: so many collisions in a row tell of a generator that does not move.
        throw new InvalidOperationException($"No free job id in {Tries} tries.");
    }

    /// <summary>The workflow's name, by which such jobs are looked for.</summary>
    private static string? WorkflowOf(WorkSpec work) =>
        work.Kind == "workflow" && work.Args.ValueKind == JsonValueKind.Object
        && work.Args.TryGetProperty("workflow", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private uint NextDigits()
    {
        Span<byte> bytes = stackalloc byte[4];
        if (ids is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            ids.NextBytes(bytes);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
