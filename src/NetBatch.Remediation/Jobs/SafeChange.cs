namespace NetBatch.Remediation.Jobs;

/// <summary>
/// One change of one device, from reading what runs to the confirmed and verified end. A first session reads, recomputes,
/// arms what brings the device back, and sends; a second one, on a new connection, verifies and confirms. What fails is
/// taken back.
/// </summary>
internal sealed class SafeChange
{
    private readonly IDeviceConnector connector;
    private readonly IConfigChanger changer;
    private readonly IRunContext run;
    private readonly RemediationArgs args;
    private readonly ChangeGoal goal;
    private readonly Device device;
    private readonly RunningConfig config;
    private readonly StateWatch watch;
    private readonly StartupSave save;
    private readonly ChangePreflight preparation;
    private readonly ChangeSender sending;

    public SafeChange(IDeviceConnector connector, IConfigChanger changer, IRunContext run, RemediationArgs args, ConfigRules rules,
        ChangeGoal goal, IStateCheck check)
    {
        this.connector = connector;
        this.changer = changer;
        this.run = run;
        this.args = args;
        this.goal = goal;
        device = DeviceRun.Device(run);
        var means = changer.Means(device);
        config = new RunningConfig(run, device, means, rules, args, goal);
        watch = new StateWatch(check, connector, run, device, args);
        save = new StartupSave(changer, run, args, means, config);
        preparation = new ChangePreflight(connector, run, device, args, means, goal, config, watch, save,
            new StaleRevertTimer(changer, run, args, means));
        sending = new ChangeSender(changer, run, args, means, WayBack);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PreparedChange? change = null;
        ConfigChangeException? trouble = null;
        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session =>
            {
                change = await preparation.PrepareAsync(session, cancellationToken).ConfigureAwait(false);
                if (change is not null)
                {
                    change = await sending.ArmAsync(session, change).ConfigureAwait(false);
                    trouble = await sending.SendAsync(session, change, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (change is not null)
        {
            await VerifyAndConfirmAsync(change, trouble).ConfigureAwait(false);
        }
    }

    /// <summary>Verifies over a new connection, and makes the change work for good. Once lines were sent, only the loss of the job cuts
    /// this.</summary>
    private async Task VerifyAndConfirmAsync(PreparedChange change, ConfigChangeException? trouble)
    {
        var way = new Reconnection(connector, run, device, change.Lines);
        var session = await way.OpenAsync(trouble).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await run.EnterAsync(TargetState.Executing, run.OwnerLost).ConfigureAwait(false);
                var confirmation = new Confirmation(changer, run, args, goal, config, watch, change);
                if (await confirmation.CauseAsync(session, trouble, way.WasLost).ConfigureAwait(false) is { } cause)
                {
                    throw await Rollback.EndAsync(run, await FailedAsync(session, change, cause).ConfigureAwait(false))
                        .ConfigureAwait(false);
                }

                if (trouble is not null)
                {
                    await run.WarnAsync($"{trouble.Message} Over a new connection the change was found whole.", run.OwnerLost)
                        .ConfigureAwait(false);
                }

                try
                {
                    await save.SaveAsync(session, change.Lines, change.WasSaved).ConfigureAwait(false);
                }
                finally
                {
                    await new SafetyCleanup(changer, run, change).DropAsync(session).ConfigureAwait(false);
                }
            }
            finally
            {
                await DeviceRun.CloseAsync(run, session).ConfigureAwait(false);
            }
        }
    }

    private async Task<NetBatchException> FailedAsync(IDeviceSession session, PreparedChange change, NetBatchException cause)
    {
        if (cause is ConfigChangeException { Left: ChangeRemainder.Nothing })
        {
            var aftercare = new SafetyCleanup(changer, run, change);
            await aftercare.DisarmOrWarnAsync(session).ConfigureAwait(false);
            await aftercare.DropAsync(session).ConfigureAwait(false);
            return cause;
        }

        return args.RollbackOnFailure
            ? (await WayBack(change).TakeAsync(session, cause, isLast: true).ConfigureAwait(false))!
            : new NetBatchException(cause.Code, $"{cause.Message} Nothing was taken back, as was asked for.", cause.Remedy, cause);
    }

    private Rollback WayBack(PreparedChange change) =>
        new(changer, run, change, async session => (await config.ReadAsync(session, run.OwnerLost).ConfigureAwait(false)).Text.Tree,
            config.TargetAsync);
}
