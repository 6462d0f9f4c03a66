using System.Text.Json.Serialization;
using NetBatch.Lab;

namespace NetBatch.Hosting;

/// <summary>A lab of this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder; <c>inventory.csv</c> and <c>known_hosts</c> lie in it.</param>
/// <param name="Pid">The process that runs it.</param>
/// <param name="IsAlive">Whether that process lives; if not, taking the lab down cleans up.</param>
/// <param name="StartedAt">When it came up.</param>
/// <param name="Devices">How many devices it has.</param>
public sealed record LabReport(string Name, string Folder, int Pid, bool IsAlive, DateTimeOffset StartedAt, int Devices)
{
    /// <summary>The file with its inventory.</summary>
    [JsonIgnore]
    public string InventoryFile => FileIn(Folder);

    internal static string FileIn(string folder) => Path.Combine(folder, "inventory.csv");
}

/// <summary>Simulated routers behind a real SSH server, to rehearse on.</summary>
public static class Labs
{
    /// <summary>The names of all faults that a device may have.</summary>
    public static IReadOnlyList<string> FaultNames => LabFault.KindNames;

    /// <summary>Starts a lab in this process.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be made as it was asked for; or this machine has no SSH server.</exception>
    public static async Task<RunningLab> StartAsync(LabRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new RunningLab(await LabHost.StartAsync(request.ToSpec(), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Starts a lab of the devices that a job has recorded: they answer its commands with the outputs that it got.</summary>
    /// <param name="store">Where the job is kept.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="name">The lab's name; null: made up.</param>
    /// <param name="cancellationToken">Stops reading, or the start.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: the job has recorded nothing; <see cref="ErrorCode.InvalidArgument"/>: a platform cannot be simulated.</exception>
    public static async Task<RunningLab> StartFromJobAsync(IJobStore store, string jobId, string? name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var platforms = await store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken)
            .ToDictionaryAsync(run => run.Number, run => (run.Target as Device)?.Platform ?? "", cancellationToken: cancellationToken).ConfigureAwait(false);
        var recorded = await store.ReadResultsAsync(new ResultFilter { JobId = jobId, Failed = false }, cancellationToken)
            .Select(one => new LabRecordedOutput(one.Name, platforms[one.Number], one.Command, one.Output ?? "")).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new RunningLab(await LabHost.StartAsync(LabFromRecords.Build(recorded) with { Name = name }, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The labs of this machine, running or left behind, by start time.</summary>
    public static IReadOnlyList<LabReport> List() =>
        [.. LabState.List().Select(one => new LabReport(one.Name, one.Folder, one.Pid, one.IsAlive, one.StartedAt, one.Devices))];

    /// <summary>What goes on in a lab that runs, in one line: its sessions, and changes that wait to be confirmed.</summary>
    /// <exception cref="NetBatchException">There is no such lab, or it does not answer.</exception>
    public static async Task<string> SessionsAsync(string name, CancellationToken cancellationToken)
    {
        var counts = await LabState.CountsAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        var reverts = counts.PendingReverts + counts.Reverts == 0 ? "" : $"; {counts.PendingReverts} changes to be confirmed, {counts.Reverts} gone back";
        return $"{counts.CurrentSessions} open, {counts.TotalSessions} in all, at most {counts.MaxSessions} at once{reverts}";
    }

    /// <summary>Gives a device of a running lab a fault, or takes its faults away.</summary>
    /// <param name="fault"><c>DEVICE=FAULT</c>, <c>DEVICE=FAULT=VALUE</c>, or <c>DEVICE=none</c>.</param>
    /// <param name="name">The lab's name; null: the only one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NetBatchException">There is no such lab, device or fault, or the lab does not answer.</exception>
    public static Task SetFaultAsync(string fault, string? name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var (device, what) = LabRequest.FaultOf(fault);
        return LabState.SetFaultAsync(device, what == "none" ? null : LabFault.Parse(what), name, cancellationToken: cancellationToken);
    }

    /// <summary>Ends a lab of another process, and returns when nothing of it is left.</summary>
    /// <param name="name">The lab's name; null: the only one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NetBatchException">There is no such lab, or more than one and no name.</exception>
    public static Task StopAsync(string? name, CancellationToken cancellationToken) => LabState.StopAsync(name, cancellationToken: cancellationToken);
}
