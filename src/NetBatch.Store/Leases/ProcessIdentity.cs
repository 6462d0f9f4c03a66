namespace NetBatch.Store;

/// <summary>A process of a host, told from a later one of the same id by its start.</summary>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process id there.</param>
/// <param name="Started">As <see cref="ProcessTable.StartOf"/> gives it.</param>
internal sealed record ProcessIdentity(HostIdentity Host, int ProcessId, long Started)
{
    public static ProcessIdentity Current() =>
        new(HostIdentity.Current(), Environment.ProcessId, ProcessTable.StartOf(Environment.ProcessId) ?? 0);
}
