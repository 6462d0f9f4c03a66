namespace NetBatch;

/// <summary>
/// Keeps a wrong password from locking accounts: its first use in a job goes to one target and the others wait for
/// that verdict; a first use that is refused, or three refusals in a row later, make it suspect. A target's jump hosts
/// have passwords too, and each counts.
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

    /// <summary>What the target's secrets are known by here; none where a wrong one locks no account.</summary>
    public static IReadOnlyList<string> Keys(Target target)
    {
        IEnumerable<CredentialReference?> all = target is Device device
            ? device.Jump.Select(hop => hop.Credential).Append(device.Credential)
            : [target.SecretReference];
        return [.. all.Where(one => one is { IsPassword: true }).Select(one => one!.ToString()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The credential that keeps a target back because it is on trial; null: the target may start, and has to be told how it
    /// went.</summary>
    public string? TryStart(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (Of(key) is { Proven: false, Proving: true })
            {
                return key;
            }
        }

        foreach (var key in keys)
        {
            var entry = Of(key);
            entry.Proving = !entry.Proven;
        }

        return null;
    }

    /// <summary>A session is open: all of its credentials were accepted.</summary>
    public void Accepted(IReadOnlyList<string> keys)
    {
        foreach (var entry in keys.Select(Of))
        {
            entry.Proven = true;
            entry.Proving = false;
            entry.Refusals = 0;
        }
    }

    /// <summary>A target that used the credentials has ended without their being accepted, or gave its turn up.</summary>
    public void Ended(IReadOnlyList<string> keys, RunError? error)
    {
        var refused = error?.Code == ErrorCode.AuthenticationFailed;
        foreach (var key in keys)
        {
            var entry = Of(key);
            entry.Proving = false;
            if (refused && (!entry.Proven || ++entry.Refusals >= RefusalsInARow))
            {
                // With several hops it is not known which refused; an unproven one is the likelier.
                Suspect ??= key;
            }
        }
    }

    /// <summary>Gives every credential a new trial, after a person said to go on; who is on trial stays so.</summary>
    public void Forgive()
    {
        Suspect = null;
        foreach (var entry in entries.Values)
        {
            entry.Proven = false;
            entry.Refusals = 0;
        }
    }

    private Entry Of(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            entries[key] = entry = new Entry();
        }

        return entry;
    }
}
