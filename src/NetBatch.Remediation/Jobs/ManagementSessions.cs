namespace NetBatch.Remediation.Jobs;

/// <summary>What the session on a run's device depends on.</summary>
internal static class ManagementSessions
{
    /// <summary>The device's address (resolved, where somebody can) and the name that is logged in with.</summary>
    public static async Task<ManagementSession> OfAsync(IRunContext run, Device device, IDeviceConnector? connector, CancellationToken cancellationToken)
    {
        var address = device.Address;
        if (connector is not null && device.Jump.Count == 0)
        {
            var key = await connector.LockKeyAsync(device, cancellationToken).ConfigureAwait(false);
            address = key[..key.LastIndexOf(':')];
        }

        var user = device.Credential is { } reference
            ? reference.UserName ?? (await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false))?.UserName
            : null;
        return new ManagementSession(address, user);
    }
}
