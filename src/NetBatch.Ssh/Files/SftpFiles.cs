namespace NetBatch.Ssh.Files;

/// <summary>Files over SFTP version 3. Many pieces are under way at once, so that a long way costs no waiting.</summary>
internal sealed class SftpFiles(SftpConnection connection) : IRemoteFiles
{
    /// <summary>What every server takes at once (draft-ietf-secsh-filexfer-02, section 3: packets of 34,000 bytes).</summary>
    private const int SmallPiece = 32 * 1024;

    /// <summary>What is asked of a server that tells its limits: OpenSSH's takes as much as 255 KiB (SFTP_MAX_MSG_LENGTH less 1
    /// KiB).</summary>
    private const int LargePiece = 255 * 1024;

    /// <summary>
    /// Bytes that are under way at once: with what stands around them a little less than the window of 2 MiB that OpenSSH's
    /// server gives a channel (CHAN_SES_WINDOW_DEFAULT in its channels.h), so that no write waits in the library.
    /// </summary>
    private const int UnderWay = 7 * LargePiece;

    /// <summary>What stands around a piece: length, type, number, handle, place (section 6.4).</summary>
    private const int AroundPiece = 512;

    private const uint ReadFlag = 1, WriteFlag = 2, CreateFlag = 8, TruncateFlag = 16;
    private const uint NoSuchFile = 2, EndOfFile = 1;
    private const string Limits = "limits@openssh.com";

    public bool CanResume => true;

    public async Task<long?> SizeAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(SftpPacket.Stat, packet => packet.Text(path), cancellationToken).ConfigureAwait(false);
        if (answer.Type == SftpPacket.Status)
        {
            return StatusOf(answer) is (NoSuchFile, _) ? null : throw Refusal(answer, $"look at '{path}'");
        }

        // Section 5: what of size, owner, permissions is there. A folder's permissions begin as stat(2) says.
        const uint HasSize = 1, HasOwner = 2, HasPermissions = 4, Folder = 0x4000, Kind = 0xF000;
        var flags = answer.TakeUInt32();
        var size = (flags & HasSize) != 0 ? (long?)answer.TakeUInt64() : null;
        _ = (flags & HasOwner) != 0 ? answer.TakeUInt64() : 0;
        return (flags & HasPermissions) != 0 && (answer.TakeUInt32() & Kind) == Folder
            ? throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' is a folder on the device.",
                "Give the path of a file; one that ends with / puts the file in there.")
            : size;
    }

    public async Task<long?> FreeAsync(string folder, CancellationToken cancellationToken)
    {
        // OpenSSH's PROTOCOL file, "statvfs@openssh.com": f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, ...
        if (!connection.Extensions.ContainsKey("statvfs@openssh.com"))
        {
            return null;
        }

        var answer = await connection.AskAsync(SftpPacket.Extended, packet => packet.Text("statvfs@openssh.com").Text(folder),
            cancellationToken).ConfigureAwait(false);
        if (answer.Type != SftpPacket.ExtendedReply)
        {
            return null;
        }

        _ = answer.TakeUInt64();
        var (unit, blocks) = (answer.TakeUInt64(), answer.TakeUInt64());
        _ = answer.TakeUInt64();
        // File systems in memory may have neither blocks nor free ones, and take files all the same.
        return blocks == 0 ? null : (long)Math.Min(unit * answer.TakeUInt64(), long.MaxValue);
    }

    public async Task PutAsync(Stream source, long size, string path, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken)
    {
        var handle = await OpenAsync(path, WriteFlag | CreateFlag | (offset == 0 ? TruncateFlag : 0), cancellationToken)
            .ConfigureAwait(false);
        var most = await PieceAsync(write: true, cancellationToken).ConfigureAwait(false);
        Queue<Task<SftpPacket>> answers = new();
        source.Position = offset;
        // Arrays of this size anew for each piece would cost more than the piece.
        var (buffer, packet) = (new byte[most], new SftpPacket(most + AroundPiece));
        for (int read; (read =
            await source.ReadAtLeastAsync(buffer, most, false, cancellationToken).ConfigureAwait(false)) > 0; offset += read)
        {
            await progress(read, cancellationToken).ConfigureAwait(false);
            var (place, piece) = ((ulong)offset, buffer.AsMemory(0, read));
            answers.Enqueue(await connection.SendAsync(
                SftpPacket.Write, write => write.Binary(handle).UInt64(place).Binary(piece.Span), cancellationToken, packet)
                .ConfigureAwait(false));
            if (answers.Count >= UnderWay / most)
            {
                await DoneAsync(answers.Dequeue(), $"write '{path}'", cancellationToken).ConfigureAwait(false);
            }
        }

        while (answers.Count > 0)
        {
            await DoneAsync(answers.Dequeue(), $"write '{path}'", cancellationToken).ConfigureAwait(false);
        }

        await CloseAsync(handle, path, cancellationToken).ConfigureAwait(false);
    }

    public async Task GetAsync(string path, Stream target, long offset, Func<int, CancellationToken, ValueTask> progress,
        CancellationToken cancellationToken)
    {
        var size = await SizeAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new NetBatchException(ErrorCode.TransferFailed, $"There is no file '{path}' on the device.",
                "See what there is (dir).");
        var handle = await OpenAsync(path, ReadFlag, cancellationToken).ConfigureAwait(false);
        var most = await PieceAsync(write: false, cancellationToken).ConfigureAwait(false);
        Queue<(long At, int Count, Task<SftpPacket> Answer)> asked = new();
        target.Position = offset;
        var next = offset;
        // What a system makes while it is read (Linux: /proc, /sys) has no length or another than it says: it goes on until its end.
        var more = size == 0;
        while (next < size || more || asked.Count > 0)
        {
            while ((next < size && asked.Count < UnderWay / most) || (more && asked.Count == 0))
            {
                var (place, count) = (next, more ? most : (int)Math.Min(most, size - next));
                await progress(more ? 0 : count, cancellationToken).ConfigureAwait(false); // How much comes of it nobody knows yet.
                asked.Enqueue((place, count, await SendReadAsync(handle, place, count, cancellationToken).ConfigureAwait(false)));
                next += count;
            }

            var (at, wanted, answer) = asked.Dequeue();
            while (wanted > 0)
            {
                var data = await connection.AnswerAsync(answer, cancellationToken).ConfigureAwait(false);
                if (data.Type != SftpPacket.Data)
                {
                    await EnsureEndAsync(data, path, size, cancellationToken).ConfigureAwait(false);
                    (next, more) = (Math.Max(next, size), false);
                    break;
                }

                // A server may give less than was asked for.
                var bytes = data.TakeBinary().ToArray();
                await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                if (more)
                {
                    await progress(bytes.Length, cancellationToken).ConfigureAwait(false);
                }

                (at, wanted) = (at + bytes.Length, wanted - bytes.Length);
                answer = wanted > 0 ? await SendReadAsync(handle, at, wanted, cancellationToken).ConfigureAwait(false) : answer;
            }
        }

        await CloseAsync(handle, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>That a file ends before its length is right only where it is still said to be as long.</summary>
    private async Task EnsureEndAsync(SftpPacket answer, string path, long size, CancellationToken cancellationToken)
    {
        if (StatusOf(answer).Code != EndOfFile)
        {
            throw Refusal(answer, $"read '{path}'");
        }

        if (await SizeAsync(path, cancellationToken).ConfigureAwait(false) is not { } now || now < size)
        {
            throw new NetBatchException(ErrorCode.TransferFailed, $"'{path}' became shorter while it was read.", "Fetch it again.");
        }
    }

    public async Task RenameAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (connection.Extensions.ContainsKey("posix-rename@openssh.com"))
        {
            var answer = await connection.SendAsync(SftpPacket.Extended,
                packet => packet.Text("posix-rename@openssh.com").Text(from).Text(to), cancellationToken).ConfigureAwait(false);
            await DoneAsync(answer, $"rename '{from}' to '{to}'", cancellationToken).ConfigureAwait(false);
            return;
        }

        // The plain rename of version 3 fails where the name is taken.
        await RemoveAsync(to, cancellationToken).ConfigureAwait(false);
        await DoneAsync(
            await connection.SendAsync(SftpPacket.Rename, packet => packet.Text(from).Text(to), cancellationToken).ConfigureAwait(false),
            $"rename '{from}' to '{to}'", cancellationToken).ConfigureAwait(false);
    }

    public async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(SftpPacket.Remove, packet => packet.Text(path), cancellationToken).ConfigureAwait(false);
        if (StatusOf(answer).Code is not (0 or NoSuchFile))
        {
            throw Refusal(answer, $"remove '{path}'");
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>How much may be written or read at once.</summary>
    private async Task<int> PieceAsync(bool write, CancellationToken cancellationToken)
    {
        // OpenSSH's PROTOCOL file, "limits@openssh.com": the longest packet, read, write; 0: as it comes.
        if (!connection.Extensions.ContainsKey(Limits))
        {
            return SmallPiece;
        }

        var answer = await connection.AskAsync(SftpPacket.Extended, packet => packet.Text(Limits), cancellationToken).ConfigureAwait(false);
        if (answer.Type != SftpPacket.ExtendedReply)
        {
            return SmallPiece;
        }

        _ = answer.TakeUInt64();
        var (read, written) = (answer.TakeUInt64(), answer.TakeUInt64());
        return (int)Math.Clamp(write ? written : read, SmallPiece, LargePiece);
    }

    private Task<Task<SftpPacket>> SendReadAsync(byte[] handle, long at, int count, CancellationToken cancellationToken) =>
        connection.SendAsync(SftpPacket.Read, packet => packet.Binary(handle).UInt64((ulong)at).UInt32((uint)count), cancellationToken);

    private async Task<byte[]> OpenAsync(string path, uint flags, CancellationToken cancellationToken)
    {
        var answer = await connection.AskAsync(SftpPacket.Open, packet => packet.Text(path).UInt32(flags).UInt32(0), cancellationToken)
            .ConfigureAwait(false);
        return answer.Type == SftpPacket.Handle ? answer.TakeBinary().ToArray() : throw Refusal(answer, $"open '{path}'");
    }

    private async Task CloseAsync(byte[] handle, string path, CancellationToken cancellationToken) => await DoneAsync(
        await connection.SendAsync(SftpPacket.Close, packet => packet.Binary(handle), cancellationToken).ConfigureAwait(false),
        $"close '{path}'", cancellationToken).ConfigureAwait(false);

    private async Task DoneAsync(Task<SftpPacket> answer, string what, CancellationToken cancellationToken)
    {
        var status = await connection.AnswerAsync(answer, cancellationToken).ConfigureAwait(false);
        if (status.Type != SftpPacket.Status || StatusOf(status).Code != 0)
        {
            throw Refusal(status, what);
        }
    }

    /// <summary>Reads a status anew: its number and its words.</summary>
    private static (uint Code, string Words) StatusOf(SftpPacket answer)
    {
        if (answer.Type != SftpPacket.Status)
        {
            return (uint.MaxValue, "");
        }

        _ = answer.TakeId();
        var code = answer.TakeUInt32();
        return (code, answer.HasMore ? answer.TakeText() : "");
    }

    private static NetBatchException Refusal(SftpPacket answer, string what)
    {
        var (code, words) = StatusOf(answer);
        return new NetBatchException(
            ErrorCode.TransferFailed, $"The device does not {what}: {(words.Length > 0 ? SafeText.Of(words) : $"SFTP status {code}")}.",
            code == NoSuchFile ? "See that the folder is there." : "See its space and its permissions.");
    }
}
