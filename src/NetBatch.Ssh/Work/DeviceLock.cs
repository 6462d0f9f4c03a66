namespace NetBatch.Ssh.Work;

/// <summary>What is locked while a device may be changed.</summary>
internal static class DeviceLock
{
    public static async ValueTask<string?> KeyAsync(IDeviceConnector connector, Target target, CancellationToken cancellationToken) =>
        target is Device device ? await connector.LockKeyAsync(device, cancellationToken).ConfigureAwait(false) : target.Endpoint;
}
