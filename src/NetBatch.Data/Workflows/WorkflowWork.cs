using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Services;

namespace NetBatch.Data.Workflows;

/// <summary>
/// The kind <c>workflow</c>: one query with typed parameters on each instance; the rows go into the store as they come.
/// A query that may change something runs in a transaction: cut off before its end, it has changed nothing.
/// </summary>
/// <param name="providers">The databases that are known.</param>
public sealed class WorkflowWork(ProviderCatalog providers) : WorkKind
{
    /// <inheritdoc/>
    public override string Name => "workflow";

    /// <inheritdoc/>
    public override string TargetKind => "instance";

    /// <inheritdoc/>
    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("query", WorkOptionType.Text, "The query; parameters stand in it as @name.", Required: true, Most: WorkflowArgs.MostQuery),
        new("workflow", WorkOptionType.Text, "The workflow's name, for its rows.", Most: 200),
        new("declared", WorkOptionType.Map,
            "The parameters: a list of {name, type, list, default}; without it every value's type is taken from the value."),
        new("parameters", WorkOptionType.Map, "The parameters' values by name, at most 10 KB as JSON."),
        new("rowLimit", WorkOptionType.WholeNumber, "The most rows an instance may give.", Default: "1000000", Least: 1,
            Most: WorkflowArgs.MostRows),
        new("folder", WorkOptionType.Text,
            "A folder: each instance's rows go straight into a CSV file of its name there, as many as there are, and not into the store."),
        new("allowChange", WorkOptionType.Switch, "Whether a query that may change the databases is allowed.", Default: "false"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        List<WorkProblem> problems = [.. providers.Problems(targets)];
        var read = new WorkflowArgs(args);
        if (read.Folder is not null && targets.OfType<DatabaseInstance>().FirstOrDefault(one => providers.TryFindService(one.Provider)
            is not null) is { } service)
        {
            problems.Add(new("args.folder", $"'{service.Name}' is a service, whose rows go into the store only.",
                "Export them from there, or leave it out."));
        }

        foreach (var dialect in targets.OfType<DatabaseInstance>().Select(one => providers.TryFind(one.Provider)?.Dialect).Distinct())
        {
            problems.AddRange(read.Problems(dialect).Where(problem => !problems.Contains(problem)));
        }

        return problems;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        [new(new WorkflowArgs(args).Described, Effect(args, target))];

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var instance = (DatabaseInstance)run.Target;
        var args = new WorkflowArgs(run.Args, run.Time);
        var service = providers.TryFindService(instance.Provider);
        if (args.Problems(service is null ? providers.Find(instance.Provider).Dialect : null).FirstOrDefault() is { } problem)
        {
            // Asked again here: a stored job may be older than the rules that it was checked by.
            throw new NetBatchException(problem.Code, problem.Message, problem.Remedy);
        }

        if (service is not null)
        {
            await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
            using var there = await service.OpenAsync(run, cancellationToken).ConfigureAwait(false);
            await there.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await ServiceRun.RunAsync(run, service.Declaration, there, args, cancellationToken).ConfigureAwait(false);
            return;
        }

        var access = Effect(run.Args, instance) == StepEffect.Change ? DatabaseAccess.Change : DatabaseAccess.Read;
        var session = await providers.OpenAsync(run, access, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
            await QueryRun.RunAsync(run, session, args, cancellationToken).ConfigureAwait(false);
            await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
        }
    }

    // Where changes are allowed nothing is opened for reading only: a function behind a SELECT may write, and then counts as what it is.
    private StepEffect Effect(JsonElement args, Target target)
    {
        var read = new WorkflowArgs(args);
        var provider = ((DatabaseInstance)target).Provider;
        if (providers.TryFindService(provider) is not null)
        {
            // A service that runs queries as jobs makes reports of them.
            return StepEffect.Read;
        }

        return !read.AllowChange && providers.TryFind(provider) is { } database
            && new SqlQuery(read.Query, database.Dialect).ChangingWord is null
            ? StepEffect.Read
            : StepEffect.Change;
    }
}
