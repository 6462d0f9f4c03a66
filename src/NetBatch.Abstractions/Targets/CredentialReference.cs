using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>Where a secret comes from; never the secret itself, so that it can be stored and shown.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Name">Name of the vault's entry, of the environment variable, of the supplied credential, or the key file's path.</param>
/// <param name="UserName">The login name, or null where the source or the SSH client's config knows it.</param>
public sealed record CredentialReference(
    [property: JsonConverter(typeof(JsonStringEnumConverter<CredentialSource>))] CredentialSource Source,
    string? Name = null,
    string? UserName = null)
{
    private const string With = " with ";

    /// <summary>Where the password is that a server asks for after the key; null: it asks for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CredentialReference? Password { get; init; }

    /// <summary>Whether a wrong one counts against an account: a password does, a key or agent does not.</summary>
    [JsonIgnore]
    public bool IsPassword => Source is CredentialSource.Supplied or CredentialSource.Vault or CredentialSource.Environment;

    /// <summary>The form people write: <c>env:NAME</c>, <c>vault:NAME</c>, <c>key:PATH</c>, <c>agent</c>; a user name stands in front as
    /// <c>user@</c>, a password after a key behind it: <c>key:PATH with env:NAME</c>.</summary>
    public override string ToString()
    {
        var source = Source switch
        {
            CredentialSource.Environment => $"env:{Name}",
            CredentialSource.Vault => $"vault:{Name}",
            CredentialSource.Key => $"key:{Name}{(Password is null ? "" : $"{With}{Password}")}",
            CredentialSource.Agent => "agent",
            _ => $"supplied:{Name}",
        };
        return UserName is null ? source : $"{UserName}@{source}";
    }

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the text has none of the known forms.</exception>
    public static CredentialReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var divided = text.LastIndexOf(With, StringComparison.Ordinal);
        if (divided > 0 && IsPasswordText(text[(divided + With.Length)..])
            && Parse(text[..divided]) is { Source: CredentialSource.Key } key)
        {
            return key with { Password = Parse(text[(divided + With.Length)..]) };
        }

        // A key's path may hold '@', a user name never holds ':': the first '@' before the first ':' divides them.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var at = text.LastIndexOf('@', colon < 0 ? text.Length - 1 : colon);
        var user = at > 0 ? text[..at] : null;
        var rest = text[(at + 1)..];
        var parts = rest.Split(':', 2);
        CredentialSource? source = parts[0].ToLowerInvariant() switch
        {
            "env" => CredentialSource.Environment,
            "vault" => CredentialSource.Vault,
            "key" => CredentialSource.Key,
            "supplied" => CredentialSource.Supplied,
            "agent" when parts.Length == 1 => CredentialSource.Agent,
            _ => null,
        };
        if (source is null || (parts.Length == 2 && parts[1].Length == 0) || (parts.Length == 1 && source != CredentialSource.Agent))
        {
            // The text is not quoted: somebody may have written a password here.
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                "The credential is not a reference.",
                "Write env:NAME, vault:NAME, key:PATH or agent, with user@ in front where the login name is not known otherwise. "
                    + "Passwords themselves are never taken here.");
        }

        return new CredentialReference(source.Value, parts.Length == 2 ? parts[1] : null, user);
    }

    /// <summary>Name of the supplied secret that is asked of whoever waits for the job, each time it is needed.</summary>
    public const string AskedCode = "code";

    /// <summary>Whether it is a one-time code that a person is asked for.</summary>
    [JsonIgnore]
    public bool IsAskedCode => Source == CredentialSource.Supplied && Name == AskedCode;

    /// <summary>Reads where one-time codes come from: <c>prompt</c>, <c>env:NAME</c> or <c>vault:NAME</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the text has none of these forms.</exception>
    public static CredentialReference ParseOneTimeCode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isPrompt = text.Equals("prompt", StringComparison.OrdinalIgnoreCase) || text == $"supplied:{AskedCode}";
        return isPrompt ? new CredentialReference(CredentialSource.Supplied, AskedCode)
            : IsPasswordText(text) && !text.StartsWith("supplied:", StringComparison.OrdinalIgnoreCase) ? Parse(text)
            : throw new NetBatchException(
                ErrorCode.InvalidArgument,
                "The text does not say where one-time codes come from.",
                "Write prompt, env:NAME or vault:NAME. Codes themselves are never taken here.");
    }

    // Any other text behind the word belongs to the key's path.
    private static bool IsPasswordText(string text) =>
        text.Split('@')[^1].Split(':', 2) is [var source, { Length: > 0 }] && source.ToLowerInvariant() is ("env" or "vault" or "supplied");
}

/// <summary>The kinds of place that a secret comes from.</summary>
public enum CredentialSource
{
    /// <summary>Handed to this process (a PSCredential, standard input); lives in memory only.</summary>
    Supplied,
    /// <summary>A SecretManagement vault, by the entry's name.</summary>
    Vault,
    /// <summary>An environment variable of the process that runs the job.</summary>
    Environment,
    /// <summary>A private key file.</summary>
    Key,
    /// <summary>The user's SSH agent.</summary>
    Agent,
}
