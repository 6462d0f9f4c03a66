using System.Text;
using System.Text.Json;
using NetBatch.Data.Loading;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Generating;

/// <summary>
/// The kind <c>generate</c>: makes up data in an instance, or in a folder of CSV files (provider <c>csv</c>). Each table
/// is a step and a transaction: it is there whole or not at all.
/// </summary>
/// <param name="providers">The databases that are known.</param>
public sealed class GenerateWork(ProviderCatalog providers) : WorkKind
{
    /// <inheritdoc/>
    public override string Name => "generate";

    /// <inheritdoc/>
    public override string TargetKind => "instance";

    /// <inheritdoc/>
    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("data", WorkOptionType.Map,
            $"What to make: a list of {{schema, rowCount, seed}}; schemas are {string.Join(", ", DataSchemas.Names)}.", Required: true),
        new("schemaName", WorkOptionType.Text, "The database's schema that the tables go into; default: the usual one."),
        new("replace", WorkOptionType.Switch, "Whether tables (or files) of the same names are replaced; otherwise they are refused.",
            Default: "false"),
        new("constraints", WorkOptionType.Switch, "Whether unique keys, foreign keys and NOT NULL are declared; never with defects.",
            Default: "true"),
        new("defects", WorkOptionType.TextList,
            $"What to plant for validators to find: all, or {string.Join(", ", Enum.GetNames<Defect>())}."),
        new("defectCount", WorkOptionType.WholeNumber, "How many of each defect.", Default: "5", Least: 1, Most: 10_000),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        foreach (var problem in providers.Problems(targets.Where(target => target is not DatabaseInstance { Provider: CsvFiles.Provider })))
        {
            yield return problem;
        }

        WorkProblem? wrong = null;
        try
        {
            GenerateArgs.Read(args);
        }
        catch (NetBatchException problem)
        {
            wrong = new WorkProblem("args", problem.Message, problem.Remedy, problem.Code);
        }

        if (wrong is not null)
        {
            yield return wrong;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target)
    {
        var wanted = GenerateArgs.Read(args);
        var isFolder = ((DatabaseInstance)target).Provider == CsvFiles.Provider;
        List<PlannedStep> steps = [];
        foreach (var order in wanted.Orders)
        {
            if (wanted.Replace && !isFolder)
            {
                steps.Add(new(DropText(wanted, order), StepEffect.Change));
            }

            steps.AddRange(order.Schema.Make(order.Rows, order.Seed)
                .Select(table => new PlannedStep(StepText(wanted, order, table, isFolder), StepEffect.Change)));
        }

        return steps;
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        new(target is DatabaseInstance instance ? [$"{instance.Provider}:{instance.Connection}"] : []);

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var wanted = GenerateArgs.Read(run.Args);
        var instance = (DatabaseInstance)run.Target;
        List<PlantedDefect> planted = [];
        if (instance.Provider == CsvFiles.Provider)
        {
            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
            foreach (var (order, table) in Tables(wanted, planted))
            {
                await StepAsync(run, StepText(wanted, order, table, isFolder: true),
                    () => CsvFiles.WriteAsync(instance.Connection, table, wanted.Replace, cancellationToken)).ConfigureAwait(false);
            }
        }
        else
        {
            await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
            var session = await providers.OpenAsync(NewFile.For(instance), run.Secrets, DatabaseAccess.Change, run.Order.ConnectTimeout,
                cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
                await FillAsync(run, session, wanted, planted, cancellationToken).ConfigureAwait(false);
                await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
            }
        }

        if (wanted.Defects.Count > 0)
        {
            await TellAsync(run, planted, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FillAsync(IRunContext run, DatabaseSession session, GenerateArgs wanted, List<PlantedDefect> planted,
        CancellationToken cancellationToken)
    {
        foreach (var order in wanted.Replace ? wanted.Orders : [])
        {
            await StepAsync(run, DropText(wanted, order), () => DropAsync(session, wanted, order, cancellationToken)).ConfigureAwait(false);
        }

        foreach (var (order, table) in Tables(wanted, planted))
        {
            await StepAsync(run, StepText(wanted, order, table, isFolder: false),
                () => LoadAsync(session, wanted, table, cancellationToken)).ConfigureAwait(false);
        }
    }

    private static IEnumerable<(GenerateOrder Order, GeneratedTable Table)> Tables(GenerateArgs wanted, List<PlantedDefect> planted)
    {
        foreach (var order in wanted.Orders)
        {
            var planter = new DefectInjector(order.Schema, wanted.Defects, wanted.DefectCount, order.Seed);
            foreach (var table in order.Schema.Make(order.Rows, order.Seed))
            {
                yield return (order, planter.In(table));
            }

            planted.AddRange(planter.Planted);
        }
    }

    private static async Task<long> LoadAsync(DatabaseSession session, GenerateArgs wanted, GeneratedTable table,
        CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync(TableLoader.CreateText(session.Dialect, wanted.SchemaName, table.Facts, wanted.Constraints), null,
                cancellationToken).ConfigureAwait(false);
            var rows = await TableLoader.LoadAsync(session, wanted.SchemaName, table.Facts, table.Rows, cancellationToken)
                .ConfigureAwait(false);
            await session.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return rows;
        }
        catch
        {
            await session.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<long> DropAsync(DatabaseSession session, GenerateArgs wanted, GenerateOrder order,
        CancellationToken cancellationToken)
    {
        // What refers to others goes first.
        foreach (var table in order.Schema.Tables.Reverse())
        {
            await session.ExecuteAsync($"DROP TABLE IF EXISTS {session.Dialect.Quote(wanted.SchemaName, table.Name)}", null,
                cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>A step whose end is known whatever happens: its transaction is rolled back, its file removed.</summary>
    private static async Task StepAsync(IRunContext run, string text, Func<Task<long>> work)
    {
        var recorder = await run.BeginChangeAsync(text, run.OwnerLost).ConfigureAwait(false);
        try
        {
            var rows = await work().ConfigureAwait(false);
            if (rows > 0)
            {
                await recorder.WriteAsync(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{rows} rows\n")), run.OwnerLost)
                    .ConfigureAwait(false);
            }

            await recorder.EndAsync(cancellationToken: run.OwnerLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await recorder.EndAsync(problem.ToRunError(), cancellationToken: run.OwnerLost).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException)
        {
            await recorder.EndAsync(new RunError(ErrorCode.Stopped, "Stopped before the table was whole; nothing of it was kept."),
                cancellationToken: run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task TellAsync(IRunContext run, List<PlantedDefect> planted, CancellationToken cancellationToken)
    {
        var recorder = await run.BeginReadAsync("planted defects", cancellationToken).ConfigureAwait(false);
        await recorder.BeginRowsAsync(new RowSet("planted_defect", [new("defect"), new("table"), new("column"), new("key")]),
            cancellationToken).ConfigureAwait(false);
        foreach (var one in planted)
        {
            await recorder.WriteRowAsync(new object?[] { $"{one.Defect}", one.Table, one.Column, one.Key }, cancellationToken)
                .ConfigureAwait(false);
        }

        await recorder.EndAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static string StepText(GenerateArgs wanted, GenerateOrder order, GeneratedTable table, bool isFolder) => isFolder
        ? FormattableString.Invariant($"write {table.Facts.Name}.csv: {table.Count} rows of {order.Schema.Name}, seed {order.Seed}")
        : FormattableString.Invariant(
            $"create {Full(wanted, table.Facts.Name)}: {table.Count} rows of {order.Schema.Name}, seed {order.Seed}");

    private static string DropText(GenerateArgs wanted, GenerateOrder order) =>
        $"drop {string.Join(", ", order.Schema.Tables.Select(table => Full(wanted, table.Name)))}";

    private static string Full(GenerateArgs wanted, string table) => wanted.SchemaName is null ? table : $"{wanted.SchemaName}.{table}";
}
