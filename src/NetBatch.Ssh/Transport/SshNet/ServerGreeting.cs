using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Renci.SshNet.Common;
using Renci.SshNet.Connection;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// The first lines of a connection (RFC 4253, section 4.2): ours, whatever the server says before its version, and its
/// version. Gear that is full says so there and closes.
/// </summary>
internal sealed partial class ServerGreeting(Socket socket)
{
    private const int MostLines = 1024;
    private const int LongestLine = 8192;

    private readonly List<string> lines = [];

    public Socket Socket => socket;

    /// <summary>The server's version.</summary>
    public SshIdentification Identification { get; private set; } = null!;

    /// <summary>What the server said before its version.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Exchanges the versions.</summary>
    /// <param name="ours">Ours, the very text that the library hashes into the key exchange.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SshConnectionException">The server closed, or does not speak SSH 2.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async Task ExchangeAsync(string ours, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(ours + "\r\n"), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (Version().Match(line) is { Success: true } version)
            {
                Identification = version.Groups["protocol"].Value is "2.0" or "1.99"
                    ? new SshIdentification(version.Groups["protocol"].Value, version.Groups["software"].Value,
                        version.Groups["comments"] is { Success: true } comments ? comments.Value : null)
                    : throw new SshConnectionException($"The server speaks SSH {version.Groups["protocol"].Value} only.");
                return;
            }

            if (lines.Count == MostLines)
            {
                throw new SshConnectionException("The server does not speak SSH: it sent line after line without its version.");
            }

            lines.Add(line);
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        // Byte by byte: what follows the version line is the library's.
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < LongestLine)
        {
            if (await socket.ReceiveAsync(one, cancellationToken).ConfigureAwait(false) == 0)
            {
                lines.Add(Encoding.UTF8.GetString([.. line]));
                throw new SshConnectionException("Connection closed by the server before its version.");
            }

            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        throw new SshConnectionException("The server does not speak SSH: its first line is too long.");
    }

    [GeneratedRegex("^SSH-(?<protocol>[^-]+)-(?<software>.*?)([ ](?<comments>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
