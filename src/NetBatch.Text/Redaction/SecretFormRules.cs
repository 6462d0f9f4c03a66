using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>Secrets that are known by what they look like, wherever they stand.</summary>
internal static partial class SecretFormRules
{
    /// <summary>crypt(5) and the vendors' own kinds: $1$, $5$, $6$, $8$, $9$, $14$, $2b$, $y$, $apr1$, $c$, $h$, $M$.</summary>
    [GeneratedRegex(@"\$(?:\d{1,2}[a-z]?|y|gy|c|h|M|apr1|sha\d+|argon2\w*|pbkdf2\S*?)\$[^\s""'<>]+?(?=[;,:]*(?:[\s""'<>]|$)"
        + @"|:\d*:\d*:)", Options, Patience)]
    public static partial Regex Crypt();

    /// <summary>What Huawei's VRP has encrypted, whose signs may be any but a blank.</summary>
    [GeneratedRegex(@"%(?:\^%#|@%@|\$%\$)(?:(?!%(?:\^%#|@%@|\$%\$)).)+%(?:\^%#|@%@|\$%\$)", Options, Patience)]
    public static partial Regex Vrp();

    /// <summary>Type 8a of EOS: a salt and a secret in base64.</summary>
    [GeneratedRegex(@"\$[\w+/]{8,}={0,2}\$[\w+/]{8,}={0,2}", Options, Patience)]
    public static partial Regex Salted();

    [GeneratedRegex(@"\{(?:S?SHA\d*|S?MD5|CRYPT)\}[\w+/.$=-]+", Options, Patience)]
    public static partial Regex Ldap();

    /// <summary>RFC 7519: three parts in base64url, the first of which begins with <c>{"</c>.</summary>
    [GeneratedRegex(@"\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*", RegexOptions.CultureInvariant, Patience)]
    public static partial Regex Jwt();

    /// <summary>Tokens whose makers have given them a beginning by which leaks are found.</summary>
    [GeneratedRegex(
        @"(?<![\w-])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|(?:AKIA"
        + @"|ASIA)[A-Z0-9]{12,}|AIza[\w-]{30,}|ya29\.[\w-]{10,}"
        + @"|[spr]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|SG\.[\w-]{10,}\.[\w-]{10,}|hv[sbr]\.[\w-]{20,}|npm_\w{30,}"
        + @"|do[opr]_v1_[0-9a-f]{20,}|pypi-[\w-]{20,}|dapi[0-9a-f]{30,})",
        RegexOptions.CultureInvariant, Patience)]
    public static partial Regex Token();

    /// <summary>A password in an address, with or without the slashes; an account alone only where it is a token (https).</summary>
    [GeneratedRegex(@"(?:(?<=://[^\s/:@]*:)|(?<=\b(?:scp|sftp|ftp):[^\s/:@]+:))[^\s/@""]+(?=@)|(?<=(?:^"
        + @"|\s)[\w.-]+:)[^\s/@"":]+(?=@(?:\d|[\w-]+\.))|(?<=https?://)[^\s/:@""]{6,}(?=@)", Options, Patience)]
    public static partial Regex Address();

    [GeneratedRegex(@"(?<=hooks\.slack\.com/services/\w+/\w+/|discord(?:app)?\.com/api/webhooks/\d+/|/bot\d{5,12}:"
        + @"|webhook/\S*?IncomingWebhook/)[^\s/""]+|(?<=/webhook/)[^\s/""]+|\b\d{8,10}:AA[\w-]{30,}", Options, Patience)]
    public static partial Regex Webhook();

    /// <summary>RFC 9110's headers of credentials, and cookies.</summary>
    [GeneratedRegex(
        @"(?:(?<=authorization[""']?\s*[:=]\s*[""']?)(?:(?:basic|bearer|token|digest|negotiate"
        + @"|apikey)\s+)?[^\s""'\\]+|(?<=authorization:.*Signature=)[0-9a-f]+"
        + @"|(?<=(?<![\w-])(?:set-)?cookie\s*:\s*[\w-]+=)[^\s;]+|(?<=[?&;]sig=)[^\s&]+|(?<=AccountKey=)[^\s;]+)", Options, Patience)]
    public static partial Regex Header();

    /// <summary>A key of many lines begins, or ends.</summary>
    [GeneratedRegex(@"-----BEGIN [^-]*(?:PRIVATE KEY|Static key)|^Private-Lines:", Options, Patience)]
    public static partial Regex KeyBegin();

    [GeneratedRegex(@"-----END |^Private-MAC:", Options, Patience)]
    public static partial Regex KeyEnd();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const int Patience = 250;
}
