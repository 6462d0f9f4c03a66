using System.Buffers;

namespace NetBatch;

/// <summary>Words and signs without which a text holds nothing that is looked for; most lines are passed over by that.</summary>
internal static class SecretHints
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "pass", "secret", "key", "community", "snmp", "psk", "md5", "cipher", "token", "phash", "auth", "://", "-----",
            "private", "pwd", "pswd", "pw", "user", "encr", "ENC ", "trap", "sink", "com2sec", "eyJ", "spi", "sha", "cookie",
            "credential", "curl", "mysql", "ldap", "ipmitool", "sshpass", "webhook", "preshare", "pre-share", "cak", "pmk",
            "syscon", "ipsec", "backup", "transceiver", "pin verify", "account", "ascii", "scp:", "ftp:", "ghp_", "gho_", "ghu_",
            "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "xapp-", "AKIA", "ASIA", "AIza", "ya29", "sk_", "pk_", "rk_", "sk-",
            "SG.", "hvs.", "hvb.", "hvr.", "npm_", "_v1_", "pypi-", "dapi", "sig=", ":AA", "{ssha", "{sha", "{md5", "{smd5",
            "{crypt", "3des", "rip ", "aaa-server",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a secret may be in it.</summary>
    public static bool Any(ReadOnlySpan<char> text) => text.ContainsAny('$', '%', '@') || text.ContainsAny(Words);
}
