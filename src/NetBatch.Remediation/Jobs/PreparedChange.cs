namespace NetBatch.Remediation.Jobs;

/// <summary>A change that was found to be the reviewed one and may be sent.</summary>
/// <param name="Lines">What is sent.</param>
/// <param name="Net">What brings the device back.</param>
/// <param name="Before">What ran before it.</param>
/// <param name="WasSaved">Whether that was the startup config, too; null: the platform does not tell.</param>
/// <param name="Clock">The device's timer; it starts when the lines are sent.</param>
internal sealed record PreparedChange(ConfigChange Lines, RollbackMethod Net, DeviceText Before, bool? WasSaved, RevertClock Clock)
{
    /// <summary>Whether the device takes it back by undoing its own commit alone, so that others may have committed since.</summary>
    public bool UndoesOwnCommit { get; init; }

    /// <summary>Its name on the device.</summary>
    public string? Mark => Lines.Mark;

    /// <summary>Seconds after which the device takes it back by itself unless it is confirmed.</summary>
    public double RevertAfter => Lines.RevertAfter!.Value.TotalSeconds;
}
