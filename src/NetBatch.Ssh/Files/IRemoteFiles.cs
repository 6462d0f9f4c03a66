namespace NetBatch.Ssh.Files;

/// <summary>The files of a device, over one connection.</summary>
internal interface IRemoteFiles : IAsyncDisposable
{
    /// <summary>Whether a file can be gone on with, renamed and removed.</summary>
    bool CanResume { get; }

    /// <summary>The size of a file; null: it is not there, or the protocol cannot ask.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>: it is a folder.</exception>
    Task<long?> SizeAsync(string path, CancellationToken cancellationToken);

    /// <summary>The bytes that are free in a folder; null: nobody tells.</summary>
    Task<long?> FreeAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Writes a file from a place on; a new one where that is 0.</summary>
    /// <param name="source">What is written, at its place.</param>
    /// <param name="size">The size of the whole.</param>
    /// <param name="path">The file.</param>
    /// <param name="offset">How much of it is there already.</param>
    /// <param name="progress">Is told how many bytes are about to go, and may wait.</param>
    /// <param name="cancellationToken">Cuts.</param>
    Task PutAsync(Stream source, long size, string path, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken);

    /// <summary>Reads a file from a place on.</summary>
    Task GetAsync(string path, Stream target, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken);

    /// <summary>Gives a file another name; what had that name goes.</summary>
    Task RenameAsync(string from, string to, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing where there is none.</summary>
    Task RemoveAsync(string path, CancellationToken cancellationToken);
}
