using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetBatch.Platforms;
using NetBatch.Remediation;
using NetBatch.Remediation.Jobs;

namespace NetBatch.Hosting;

/// <summary>Remediations as both front ends know them: computed by one job, read, applied by a second, undone by a third.</summary>
public sealed class RemediationJobs
{
    private static readonly string[] Shared = ["scope", "tagRules", "includeTags", "excludeTags", "maxDeletePercent",
        "allowManagementPath"];

    private readonly IJobStore store;
    private readonly PlatformCatalog platforms;

    internal RemediationJobs(IJobStore store, PlatformCatalog platforms) => (this.store, this.platforms) = (store, platforms);

    /// <summary>What a job has computed, device by device, in the order of the plan.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.JobNotFound"/>; <see cref="ErrorCode.IllegalState"/>: it is a job of
    /// another kind; a wrong scope or tag rule.</exception>
    public async IAsyncEnumerable<DeviceRemediation> ReadAsync(
        string jobId, RemediationView view, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var spec = await SpecAsync(jobId, "remediation", cancellationToken).ConfigureAwait(false);
        var rows = await RowsAsync(jobId, view, cancellationToken).ConfigureAwait(false);
        await foreach (var run in store.ReadRunsAsync(jobId, new RunFilter { Names = view.Names }, cancellationToken).ConfigureAwait(false))
        {
            var documents = run.State == TargetState.Completed
                ? await DocumentsAsync(jobId, run.Number, cancellationToken).ConfigureAwait(false) : [];
            var (change, back) = documents.Count == 0 ? ([], [])
                : view.ChoosesLines ? Chosen(spec, view, run, documents)
                : (ConfigLines.Of(documents["remediation"]), ConfigLines.Of(documents["rollback"]));
            var row = rows.GetValueOrDefault(run.Number);
            var one = new DeviceRemediation
            {
                JobId = jobId,
                Number = run.Number,
                Device = run.Name,
                Platform = (run.Target as Device)?.Platform,
                State = run.State,
                Remediation = change.ToArray(), // Arrays, because PowerShell cannot index what the compiler makes of a read-only list.
                Rollback = back.ToArray(),
                Additions = row?[0] as long? ?? 0,
                Deletions = row?[1] as long? ?? 0,
                Changes = row?[2] as long? ?? 0,
                Findings = row?[4] is IEnumerable<string> findings ? findings.ToArray() : Array.Empty<string>(),
                Error = run.Error,
            };
            yield return view.IncludeSecret ? one : RemediationSecrets.Hide(one);
        }
    }

    /// <summary>Each change of a job's remediations and the devices that need it, the most frequent first.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="view">Which devices and lines.</param>
    /// <param name="minDevices">Only changes that at least so many devices need; from 1.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException">As for <see cref="ReadAsync"/>.</exception>
    public async Task<IReadOnlyList<RemediationChange>> ReportAsync(string jobId, RemediationView view, int minDevices,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var spec = await SpecAsync(jobId, "remediation", cancellationToken).ConfigureAwait(false);
        var report = new FleetReport();
        await foreach (var run in store.ReadRunsAsync(jobId, new RunFilter { Names = view.Names, States = [TargetState.Completed] },
            cancellationToken).ConfigureAwait(false))
        {
            var documents = await DocumentsAsync(jobId, run.Number, cancellationToken).ConfigureAwait(false);
            report.Add(run.Name, Computed(spec, view, run, documents).Change);
        }

        string Shown(string line) => view.IncludeSecret ? line : SecretRedactor.Redact(line);
        return
        [
            .. report.Changes(minDevices, view.IncludeTags, view.ExcludeTags).Select(one => new RemediationChange
            {
                Line = Shown(one.Line),
                Section = string.Join(" > ", one.Path.Select(Shown)),
                DeviceCount = one.DeviceCount,
                Devices = one.Devices.ToArray(),
                Tags = one.Tags.ToArray(),
            }),
        ];
    }

    /// <summary>The job that applies what another has computed. Its name and its rules are the caller's to set.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: the job has no line for the devices that are
    /// meant.</exception>
    public Task<JobSpec> ApplyAsync(string jobId, ApplyOptions options, CancellationToken cancellationToken) =>
        ChangeAsync(jobId, "remediation", "apply", ["intended"], "remediation", options, cancellationToken);

    /// <summary>The job that undoes what another has applied. Its name and its rules are the caller's to set.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: the job has changed none of the devices that are
    /// meant.</exception>
    public Task<JobSpec> UndoAsync(string jobId, ApplyOptions options, CancellationToken cancellationToken) =>
        ChangeAsync(jobId, "apply", "undo", ["before", "after"], "rollback", options, cancellationToken);

    private async Task<JobSpec> ChangeAsync(
        string jobId, string from, string kind, IReadOnlyList<string> texts, string lines, ApplyOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var spec = await SpecAsync(jobId, from, cancellationToken).ConfigureAwait(false);
        List<Target> targets = [];
        Dictionary<string, JsonElement> own = [];
        var seen = 0;
        await foreach (var run in store.ReadRunsAsync(jobId, new RunFilter { Names = options.Names, States = [TargetState.Completed] },
            cancellationToken).ConfigureAwait(false))
        {
            seen++;
            var documents = await DocumentsAsync(jobId, run.Number, cancellationToken).ConfigureAwait(false);
            if (documents.GetValueOrDefault(lines) is not { Length: > 0 } toSend)
            {
                continue;
            }

            var args = new JsonObject { ["lines"] = new JsonArray([.. ConfigLines.Of(toSend).Select(line => (JsonNode)line)]) };
            foreach (var text in texts)
            {
                args[text] = documents[text];
            }

            targets.Add(run.Target);
            own[run.Name] = JsonSerializer.SerializeToElement(args);
        }

        return targets.Count == 0
            ? throw new NetBatchException(
                ErrorCode.NoTargets,
                seen > 0 ? $"The job '{jobId}' has nothing to send to the "
                    + $"{(seen == 1 ? "device that is" : $"{seen} devices that are")} meant."
                    : options.Names.Count > 0
                        ? $"No device of the name '{string.Join("' or '", options.Names)}' completed in the job '{jobId}'."
                    : $"No device completed in the job '{jobId}'.",
                "Look at it with Get-BatchRemediation, or name other devices.")
            : new JobSpec
            {
                Name = $"{kind} {spec.Name}",
                Work = new WorkSpec(kind, 1, JsonSerializer.SerializeToElement(Args(spec, jobId, options, kind))),
                Targets = targets,
                TargetArgs = own,
            };
    }

    private static JsonObject Args(JobSpec spec, string jobId, ApplyOptions options, string kind)
    {
        var args = new JsonObject { ["job"] = jobId, ["rollbackOnFailure"] = options.RollbackOnFailure,
            ["revertAfter"] = WholeSeconds(options.RevertAfter), ["save"] = options.Save };
        if (options.Check.Count > 0)
        {
            args["check"] = new JsonArray([.. options.Check.Select(command => (JsonNode)command)]);
            args["checkWait"] = WholeSeconds(options.CheckWait);
        }

        if (options.Comment is { } comment)
        {
            args["comment"] = comment;
        }

        if (options.AllowNotices.Count > 0)
        {
            args["allowNotices"] = new JsonArray([.. options.AllowNotices.Select(notice => (JsonNode)notice)]);
        }

        foreach (var (name, limit) in new[] { ("commitTimeout", options.CommitTimeout), ("saveTimeout", options.SaveTimeout) })
        {
            if (limit is { } time)
            {
                args[name] = time.TotalSeconds;
            }
        }

        // What shaped the lines shapes them again; an undo starts from lines and needs none of it.
        foreach (var name in kind == "apply" ? Shared : [])
        {
            if (spec.Work.Args.TryGetProperty(name, out var value))
            {
                args[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        if (options.AllowManagementPath is { } allow)
        {
            args["allowManagementPath"] = allow;
        }

        if (kind == "apply" && options.MaxDeletePercent is { } most)
        {
            args["maxDeletePercent"] = most;
        }

        return args;
    }

    private async Task<JobSpec> SpecAsync(string jobId, string kind, CancellationToken cancellationToken)
    {
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        return spec.Work.Kind == kind
            ? spec
            : throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The job '{jobId}' is of the kind '{spec.Work.Kind}', not '{kind}'.",
                kind == "apply" ? "Name the job that Deploy-BatchRemediation (netbatch apply) started."
                    : "Name the job that New-BatchRemediation (netbatch remediate) started.");
    }

    private async Task<Dictionary<string, string>> DocumentsAsync(string jobId, int number, CancellationToken cancellationToken)
    {
        Dictionary<string, string> documents = new(StringComparer.Ordinal);
        await foreach (var one in store.ReadDocumentsAsync(new DocumentFilter { JobId = jobId, Numbers = [number] }, cancellationToken)
            .ConfigureAwait(false))
        {
            documents[one.Document] = one.Text;
        }

        return documents;
    }

    private async Task<Dictionary<int, object?[]>> RowsAsync(string jobId, RemediationView view, CancellationToken cancellationToken)
    {
        Dictionary<int, object?[]> rows = [];
        await foreach (var chunk in store.ReadRowsAsync(new RowFilter { JobId = jobId, Names = view.Names }, cancellationToken)
            .ConfigureAwait(false))
        {
            // The set is there before its row, and a process may be killed between the two.
            if (chunk.Rows().FirstOrDefault() is { } row)
            {
                rows[chunk.Number] = row;
            }
        }

        return rows;
    }

    private (IReadOnlyList<string> Change, IReadOnlyList<string> Back) Chosen(JobSpec spec, RemediationView view, TargetRun run,
        Dictionary<string, string> documents)
    {
        var computed = Computed(spec, view, run, documents);
        return (computed.Change.Commands(), computed.Back.Commands());
    }

    private ComputedRemediation Computed(JobSpec spec, RemediationView view, TargetRun run, Dictionary<string, string> documents) =>
        ComputedRemediation.Of(
            platforms.Config((run.Target as Device)?.Platform ?? ""), spec.Work.Args, documents["running"], documents["intended"],
            view.Scope, view.TagRules, view.IncludeTags, view.ExcludeTags);

    private static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
