namespace NetBatch;

/// <summary>
/// Keeps a wrong password from locking accounts: its first use in a job goes to one target and the others wait for
/// that verdict; a first use that is refused, or three refusals in a row later, make it suspect.
/// </summary>
internal sealed class CredentialGuard
{
    private const int RefusalsInARow = 3;

    private readonly Dictionary<string, Entry> entries = [];

    private sealed class Entry
    {
        public bool Proven { get; set; }

        public bool Proving { get; set; }

        public int Refusals { get; set; }
    }

    /// <summary>The first credential that became suspect, or null.</summary>
    public string? Suspect { get; private set; }

    /// <summary>What the target's secret is known by here; null where a wrong one locks no account.</summary>
    public static string? Key(Target target) =>
        target.SecretReference is { IsPassword: true } reference ? reference.ToString() : null;

    /// <summary>Whether a target with this credential may start; if so, it has to be told how it went.</summary>
    public bool TryStart(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            entries[key] = entry = new Entry();
        }

        if (entry.Proven)
        {
            return true;
        }

        var first = !entry.Proving;
        entry.Proving = true;
        return first;
    }

    /// <summary>The credential was accepted.</summary>
    /// <returns>Whether others may start now that could not before.</returns>
    public bool Accepted(string key)
    {
        var entry = entries[key];
        var news = !entry.Proven;
        entry.Proven = true;
        entry.Proving = false;
        entry.Refusals = 0;
        return news;
    }

    /// <summary>A target that used the credential has ended without its being accepted.</summary>
    /// <returns>Whether others may start now that could not before.</returns>
    public bool Ended(string key, RunError? error)
    {
        var entry = entries[key];
        var news = entry.Proving;
        entry.Proving = false;
        if (error?.Code == ErrorCode.AuthenticationFailed && (!entry.Proven || ++entry.Refusals >= RefusalsInARow))
        {
            Suspect ??= key;
        }

        return news;
    }

    /// <summary>Gives every credential a new trial, after a person said to go on.</summary>
    public void Forgive()
    {
        Suspect = null;
        entries.Clear();
    }
}
