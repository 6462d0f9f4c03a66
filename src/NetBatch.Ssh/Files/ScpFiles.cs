using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Files;

/// <summary>
/// Files over scp's own protocol (the BSD rcp of old): each file has a channel of its own, a transfer cannot be gone on with, and the
/// device writes the file under its last name from the first byte on.
/// </summary>
internal sealed class ScpFiles(ExecOpener opener, IRunContext run) : IRemoteFiles
{
    private const int Piece = 32 * 1024;

    public bool CanResume => false;

    public Task<long?> SizeAsync(string path, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public Task<long?> FreeAsync(string folder, CancellationToken cancellationToken) => Task.FromResult<long?>(null);

    public async Task PutAsync(Stream source, long size, string path, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken)
    {
        var channel = await OpenAsync("-t", path, cancellationToken).ConfigureAwait(false);
        await using var ending = channel.ConfigureAwait(false);
        try
        {
            await AcknowledgedAsync(channel, path, cancellationToken).ConfigureAwait(false);
            await SendAsync(channel, Encoding.UTF8.GetBytes($"C0644 {size.ToString(CultureInfo.InvariantCulture)} {NameOf(path)}\n"),
                cancellationToken).ConfigureAwait(false);
            await AcknowledgedAsync(channel, path, cancellationToken).ConfigureAwait(false);
            source.Position = 0;
            var buffer = new byte[Piece];
            for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await progress(read, cancellationToken).ConfigureAwait(false);
                await SendAsync(channel, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            await SendAsync(channel, new byte[1], cancellationToken).ConfigureAwait(false);
            await AcknowledgedAsync(channel, path, cancellationToken).ConfigureAwait(false);
            await channel.Input.CompleteAsync().ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw Gone(error);
        }
    }

    public async Task GetAsync(string path, Stream target, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken)
    {
        var channel = await OpenAsync("-f", path, cancellationToken).ConfigureAwait(false);
        await using var ending = channel.ConfigureAwait(false);
        try
        {
            await SendAsync(channel, new byte[1], cancellationToken).ConfigureAwait(false);
            // C0644 SIZE NAME; times (T...) come only where they were asked for.
            var head = (await LineAsync(channel, path, cancellationToken).ConfigureAwait(false)).Split(' ', 3);
            if (head.Length != 3 || head[0].Length < 2 || head[0][0] != 'C'
                || !long.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            {
                throw new NetBatchException(ErrorCode.TransferFailed, $"The device's scp does not say how long '{path}' is.",
                    "Give another protocol (sftp), or the name of one file.");
            }

            await SendAsync(channel, new byte[1], cancellationToken).ConfigureAwait(false);
            target.Position = 0;
            target.SetLength(0);
            while (left > 0)
            {
                var result = await HeardAsync(channel.Output.ReadAsync(cancellationToken)).ConfigureAwait(false);
                if (result.Buffer.IsEmpty && result.IsCompleted)
                {
                    throw Gone(null);
                }

                var piece = result.Buffer.Slice(0, Math.Min(left, Math.Min(Piece, result.Buffer.Length)));
                await progress((int)piece.Length, cancellationToken).ConfigureAwait(false);
                await KeptAsync(target, piece, cancellationToken).ConfigureAwait(false);

                left -= piece.Length;
                channel.Output.AdvanceTo(piece.End);
            }

            await AcknowledgedAsync(channel, path, cancellationToken).ConfigureAwait(false);
            await SendAsync(channel, new byte[1], cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw Gone(error);
        }
    }

    public Task RenameAsync(string from, string to, CancellationToken cancellationToken) =>
        throw new NotSupportedException("scp renames nothing.");

    public Task RemoveAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException("scp removes nothing.");

    public ValueTask DisposeAsync() => default;

    /// <summary>A path as a word of a command line: a device's own as it is, one that a shell would read in quotes. One that begins with
    /// - would be taken for an option.</summary>
    public static string Word(string path) =>
        path.StartsWith('-') ? Word("./" + path)
            : path.All(sign => char.IsAsciiLetterOrDigit(sign) || "/:._-+@,=".Contains(sign, StringComparison.Ordinal)) ? path
            : "'" + path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private Task<ISshChannel> OpenAsync(string way, string path, CancellationToken cancellationToken) =>
        opener.OpenForFilesAsync($"scp {way} {Word(path)}", null, cancellationToken);

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', ':']) + 1)..];

    private static async Task SendAsync(ISshChannel channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await channel.Input.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);

    /// <summary>0: go on; 1 and 2: words of a refusal follow.</summary>
    private async Task AcknowledgedAsync(ISshChannel channel, string path, CancellationToken cancellationToken)
    {
        if (await ByteAsync(channel, cancellationToken).ConfigureAwait(false) is var sign && sign != 0)
        {
            throw await RefusalAsync(channel, path, sign, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> LineAsync(ISshChannel channel, string path, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        for (var sign = await ByteAsync(channel, cancellationToken).ConfigureAwait(false); sign != '\n'; sign =
            await ByteAsync(channel, cancellationToken).ConfigureAwait(false))
        {
            if (line.Length == 0 && sign is 1 or 2)
            {
                throw await RefusalAsync(channel, path, sign, cancellationToken).ConfigureAwait(false);
            }

            line.Append((char)sign);
            if (line.Length > 4096)
            {
                throw new NetBatchException(ErrorCode.TransferFailed, "What answers is no scp.",
                    "Give another protocol (sftp), or switch the device's scp server on.");
            }
        }

        return line.ToString();
    }

    private async Task<NetBatchException> RefusalAsync(ISshChannel channel, string path, byte sign, CancellationToken cancellationToken)
    {
        var words = new StringBuilder(sign is 1 or 2 ? "" : ((char)sign).ToString());
        try
        {
            for (var next = await ByteAsync(channel, cancellationToken).ConfigureAwait(false); next != '\n'
                && words.Length < 500; next = await ByteAsync(channel, cancellationToken).ConfigureAwait(false))
            {
                words.Append((char)next);
            }
        }
        catch (NetBatchException)
        {
            // It said no more.
        }

        return new NetBatchException(
            ErrorCode.TransferFailed, $"The device does not take or give '{path}' by scp: {SafeText.Of(words.ToString().Trim())}",
            "See that its scp server is on, its space and its permissions.");
    }

    private async Task<byte> ByteAsync(ISshChannel channel, CancellationToken cancellationToken)
    {
        var result = await HeardAsync(channel.Output.ReadAtLeastAsync(1, cancellationToken)).ConfigureAwait(false);
        if (result.Buffer.IsEmpty)
        {
            throw Gone(null);
        }

        var sign = result.Buffer.FirstSpan[0];
        channel.Output.AdvanceTo(result.Buffer.GetPosition(1));
        return sign;
    }

    /// <summary>What comes, if it comes before the device has been silent for too long.</summary>
    private async Task<ReadResult> HeardAsync(ValueTask<ReadResult> reading)
    {
        try
        {
            return await reading.AsTask().WaitAsync(run.Order.StepTimeout, run.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new NetBatchException(ErrorCode.SessionClosed,
                $"The device's scp said nothing for {run.Order.StepTimeout.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Writes what came.</summary>
    private static async Task KeptAsync(Stream target, ReadOnlySequence<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var segment in piece)
            {
                await target.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException problem)
        {
            throw LocalProblem.Of(problem);
        }
    }

    private static NetBatchException Gone(Exception? inner) =>
        new(ErrorCode.SessionClosed, "The connection of the file transfer ended.", null, inner);
}
