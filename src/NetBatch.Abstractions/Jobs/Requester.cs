namespace NetBatch;

/// <summary>Who asks: a user of a machine, from a process.</summary>
/// <param name="User">The account's name.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process id there.</param>
/// <param name="Program">What was running, such as <c>pwsh</c> or <c>netbatch</c>.</param>
public sealed record Requester(string User, string Host, int ProcessId, string Program)
{
    /// <summary>user@host.</summary>
    public override string ToString() => $"{User}@{Host}";

    /// <summary>The account of an actor that was written down as user@host; empty where it names no host. A user's name may hold an at
    /// sign, a machine's never does.</summary>
    public static string UserOf(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written[..Math.Max(0, written.LastIndexOf('@'))];
    }
}
