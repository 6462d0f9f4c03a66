using System.Security.Cryptography;

namespace NetBatch.Lab.Server;

/// <summary>Made-up names and passwords.</summary>
internal static class Secrets
{
    /// <summary>Random letters and digits.</summary>
    public static string Text(int length) => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", length);
}
