namespace NetBatch.Store;

/// <summary>
/// The space in which a process id means something: a machine between two boots and, on Linux, a PID namespace.
/// Two containers of one machine are two hosts, even where they share their name.
/// </summary>
/// <param name="Name">The machine's (or container's) name.</param>
/// <param name="Machine">/etc/machine-id, or empty.</param>
/// <param name="Boot">/proc/sys/kernel/random/boot_id, or empty.</param>
/// <param name="Namespace">The PID namespace, or empty.</param>
internal sealed record HostIdentity(string Name, string Machine, string Boot, string Namespace)
{
    /// <summary>The stored form.</summary>
    public string Id => $"{Name}|{Machine}|{Boot}|{Namespace}";

    public static HostIdentity Current() => new(
        Environment.MachineName,
        Read("/etc/machine-id"),
        Read("/proc/sys/kernel/random/boot_id"),
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "");

    public bool IsSame(string id) => id == Id;

    /// <summary>Whether the id is of this very machine before its last boot: nothing of it can live.</summary>
    public bool IsEarlierBoot(string id)
    {
        var parts = id.Split('|');
        return parts.Length == 4 && parts[0] == Name
            && Machine.Length > 0 && parts[1] == Machine
            && Boot.Length > 0 && parts[2].Length > 0 && parts[2] != Boot;
    }

    /// <summary>Whether a process may live, as far as it can be known here: of another host nothing is.</summary>
    public bool MayLive(string id, int process, long started) =>
        !IsEarlierBoot(id) && (!IsSame(id) || ProcessTable.Lives(process, started));

    private static string Read(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() && File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Less is known of the host then; two hosts are never taken for one by it, since the name remains.
            return "";
        }
    }
}
