using NetBatch.Lab;

namespace NetBatch.Cli.Commands;

/// <summary>A lab of the devices that a job has recorded: they answer its commands with the outputs that it got.</summary>
internal static class RecordedLab
{
    /// <summary>Reads what the job has recorded.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NoTargets"/>: the job has recorded nothing;
    /// <see cref="ErrorCode.InvalidArgument"/>: a platform cannot be simulated.</exception>
    public static async Task<LabSpec> ReadAsync(IJobStore store, string jobId, CancellationToken cancellationToken)
    {
        var platforms = await store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken)
            .ToDictionaryAsync(run => run.Number, run => (run.Target as Device)?.Platform ?? "", cancellationToken: cancellationToken);
        var recorded = await store.ReadResultsAsync(new ResultFilter { JobId = jobId, Failed = false }, cancellationToken)
            .Select(one => new LabRecordedOutput(one.Name, platforms[one.Number], one.Command, one.Output ?? ""))
            .ToListAsync(cancellationToken);
        return LabFromRecords.Build(recorded);
    }
}
