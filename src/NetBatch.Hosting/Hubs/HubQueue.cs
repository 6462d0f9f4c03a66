namespace NetBatch.Hosting;

/// <summary>Leaves jobs to the hubs of their store: this process makes them, asks for them and watches them, and owns none.</summary>
internal sealed class HubQueue(IJobStore store, Requester me, TimeProvider time)
{
    // A hub looks several times a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Refuses a job that only this process could run.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NeedsThisProcess"/>.</exception>
    public void Ensure(WorkKind kind, JobSpec spec)
    {
        SecretSources.EnsureElsewhere(spec.Targets);
        if (kind.OnlyHere(spec.Work.Args, spec.Targets).FirstOrDefault() is { } held)
        {
            throw new NetBatchException(ErrorCode.NeedsThisProcess,
                $"{held.Message} The jobs of '{store.Location}' are run by hubs.", held.Remedy);
        }

        if (kind.Traits.HasFlag(WorkTraits.NeedsStore) && spec.Targets.FirstOrDefault(target => target.SiteOf() is not null) is { } far)
        {
            throw new NetBatchException(ErrorCode.NeedsThisProcess,
                $"The work '{kind.Name}' needs the store, which the workers of the site '{far.SiteOf()}' do not have ('{far.Name}').",
                "Do it with a store of your own, from a machine that reaches the devices.");
        }
    }

    /// <summary>The job with the secrets that were given here, each sealed for the workers of the sites whose targets it opens.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>: a secret is not here, or a site has no worker that
    /// could be given it.</exception>
    public async Task<JobSpec> SealAsync(JobSpec spec, SecretSources secrets, CancellationToken cancellationToken)
    {
        var uses = spec.Targets
            .SelectMany(target => SecretSources.SuppliedNames(target).Select(name => (Site: target.SiteOf()!, Name: name, target)))
            .ToLookup(use => (use.Site, use.Name), use => use.target);
        if (uses.Count == 0)
        {
            return spec;
        }

        var workers = (await store.Cluster.ReadWorkersAsync(cancellationToken).ConfigureAwait(false))
            .Where(worker => !worker.Revoked && worker.SealKey is not null).ToLookup(worker => worker.Site);
        List<SealedSecret> all = [];
        foreach (var use in uses)
        {
            var (site, name) = use.Key;
            var secret = secrets.Supplied.GetValueOrDefault(name) ?? throw new NetBatchException(ErrorCode.CredentialRequired,
                $"The credential '{name}' of '{use.First().Name}' was given to another process.", "Give it here: -Credential (--user).");
            if (!workers[site].Any())
            {
                throw new NetBatchException(ErrorCode.CredentialRequired,
                    $"No worker of the site '{site}' has joined, so nobody there can be given the credential of '{use.First().Name}'.",
                    "Let one join (netbatch hub invite); or name a credential that a worker resolves: env:NAME.");
            }

            all.AddRange(workers[site].Select(worker => SecretSeal.Seal(name, secret, worker,
                use.Select(target => (target, spec.Work with { Args = spec.ArgsOf(target) })))));
        }

        return spec with { Sealed = all };
    }

    /// <summary>Leaves a job to the hubs and returns when one has taken it.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.OwnerLost"/>: none has; the job stays left to them.</exception>
    public async Task<BatchJob> LeaveAsync(string jobId, RunStart start, CancellationToken cancellationToken)
    {
        await store.Cluster.HandOverAsync(jobId, start, me, cancellationToken).ConfigureAwait(false);
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < Patience;)
        {
            if (!(await store.Cluster.ReadHandedAsync(cancellationToken).ConfigureAwait(false)).Any(one => one.JobId == jobId))
            {
                return await store.GetAsync(jobId, cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }

        throw new NetBatchException(ErrorCode.OwnerLost,
            $"The jobs of '{store.Location}' are run by hubs, and none has taken the job {jobId}.",
            "It is kept, and begins when a hub is there: netbatch serve --cluster FILE. Remove it where it shall not.");
    }
}
