using System.Buffers.Text;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>Key files that only point to a security key (FIDO): their types begin with "sk-" (PROTOCOL.u2f of OpenSSH).</summary>
internal static class SecurityKey
{
    private const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";

    /// <summary>Whether a file is of that kind; the type stands in it unencrypted.</summary>
    public static bool Is(string path)
    {
        try
        {
            if (!File.Exists(path) || File.ReadAllText(path) is not { } text || !text.StartsWith(Begin, StringComparison.Ordinal))
            {
                return false;
            }

            var end = text.IndexOf("-----END", StringComparison.Ordinal);
            var body = end < 0 ? "" : string.Concat(text[Begin.Length..end].Where(letter => !char.IsWhiteSpace(letter)));
            return Base64.IsValid(body) && Encoding.Latin1.GetString(Convert.FromBase64String(body)) is var bytes
                && (bytes.Contains("sk-ssh-", StringComparison.Ordinal) || bytes.Contains("sk-ecdsa-", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It cannot be read here; who logs in with it is told so.
            return false;
        }
    }
}
