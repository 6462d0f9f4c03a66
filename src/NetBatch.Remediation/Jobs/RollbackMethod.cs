namespace NetBatch.Remediation.Jobs;

/// <summary>What brings a device back when its change fails.</summary>
internal enum RollbackMethod
{
    /// <summary>Lines that are computed from what runs then.</summary>
    Lines,
    /// <summary>The device's own checkpoint.</summary>
    Checkpoint,
    /// <summary>The device takes the change back by itself unless it is confirmed.</summary>
    Timer,
}

/// <summary>Chooses what brings a device back.</summary>
internal static class SafetyNets
{
    /// <summary>The best that the platform has and the device is ready for, and the timer's time where it is that.</summary>
    public static (RollbackMethod Net, TimeSpan? RevertAfter) Choose(ConfigCapabilities means, RemediationArgs args, string? running)
    {
        if (!args.RollbackOnFailure)
        {
            return (RollbackMethod.Lines, null);
        }

        if (args.RevertAfter > 0 && means.Timed is { } timed && IsReady(timed, running))
        {
            var time = TimeSpan.FromSeconds(args.RevertAfter);
            return (RollbackMethod.Timer, time < timed.Least ? timed.Least : time > timed.Most ? timed.Most : time);
        }

        return (means.HasCheckpoint ? RollbackMethod.Checkpoint : RollbackMethod.Lines, null);
    }

    /// <summary>
    /// The same before the device was asked; and where only its config decides between the timer and the next best, what
    /// the config must have for the timer.
    /// </summary>
    public static (RollbackMethod Net, TimeSpan? RevertAfter, string? Unless) Foresee(ConfigCapabilities means, RemediationArgs args)
    {
        var needs = means.Timed is { Needs: { } pattern } timed ? timed.NeedsTitle ?? $"'{pattern}'" : null;
        var (net, after) = Choose(needs is null ? means : means with { Timed = means.Timed! with { Needs = null } }, args, null);
        return (net, after, net == RollbackMethod.Timer ? needs : null);
    }

    // Before the device was asked only what needs nothing of its config is promised.
    private static bool IsReady(TimedRevertMeans timed, string? running) =>
        timed.Needs is not { } needs
        || (running is not null
            && System.Text.RegularExpressions.Regex.IsMatch(running, needs, System.Text.RegularExpressions.RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(5)));
}
