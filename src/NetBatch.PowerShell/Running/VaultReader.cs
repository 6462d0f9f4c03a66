using System.Management.Automation;
using System.Security;

namespace NetBatch.Commands;

/// <summary>
/// Reads secrets from SecretManagement vaults where that module is installed. Secrets are asked for on any thread, so
/// each question runs in a runspace of its own; vaults that want to ask the user something there answer with an error.
/// </summary>
internal static class VaultReader
{
    /// <summary>The secret of that name, or null where no vault has it.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>: the vault did not give it.</exception>
    public static async ValueTask<Secret?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var shell = PowerShell.Create();
        shell.AddCommand("Get-Secret").AddParameter("Name", name).AddParameter("ErrorAction", "Stop");
        using var stop = cancellationToken.UnsafeRegister(_ => shell.BeginStop(null, null), null);
        try
        {
            var found = await Task.Factory.FromAsync(shell.BeginInvoke(), shell.EndInvoke).ConfigureAwait(false);
            return found.FirstOrDefault()?.BaseObject switch
            {
                PSCredential credential => credential.ToSecret(),
                SecureString password => new Secret(null, Plain(password)),
                string password => new Secret(null, password),
                _ => null,
            };
        }
        catch (CommandNotFoundException)
        {
            throw Missing(name, "SecretManagement is not installed.",
                "Install-Module Microsoft.PowerShell.SecretManagement, and register a vault.");
        }
        catch (RuntimeException problem) when (problem is not PipelineStoppedException)
        {
            throw Missing(name, problem.Message,
                "See Get-SecretInfo. A vault that asks for its own password must be unlocked before, or be set not to ask.");
        }
    }

    /// <summary>The credential as the engine takes it; an empty user name means that somebody else knows it.</summary>
    public static Secret ToSecret(this PSCredential credential) =>
        new(credential.UserName is { Length: > 0 } user ? user : null, credential.GetNetworkCredential().Password);

    private static string Plain(SecureString password) => new PSCredential("user", password).GetNetworkCredential().Password;

    private static NetBatchException Missing(string name, string why, string remedy) =>
        new(ErrorCode.CredentialRequired, $"The vault entry '{name}' cannot be read: {why}", remedy);
}
