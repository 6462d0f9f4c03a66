using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Who logs in, as a command line says it.</summary>
internal static class LoginWords
{
    /// <summary>The credential of the job: the one that was named, else the secret that was given, else the agent's for a user's name alone; null: nothing was said.</summary>
    public static CredentialReference? Read(string? user, string? credential, SecretSources secrets)
    {
        var given = credential is null ? Supplied(SecretSources.Login, secrets) : CredentialReference.Parse(credential);
        return given switch
        {
            null when user is not null => new CredentialReference(CredentialSource.Agent, null, user),
            { UserName: null } when user is not null => given with { UserName = user },
            _ => given,
        };
    }

    /// <summary>The secret of a name that came with this command line; null: none did.</summary>
    public static CredentialReference? Supplied(string name, SecretSources secrets) =>
        secrets.Supplied.TryGetValue(name, out var secret) ? new CredentialReference(CredentialSource.Supplied, name, secret.UserName) : null;

    /// <summary>Reads the next line as the secret that an option announces.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>: there is no such line.</exception>
    public static void Supply(SecretSources sources, string name, Option<bool> announced, string? user, TextReader input) =>
        sources.Supply(name, new Secret(user, input.ReadLine() is { Length: > 0 } line
            ? line
            : throw new NetBatchException(ErrorCode.CredentialRequired, $"{announced.Name} was given and standard input has no line for it.")));
}
