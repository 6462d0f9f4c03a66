namespace NetBatch;

/// <summary>The configurations of devices, version by version. They outlive the jobs that read them.</summary>
public interface IConfigArchive
{
    /// <summary>The newest version of a device's part without its text, or null.</summary>
    Task<ConfigVersion?> NewestAsync(string device, string part, CancellationToken cancellationToken);

    /// <summary>The newest version of a device's part with its text, or null.</summary>
    Task<ConfigVersionContent?> LatestAsync(string device, string part, CancellationToken cancellationToken);

    /// <summary>One version with its text, or null.</summary>
    Task<ConfigVersionContent?> FindAsync(string device, string part, int version, CancellationToken cancellationToken);

    /// <summary>Versions by device, part and, for each, the newest first.</summary>
    IAsyncEnumerable<ConfigVersion> ReadAsync(ConfigVersionFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a version behind the one that it was compared with. Durable when it returns.
    /// </summary>
    /// <param name="content">The version; its <see cref="ConfigVersion.Version"/> is the number of the one before it, 0 where there is
    /// none.</param>
    /// <param name="epoch">The epoch of the owner of <see cref="ConfigVersion.JobId"/>; not looked at where there is no job.</param>
    /// <param name="cancellationToken">Stops waiting; it may have been kept all the same.</param>
    /// <returns>The version as it is kept; null: meanwhile another has come, which it is to be compared with first.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.LeaseLost"/>: another process owns the job; nothing was kept.</exception>
    Task<ConfigVersion?> AddAsync(ConfigVersionContent content, long epoch, CancellationToken cancellationToken);

    /// <summary>Forgets old versions; the newest of each device and part stays always.</summary>
    /// <param name="devices">Names of devices, without wildcards; empty: all.</param>
    /// <param name="keep">How many of each device and part stay; null: their number does not matter.</param>
    /// <param name="before">Only those read before this are forgotten, unless <paramref name="keep"/> says so; null: their age does not
    /// matter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many were forgotten.</returns>
    Task<int> PruneAsync(IReadOnlyList<string> devices, int? keep, DateTimeOffset? before, CancellationToken cancellationToken);
}
