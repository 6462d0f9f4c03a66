namespace NetBatch;

/// <summary>The host keys that are known beside a store, for people: what was accepted, what was approved, and what is to be
/// forgotten.</summary>
public interface IHostKeys
{
    /// <summary>All keys, by host.</summary>
    /// <param name="names">Hosts as known_hosts has them, with wildcards <c>*</c> and <c>?</c>.</param>
    IReadOnlyList<KnownHostKey> List(IReadOnlyList<string> names);

    /// <summary>Approves keys that were accepted; they replace other approved ones of the same host and type.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no key of such a host is known.</exception>
    IReadOnlyList<KnownHostKey> Pin(IReadOnlyList<string> names);

    /// <summary>Approves all keys of a known_hosts file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it holds none.</exception>
    IReadOnlyList<KnownHostKey> Import(string path);

    /// <summary>Forgets keys of hosts, approved or not.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no key of such a host is known.</exception>
    IReadOnlyList<KnownHostKey> Forget(IReadOnlyList<string> names);
}
