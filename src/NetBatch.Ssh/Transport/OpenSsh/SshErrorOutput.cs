using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Reads the client's error output. Up to the mark it is banners and the like, of which the end is kept for messages;
/// after it, it is what the remote program writes to its standard error.
/// </summary>
internal sealed class SshErrorOutput(string? mark, Func<ReadOnlyMemory<byte>, ValueTask> remote)
{
    private const int Kept = 8192;

    private readonly byte[]? mark = mark is null ? null : Encoding.ASCII.GetBytes(mark + "\n");
    private readonly Lock gate = new();
    private byte[] said = [];
    private bool passed;

    /// <summary>The end of what was said; what follows the mark is kept as well.</summary>
    public string Said
    {
        get
        {
            lock (gate)
            {
                return Encoding.UTF8.GetString(said);
            }
        }
    }

    public async Task FollowAsync(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0;)
            {
                var output = Take(buffer.AsMemory(0, read));
                if (output.Length > 0)
                {
                    await remote(output).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The channel was disposed of.
        }
    }

    /// <summary>Keeps a piece and gives the part of it that the remote program wrote.</summary>
    internal ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece)
    {
        lock (gate)
        {
            byte[] all = [.. said, .. piece.Span];
            var output = passed ? piece : ReadOnlyMemory<byte>.Empty;
            if (!passed && this.mark is not null && all.AsSpan().IndexOf(this.mark) is >= 0 and var at)
            {
                passed = true;
                output = all.AsMemory(at + this.mark.Length);
                all = [.. all.AsSpan(0, at), .. output.Span];
            }

            said = all.Length > Kept ? all[^Kept..] : all;
            return output;
        }
    }
}
