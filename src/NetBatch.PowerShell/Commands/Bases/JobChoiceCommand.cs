using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Which jobs a cmdlet is about: by id, by the pipeline, or by name.</summary>
public abstract class JobChoiceCommand : NetBatchCommand
{
    /// <summary>Jobs by id; objects in the pipeline are taken by their Id or JobId.</summary>
    internal const string IdSet = "Id";

    /// <summary>Jobs by name.</summary>
    internal const string NameSet = "Name";

    /// <summary>Ids of jobs; Tab completes them. Jobs, their states and results can be piped.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobId")]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Names of jobs; * and ? are wildcards. Names are not unique: all jobs of the name are meant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>What is meant where no job is named: nothing, or the newest job.</summary>
    private protected virtual bool NewestByDefault => false;

    /// <summary>Of which kind of work the newest job is meant; null: of any.</summary>
    private protected virtual string? NewestKind => null;

    /// <summary>Which of the jobs of a name the cmdlet can do something with; those it cannot are passed over.</summary>
    private protected virtual bool Concerns(BatchJob job) => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is null && Name is null && !NewestByDefault)
        {
            ThrowTerminatingError(
                new NetBatchException(ErrorCode.InvalidArgument, "No job was named.", "Give -Id or -Name, or pipe jobs of Get-BatchJob.")
                    .ToRecord(null));
        }

        foreach (var one in Id ?? Name ?? [""])
        {
            RunEach(one, async (session, cut) =>
            {
                foreach (var job in await FindAsync(session.Host, one, cut))
                {
                    await ItemAsync(session, job, cut);
                }
            });
        }
    }

    /// <summary>Works on one job.</summary>
    private protected abstract Task ItemAsync(Session session, BatchJob job, CancellationToken cut);

    /// <summary>Asks, where -WhatIf or -Confirm say so; on the pipeline's thread, as it must be.</summary>
    private protected static Task<bool> MayAsync(Session session, BatchJob job, string action) =>
        session.MayAsync($"{job.Id} ({job.Name})", action);

    private async Task<IReadOnlyList<BatchJob>> FindAsync(NetBatchHost host, string one, CancellationToken cut)
    {
        if (Id is not null)
        {
            return [await host.Store.GetAsync(one, cut)];
        }

        var filter = Name is null ? new JobFilter { First = 1, Kinds = NewestKind is { } kind ? [kind] : [] }
            : new JobFilter { Names = [one] };
        List<BatchJob> jobs = [];
        await foreach (var job in host.Store.ListAsync(filter, cut))
        {
            jobs.Add(job);
        }

        // A name that is written out and names nothing is an error, a wildcard that matches nothing is none.
        return jobs.Count == 0 && !(Name is not null && Wildcard.Has(one))
            ? throw new NetBatchException(
                ErrorCode.JobNotFound, Name is null ? "There is no job yet." : $"There is no job named '{one}'.",
                Name is null ? "Start one with Start-BatchJob." : "List them with Get-BatchJob.")
            : Name is null ? jobs : [.. jobs.Where(Concerns)];
    }
}
