using System.Text;
using System.Text.Json;

namespace NetBatch.Remediation.Jobs;

/// <summary>
/// The kind <c>remediation</c>: computes what turns each device's running config into the intended one, and the way
/// back. Changes nothing. Where the running config is given no session is opened. Keeps the documents <c>running</c>,
/// <c>intended</c>, <c>remediation</c> and <c>rollback</c>; the last two are the lines to send.
/// </summary>
/// <param name="connector">Opens the sessions.</param>
/// <param name="changer">Knows how a config is shown.</param>
/// <param name="platforms">The platforms whose configs are understood.</param>
public sealed class RemediationWork(IDeviceConnector connector, IConfigChanger changer, PlatformCatalog platforms) : WorkKind
{
    /// <summary>What the row of a device's result looks like.</summary>
    public static RowSet Columns { get; } = new(
        "remediation",
        [
            new("Additions", RowType.WholeNumber), new("Deletions", RowType.WholeNumber), new("Changes", RowType.WholeNumber),
            new("RunningLines", RowType.WholeNumber), new("Findings", RowType.TextList),
        ]);

    /// <inheritdoc/>
    public override string Name => "remediation";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("intended", WorkOptionType.Text, "The config that the device should have.", Required: true),
        new("running", WorkOptionType.Text, "The config that it has; where it is missing it is read from the device."),
        .. ComputeOptions.All,
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        var read = RemediationArgs.Read(args);
        return ComputeOptions.Problems(read, targets, platforms)
            .Concat(read.Running is null ? targets.OfType<Device>().SelectMany(device => ComputeOptions.Reading(device, changer)) : []);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target)
    {
        var read = RemediationArgs.Read(args);
        return read.Running is null && target is Device device
            ? [new PlannedStep(DeviceReading.ShowCommand(changer.Means(device), device, read.Intended), StepEffect.Read),
                new PlannedStep("remediation", StepEffect.Read)]
            : [new PlannedStep("remediation", StepEffect.Read)];
    }

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var args = RemediationArgs.Read(run.Args);
        var device = DeviceRun.Device(run);
        var rules = platforms.Config(device.Platform ?? "");
        var running = args.Running is { } given ? Encoding.UTF8.GetBytes(given) : null;
        if (running is not null)
        {
            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await DeviceRun.InSessionAsync(
                connector, run, async session =>
                    running = await FetchAsync(run, session, device, args, rules, cancellationToken).ConfigureAwait(false),
                    cancellationToken).ConfigureAwait(false);
        }

        await run.KeepAsync("running", running, cancellationToken).ConfigureAwait(false);
        await run.KeepAsync("intended", Encoding.UTF8.GetBytes(args.Intended!), cancellationToken).ConfigureAwait(false);
        await ComputeAsync(run, device, args, rules, Encoding.UTF8.GetString(running!), cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> FetchAsync(
        IRunContext run, IDeviceSession session, Device device, RemediationArgs args, ConfigRules rules,
        CancellationToken cancellationToken)
    {
        if (device.EnableCredential is not null)
        {
            await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
        }

        return await DeviceReading.RunningAsync(run, session, DeviceReading.ShowCommand(changer.Means(device), device, args.Intended),
            rules, cancellationToken).ConfigureAwait(false);
    }

    private async Task ComputeAsync(
        IRunContext run, Device device, RemediationArgs args, ConfigRules rules, string text, CancellationToken cancellationToken)
    {
        var step = await run.BeginReadAsync("remediation", cancellationToken).ConfigureAwait(false);
        try
        {
            var pair = new ConfigPair(rules, args);
            var running = pair.Parse(text, "running");
            var computed = pair.Compute(running, pair.Parse(args.Intended!, "intended"));
            var lines = Encoding.UTF8.GetBytes(ConfigLines.Text(computed.Change.Commands()));
            await run.KeepAsync("remediation", lines, cancellationToken).ConfigureAwait(false);
            await run.KeepAsync("rollback", Encoding.UTF8.GetBytes(ConfigLines.Text(computed.Back.Commands())), cancellationToken)
                .ConfigureAwait(false);
            await step.WriteAsync(lines, cancellationToken).ConfigureAwait(false);
            await step.BeginRowsAsync(Columns, cancellationToken).ConfigureAwait(false);
            var sum = computed.Summary;
            // Over given configs no name is looked up: which interface is the session's own is asked when the change is sent.
            var isOffline = args.Running is not null;
            var session = await ManagementSessions.OfAsync(run, device, isOffline ? null : connector, cancellationToken)
                .ConfigureAwait(false);
            IReadOnlyList<GuardFinding?> findings =
            [
                ConfigGuard.CutOff(text, rules), ConfigGuard.Deletions(sum, args.MaxDeletePercent), .. computed.ByHand,
                .. args.AllowManagementPath ? []
                    : isOffline && session.Addresses.Count == 0 ? ManagementPath.Touched(computed.Change, running, session)
                    : ManagementSessions.Touched(computed.Change, running, session),
            ];
            await step.WriteRowAsync(
                new object?[] { sum.Additions, sum.Deletions, sum.Changes, sum.RunningLines,
                    findings.OfType<GuardFinding>().Select(one => $"{one.Code}: {one.Reason}").ToArray() },
                cancellationToken).ConfigureAwait(false);
            await step.EndAsync(cancellationToken: run.OwnerLost).ConfigureAwait(false);
        }
        catch (NetBatchException problem) when (problem.Code != ErrorCode.LeaseLost)
        {
            await step.EndAsync(problem.ToRunError(), null, run.OwnerLost).ConfigureAwait(false);
            throw;
        }
    }
}
