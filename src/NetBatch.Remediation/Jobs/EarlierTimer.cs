namespace NetBatch.Remediation.Jobs;

/// <summary>
/// The device's timer that an attempt before this one has set and perhaps not ended: a change that is found whole would be
/// taken back by it, and one that is sent again would find it in its way.
/// </summary>
internal sealed class EarlierTimer(IConfigChanger changer, IRunContext run, RemediationArgs args, ConfigMeans means)
{
    /// <summary>Ends it, where the platform and the device have one. Where none runs, a confirmation says nothing.</summary>
    /// <param name="session">The session.</param>
    /// <param name="running">What runs now.</param>
    /// <exception cref="NetBatchException">SessionClosed: the device did not say whether it still runs.</exception>
    public async Task EndAsync(IDeviceSession session, DeviceText running)
    {
        var (net, revertAfter) = SafetyNets.Choose(means, args, running.Text);
        var earlier = ChangeSteps.Change(run.Order with { Attempt = run.Order.Attempt - 1 }, args, args.Lines, revertAfter);
        var change = new PreparedChange(earlier, net, running, null, RevertClock.Start(run.Time, revertAfter));
        if (!await new Aftercare(changer, run, change).DisarmAsync(session).ConfigureAwait(false))
        {
            throw new NetBatchException(ErrorCode.SessionClosed, "The device did not answer whether its timer still runs.");
        }
    }
}
