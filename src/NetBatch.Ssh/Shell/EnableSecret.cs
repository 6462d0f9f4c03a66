namespace NetBatch.Ssh.Shell;

/// <summary>Gives the secret for privilege when the device asks for it.</summary>
internal static class EnableSecret
{
    /// <summary>What people type as a name where a prompt asks for one and there is none.</summary>
    private const string NoName = "enable";

    /// <summary>The name that goes with it: its own, else the login's; null: nobody here knows one.</summary>
    public static async ValueTask<string?> UserAsync(IRunContext run, Device device, CancellationToken cancellationToken) =>
        await UserOfAsync(run, device.EnableCredential, cancellationToken).ConfigureAwait(false) is { Length: > 0 } own && own != NoName
            ? own
            : await UserOfAsync(run, device.Credential, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<string?> UserOfAsync(IRunContext run, CredentialReference? reference,
        CancellationToken cancellationToken) =>
        reference?.UserName ?? (reference is { IsPassword: true }
            ? (await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false))?.UserName
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
