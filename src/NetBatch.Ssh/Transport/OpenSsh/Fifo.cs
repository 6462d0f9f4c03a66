using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace NetBatch.Ssh.Transport;

/// <summary>Opens FIFOs so that neither opening nor reading blocks a thread.</summary>
internal static class Fifo
{
    /// <summary>
    /// Makes a FIFO and opens both its ends at once: whoever opens it after that does not wait. Only for a few bytes of
    /// writing, which fit into the FIFO's buffer.
    /// </summary>
    public static FileStream Create(string path)
    {
        UnixCalls.MakeFifo(path);
        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Opens a FIFO, of which a writer is open, for reading; reads end when every writer has closed it.</summary>
    public static Stream OpenReader(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // A pipe stream waits for data by the runtime's event loop; a file stream would hold a thread of the pool.
        var pipe = new SafePipeHandle(handle.DangerousGetHandle(), ownsHandle: true);
        handle.SetHandleAsInvalid();
        return new AnonymousPipeClientStream(PipeDirection.In, pipe);
    }
}
