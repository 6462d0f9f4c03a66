namespace NetBatch;

/// <summary>Where the simulated routers of this machine have their folders: a lab makes them there, and who connects finds a lab's host
/// keys there.</summary>
public static class LabRoots
{
    private const string Name = "netbatch-lab";
    private const string OfRoot = "/run/" + Name;

    /// <summary>Where a lab of this account lies: <c>/run/netbatch-lab</c> as root, else <c>netbatch-lab</c> in XDG_RUNTIME_DIR, else in
    /// the user's data folder.</summary>
    public static string Default =>
        Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? OfRoot
        : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && SafeFolder.IsPrivate(runtime)
            ? Path.Combine(runtime, Name)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify), Name);

    /// <summary>The folder of a lab by its name.</summary>
    public static string FolderOf(string root, string lab) => Path.Combine(root, "lab_" + lab);

    /// <summary>
    /// The known_hosts file of a lab of this account (or root's); null: there is none. The label of a device only says which: the file lies
    /// where nobody else can write, and holds keys of loopback ports alone.
    /// </summary>
    public static string? KnownHostsOf(string? lab, string address) =>
        lab is { Length: > 0 } && lab.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            && address == "127.0.0.1"
            ? ((string[])[Default, OfRoot]).Select(root => Path.Combine(FolderOf(root, lab), "known_hosts"))
                .FirstOrDefault(file =>
                    File.Exists(file) && SafeFolder.Problem(Path.GetDirectoryName(file)!) is null
                        && FileFacts.Of(file) is { IsFile: true, OthersMayWrite: false })
            : null;
}
