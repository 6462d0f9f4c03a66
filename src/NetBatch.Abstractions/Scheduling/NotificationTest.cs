namespace NetBatch;

/// <summary>What came of a test message.</summary>
/// <param name="Name">The notification.</param>
/// <param name="Channel">The way it went.</param>
/// <param name="Delivered">Whether the receiver took it.</param>
/// <param name="Detail">What the receiver said, or null.</param>
/// <param name="Error">Why it was not delivered, or null; holds no secret.</param>
/// <param name="Duration">How long it took.</param>
public sealed record NotificationTest(string Name, NotificationKind Channel, bool Delivered, string? Detail, string? Error,
    TimeSpan Duration)
{
    /// <summary>What went wrong, for whoever has to be stopped by it.</summary>
    /// <exception cref="InvalidOperationException">It was delivered.</exception>
    public NetBatchException Problem() => Delivered
        ? throw new InvalidOperationException("Nothing went wrong.")
        : new NetBatchException(ErrorCode.NotDelivered, $"The test of the notification '{Name}' ({Channel}) was not delivered. {Error}",
            "Change it with Set-BatchNotification (netbatch notification set).");
}
