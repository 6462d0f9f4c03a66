using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>What options for devices and for instances share: secrets of a command line.</summary>
internal static class Logins
{
    /// <summary>Takes the next line of standard input for a secret that was announced.</summary>
    public static void Supply(this SecretSources sources, Option<bool> announced, string role, string? user, TextReader input)
    {
        var line = input.ReadLine() is { Length: > 0 } text
            ? text
            : throw new NetBatchException(ErrorCode.CredentialRequired,
                $"{announced.Name} was given and standard input has no line for it.");
        sources.Supply(role, new Secret(user, line));
    }

    /// <summary>A secret that was supplied, as what refers to it; or null.</summary>
    public static CredentialReference? Supplied(this SecretSources sources, string role) =>
        sources.Supplied.TryGetValue(role, out var secret) ? new CredentialReference(CredentialSource.Supplied, role, secret.UserName)
            : null;

    /// <summary>Where the login's secret is, by <c>--user</c>, <c>--credential</c> and what was supplied; or null.</summary>
    public static CredentialReference? Login(this SecretSources sources, string? user, string? credential)
    {
        var given = credential is null ? sources.Supplied(SecretSources.Login) : CredentialReference.Parse(credential);
        if (given is { Source: CredentialSource.Key, Password: null } && sources.Supplied(SecretSources.Login) is { } password)
        {
            // A server may want both; the password goes out only where it asks for one.
            given = given with { Password = password };
        }

        return given is null && user is not null
            ? new CredentialReference(CredentialSource.Agent, null, user)
            : given is { UserName: null } && user is not null ? given with { UserName = user } : given;
    }
}
