namespace NetBatch.Hosting;

/// <summary>
/// The user's own files beside a store: platforms, services, templates. Where others can write there too, only copies of what this account
/// has approved are read, from a folder of its own: what was looked at is what is used, whatever becomes of the file.
/// </summary>
internal static class ApprovedFiles
{
    private const long Largest = 16 * 1024 * 1024;

    /// <summary>The folders beside a store whose files run or decide.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["platforms", "configs", "services", "templates"];

    /// <summary>The folder to read: the one beside the store, or the copies; it need not be there.</summary>
    public static string FolderOf(string store, string name) =>
        !OthersCanWrite(store) ? Beside(store, name)
        : PrivateStorage.Of(store) is { } own ? Path.Combine(own, name)
        : Path.Combine(Beside(store, name), "no-approved-files");

    /// <summary>Whether a store lies where others can write.</summary>
    public static bool OthersCanWrite(string store) =>
        Directory.Exists(Path.GetDirectoryName(StorePlace.FileOf(store)))
        && Store.Sqlite.StorePath.OthersCanWrite(StorePlace.FileOf(store));

    /// <summary>The files beside a store that others can write, with whether they are approved as they are now.</summary>
    public static IEnumerable<SharedContent> List(string store) => Folders.SelectMany(name =>
    {
        var beside = Beside(store, name);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint,
            MaxRecursionDepth = 4 };
        return !Directory.Exists(beside) || FileFacts.Of(beside) is not { IsFolder: true } ? []
            : Directory.EnumerateFiles(beside, "*", options)
            .Where(file => FileFacts.Of(file) is { IsFile: true } && new FileInfo(file).Length <= Largest)
            .Order(StringComparer.Ordinal)
            .Select(file => Read(store, name, Path.GetRelativePath(beside, file)));
    });

    /// <summary>That files beside a store are not read, for others could have written them; null: there are none.</summary>
    public static string? Warning(string store)
    {
        string[] open = OthersCanWrite(store) ? [.. List(store).Where(one => !one.IsApproved).Select(one => $"{one.Sort}/{one.Name}")] : [];
        return open.Length == 0 ? null
            : $"{Counted.Of(open.Length, "file")} beside the store that others can write {(open.Length == 1 ? "is" : "are")} not used "
                + $"before this account approves "
            + $"{(open.Length == 1 ? "it" : "them")}: {string.Join(", ", open.Take(5))}"
            + $"{(open.Length > 5 ? ", ..." : "")}. Approve-BatchTrust (netbatch trust approve).";
    }

    /// <summary>Approves a file as it was shown.</summary>
    public static void Approve(string store, SharedContent shown)
    {
        var own = PrivateStorage.Of(store) ?? throw new NetBatchException(
            ErrorCode.ApprovalRefused, "This account has no folder that nobody else can write, so that nothing can be approved for later.",
            "Set XDG_DATA_HOME to a folder of yours alone.");
        var path = Path.GetFullPath(Path.Combine(own, shown.Sort, shown.Name));
        if (!path.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{shown.Name}' leaves its folder.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, shown.Content);
    }

    private static SharedContent Read(string store, string folder, string name)
    {
        var text = File.ReadAllText(Path.Combine(Beside(store, folder), name));
        var copy = Path.Combine(FolderOf(store, folder), name);
        var by = FileFacts.Of(Path.Combine(Beside(store, folder), name)) is { } facts
            ? FormattableString.Invariant($"account {facts.Owner}") : "";
        return new SharedContent(folder, name, by, File.Exists(copy) && File.ReadAllText(copy) == text, text);
    }

    private static string Beside(string store, string name) => Path.Combine(Path.GetDirectoryName(StorePlace.FileOf(store)) ?? ".", name);
}
