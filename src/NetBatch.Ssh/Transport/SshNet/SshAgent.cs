using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// The user's agent: a socket, or the system's pipe on Windows (not tried there). Speaks draft-miller-ssh-agent:
/// a length, a type, the rest. Each question has a connection of its own.
/// </summary>
internal static class SshAgent
{
    private const byte ListKeys = 11;
    private const byte Keys = 12;
    private const byte SignRequest = 13;
    private const byte Signed = 14;
    private const int LongestAnswer = 256 * 1024; // AGENT_MAX_LEN in OpenSSH's ssh-agent.c

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The public keys that it has; none where there is no agent.</summary>
    /// <param name="path">Its socket; null: the one of the environment; "none": no agent.</param>
    public static IReadOnlyList<byte[]> List(string? path)
    {
        if (Ask(path, [ListKeys]) is not [Keys, ..] answer)
        {
            return [];
        }

        var reader = new SshWire(answer.AsMemory(1));
        var count = reader.ReadNumber();
        var keys = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            keys.Add(reader.ReadBlob());
            reader.ReadBlob(); // its comment
        }

        return keys;
    }

    /// <summary>Lets it sign; null where it refuses or is gone.</summary>
    /// <param name="path">As in <see cref="List"/>.</param>
    /// <param name="key">The public key.</param>
    /// <param name="data">What is signed.</param>
    /// <param name="flags">2 for RSA with SHA-256, 4 with SHA-512.</param>
    public static byte[]? Sign(string? path, byte[] key, byte[] data, uint flags)
    {
        var request = new byte[1 + 4 + key.Length + 4 + data.Length + 4];
        request[0] = SignRequest;
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(1), key.Length);
        key.CopyTo(request.AsSpan(5));
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(5 + key.Length), data.Length);
        data.CopyTo(request.AsSpan(9 + key.Length));
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(request.Length - 4), flags);
        return Ask(path, request) is [Signed, ..] answer ? new SshWire(answer.AsMemory(1)).ReadBlob() : null;
    }

    private static byte[]? Ask(string? path, byte[] request)
    {
        try
        {
            using var stream = Connect(path);
            if (stream is null)
            {
                return null;
            }

            var head = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(head, request.Length);
            stream.Write([.. head, .. request]);
            stream.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (length is < 1 or > LongestAnswer)
            {
                return null;
            }

            var answer = new byte[length];
            stream.ReadExactly(answer);
            return answer;
        }
        catch (Exception error) when (error is IOException or SocketException or TimeoutException or UnauthorizedAccessException)
        {
            // No agent answers there: the same as having none.
            return null;
        }
    }

    private static Stream? Connect(string? path)
    {
        if (path == "none")
        {
            return null;
        }

        path ??= Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
        if (OperatingSystem.IsWindows())
        {
            const string Prefix = @"\\.\pipe\";
            var name = path is null ? "openssh-ssh-agent"
                : path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? path[Prefix.Length..] : path;
            var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut);
            pipe.Connect(Patience);
            return pipe;
        }

        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
            SendTimeout = (int)Patience.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
