using System.Collections.Concurrent;
using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Private keys from files: OpenSSH, PEM, PKCS#8 and PuTTY. A key that was unlocked is kept for the transport's life, by
/// file, time and passphrase: each unlocking costs 190 ms of bcrypt.
/// </summary>
internal sealed class KeyFiles : IDisposable
{
    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>A key with its certificate, if one lies beside it (name-cert.pub).</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.AuthenticationFailed"/>: no such key, a wrong passphrase, or a form that is
    /// not known.</exception>
    public IPrivateKeySource Load(string path, Secret? passphrase)
    {
        try
        {
            var certificate = path + "-cert.pub";
            var mark = (File.GetLastWriteTimeUtc(path), File.Exists(certificate) ? File.GetLastWriteTimeUtc(certificate) : default,
                Hash(passphrase));
            if (held.TryGetValue(path, out var have) && have.Mark == mark)
            {
                return have.Key;
            }

            var made = mark.Item2 == default ? new PrivateKeyFile(path, passphrase?.Reveal())
                : new PrivateKeyFile(path, passphrase?.Reveal(), certificate);
            var key = new ModernFirst(made);
            held[path] = new Held(mark, key, made);
            return key;
        }
        catch (Exception error) when (error is SshException or InvalidOperationException or CryptographicException or ArgumentException
            or NotSupportedException or FormatException or IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            throw new NetBatchException(
                ErrorCode.AuthenticationFailed,
                error is SshPassPhraseNullOrEmptyException
                    ? $"Permission denied: the key '{path}' has a passphrase, and none was given"
                    : $"Permission denied: the key '{path}' cannot be used, or its passphrase is another: {error.Message}",
                "Check the key file and its passphrase.",
                error);
        }
    }

    public void Dispose()
    {
        foreach (var (_, one) in held)
        {
            one.File.Dispose();
        }
    }

    // A hash with a salt of this process, so that the passphrase itself is kept nowhere.
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(32);

    private static string Hash(Secret? passphrase) =>
        passphrase is null ? "" : Convert.ToHexString(HMACSHA256.HashData(Salt, System.Text.Encoding.UTF8.GetBytes(passphrase.Reveal())));

    private sealed record Held((DateTime, DateTime, string) Mark, IPrivateKeySource Key, PrivateKeyFile File);

    /// <summary>Offers the certificate before the bare key, and rsa-sha2 without ssh-rsa: SHA-1 signatures are for old gear that says
    /// so.</summary>
    private sealed class ModernFirst(IPrivateKeySource key) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
        [
            .. key.HostKeyAlgorithms
                .OrderBy(one => one is CertificateHostAlgorithm ? 0 : 1)
                .ThenBy(one => one.Name.StartsWith("rsa-sha2-512", StringComparison.Ordinal) ? 0
                    : one.Name.StartsWith("rsa-sha2-256", StringComparison.Ordinal) ? 1 : 2),
        ];
    }
}
