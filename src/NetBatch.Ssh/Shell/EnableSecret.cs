namespace NetBatch.Ssh.Shell;

/// <summary>Gives the secret for privilege when the device asks for it.</summary>
internal static class EnableSecret
{
    /// <summary>The name that goes with it: its own, else the login's; null: nobody here knows one.</summary>
    public static async ValueTask<string?> UserAsync(IRunContext run, Device device, CancellationToken cancellationToken) =>
        device.EnableCredential?.UserName ?? device.Credential?.UserName ?? (device.Credential is { IsPassword: true } login
            ? (await run.Secrets.ResolveAsync(login, cancellationToken).ConfigureAwait(false))?.UserName
            : null);

    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>: there is none.</exception>
    public static async ValueTask<string> ResolveAsync(IRunContext run, Device device, string command, CancellationToken cancellationToken)
    {
        var secret = device.EnableCredential is { } reference
            ? await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)
            : null;
        return secret?.Reveal() ?? throw new NetBatchException(
            ErrorCode.CredentialRequired,
            $"'{device.Name}' asks for a secret at '{command}' and "
                + (device.EnableCredential is null ? "has no EnableCredential." : $"{device.EnableCredential} gives none."),
            "Give the device an EnableCredential whose source is at hand.");
    }
}
