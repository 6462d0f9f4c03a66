namespace NetBatch.Ssh.Work;

/// <summary>What is locked while a device may be changed.</summary>
internal static class DeviceLock
{
    public static ValueTask<IReadOnlyList<string>> KeysAsync(IDeviceConnector connector, Target target,
        CancellationToken cancellationToken) =>
        target is Device device ? connector.LockKeysAsync(device, cancellationToken) : new(target.Endpoint is { } place ? [place] : []);
}
