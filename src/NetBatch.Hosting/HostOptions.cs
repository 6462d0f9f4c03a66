namespace NetBatch.Hosting;

/// <summary>How a host is opened.</summary>
public sealed record HostOptions
{
    /// <summary>The store's file, or the address of a database (<c>postgres://user@host/database</c>); null: <c>NETBATCH_STORE</c>,
    /// <c>NETBATCH_HOME</c> or the user's data folder.</summary>
    public string? StorePath { get; init; }

    /// <summary>The file, or the address of a database, that a store's path means: as given, <c>netbatch.db</c> in a folder that is
    /// given, what <c>NETBATCH_STORE</c> says in the same words, or <c>netbatch.db</c> in <c>NETBATCH_HOME</c>, else in the user's data
    /// folder.</summary>
    /// <param name="path">What was given; null: nothing.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreUnusable"/>: nothing was given, and the user has no data folder;
    /// <see cref="ErrorCode.InvalidArgument"/>: an empty path, which is a mistake of its caller and never means the default;
    /// <see cref="ErrorCode.StoreUnusable"/> also: its folder does not exist, so that a slip makes no second, empty store.</exception>
    public static string StoreFile(string? path) => Located(StorePlace.Of(path));

    private static string Located(string? path) =>
        path is null ? NetBatch.Store.Sqlite.StorePath.Default()
        : StorePlace.IsAddress(path) ? path
        : string.IsNullOrWhiteSpace(path) ? throw new NetBatchException(
            ErrorCode.InvalidArgument, "The store's path is empty.",
            "Name its file or folder, or leave it out: then it is that of NETBATCH_HOME, or the user's.")
        : Directory.Exists(path) ? Path.Combine(path, Path.GetFileName(NetBatch.Store.Sqlite.StorePath.Default()))
        : Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? path
        : throw new NetBatchException(
            ErrorCode.StoreUnusable,
            $"The store '{path}' would lie in a folder that does not exist: '{Path.GetDirectoryName(Path.GetFullPath(path))}'.",
            "Correct the path; for a new store make its folder first.");

    /// <summary>What runs here, for the audit trail: <c>pwsh</c> or <c>netbatch</c>.</summary>
    public required string Program { get; init; }

    /// <summary>A folder of the user's own platform files; null: <c>platforms</c> beside the store, where there is one.</summary>
    public string? PlatformFolder { get; init; }

    /// <summary>A folder of the user's own templates; null: <c>templates</c> beside the store, where there is one.</summary>
    public string? TemplateFolder { get; init; }

    /// <summary>Where secrets come from.</summary>
    public SecretSources Secrets { get; init; } = new();

    /// <summary>Runs steps that are PowerShell; null where the program is not PowerShell: such steps are refused.</summary>
    public IScriptRunner? Scripts { get; init; }

    /// <summary>Kinds of work beyond those that NetBatch brings.</summary>
    public IReadOnlyList<WorkKind> MoreWork { get; init; } = [];

    /// <summary>Where a hub's targets are worked on, by what does it in this process; null: this is no hub.</summary>
    public Func<ITargetExecutor, ITargetExecutor>? HubExecutor { get; init; }

    /// <summary>SSH sessions of all jobs on this store together, for this process: <c>NETBATCH_MAX_SESSIONS</c>; null: what the store
    /// says.</summary>
    public int? MaxSessions { get; init; } =
        int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_MAX_SESSIONS"), out var most) && most > 0 ? most : null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
