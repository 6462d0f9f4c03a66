namespace NetBatch.Remediation.Jobs;

/// <summary>
/// The device's timer that an attempt before this one has set and perhaps not ended: a change that is found whole would be
/// taken back by it, and one that is sent again would find it in its way.
/// </summary>
internal sealed class StaleRevertTimer(IConfigChanger changer, IRunContext run, RemediationArgs args, ConfigCapabilities means)
{
    /// <summary>Ends it, where the platform and the device have one.</summary>
    /// <param name="session">The session.</param>
    /// <param name="running">What runs now.</param>
    /// <param name="isWhole">Whether the change is in effect whole, and stays; else nothing of it is.</param>
    /// <exception cref="NetBatchException">SessionClosed: the device did not say whether it still runs.</exception>
    public async Task EndAsync(IDeviceSession session, DeviceText running, bool isWhole)
    {
        var (net, revertAfter) = SafetyNets.Choose(means, args, running.Text);
        foreach (var earlier in Earlier(revertAfter, isWhole ? SafetyStep.ConfirmEarlier : SafetyStep.Disarm))
        {
            var aftercare = new SafetyCleanup(changer, run,
                new PreparedChange(earlier, net, running, null, RevertClock.Start(run.Time, revertAfter)));
            if (!await (isWhole ? aftercare.ConfirmEarlierAsync(session) : aftercare.DisarmAsync(session)).ConfigureAwait(false))
            {
                throw new NetBatchException(ErrorCode.SessionClosed, "The device did not answer whether its timer still runs.");
            }
        }
    }

    /// <summary>The change as each earlier attempt called it, the last one first: one that only looked has sent none. Once, where its name
    /// does not matter.</summary>
    private IEnumerable<ConfigChange> Earlier(TimeSpan? revertAfter, SafetyStep step) =>
        Enumerable.Range(1, run.Order.Attempt - 1).Reverse()
            .Select(attempt => ChangeSteps.Change(run.Order with { Attempt = attempt }, args, args.Lines, revertAfter))
            .DistinctBy(change => string.Join('\n', changer.Commands(DeviceRun.Device(run), change, step)));
}
