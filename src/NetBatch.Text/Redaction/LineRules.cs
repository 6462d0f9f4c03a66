using System.Text.RegularExpressions;

namespace NetBatch;

/// <summary>All rules on one line: first what is known by its form, then what is known by the word before it.</summary>
internal static class LineRules
{
    private static readonly Regex[] Forms =
    [
        SecretFormRules.Vrp(), SecretFormRules.Crypt(), SecretFormRules.Salted(), SecretFormRules.Ldap(), SecretFormRules.Jwt(),
        SecretFormRules.Token(),
        SecretFormRules.Address(), SecretFormRules.Webhook(), SecretFormRules.Header(),
    ];

    private static readonly Regex[] Words =
    [
        AccountRules.UserOfController(), AccountRules.Option(), AccountRules.Place(), SecretWordRules.MasterKey(), SecretWordRules.Word(),
        SecretWordRules.KeyString(),
        SecretWordRules.SecurityAssociation(), SecretWordRules.KeyName(), SecretWordRules.Digest(), SecretWordRules.PlainWord(),
        SecretWordRules.Cipher(),
    ];

    private static readonly Regex[] Snmp =
    [
        SnmpRules.Names(), SnmpRules.User(), SnmpRules.UserPass(), SnmpRules.RouterOs(),
    ];

    private static readonly Regex[] Daemon = [SnmpRules.Host(), SnmpRules.Daemon(), SnmpRules.DaemonUser()];

    private static readonly Regex[] WithoutSnmp = [.. Daemon, .. Words];

    private static readonly Regex[] WithSnmp = [.. Snmp, .. Daemon, .. Words];

    private static readonly char[] Around = [';', ',', '"', '\'', ':', '.'];

    /// <summary>What stands where a secret would, and says that there is none or that it is hidden already.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "!!", "*", "**", "***", "****", "*****", "******", "********", "none", "null", "n/a", "-", "--", "off", "on", "yes", "no",
        "true", "false",
        "enabled", "disabled", "<removed>", "<hidden>", "not",
    };

    /// <summary>
    /// A pattern's patience is told by the wall clock, and on a busy machine that runs out on any line. A line of usual length cannot be
    /// made slow, so it is tried again until it was looked at; a longer one that was slow is given up.
    /// </summary>
    private const int UsualLength = 1000;

    private const int MostTries = 20;

    /// <summary>The line without its secrets.</summary>
    public static string Apply(string line)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Redacted(line);
            }
            catch (RegexMatchTimeoutException) when (line.Length <= UsualLength && tries < MostTries)
            {
                // Again: the same line must not be hidden now and shown then.
            }
            catch (RegexMatchTimeoutException)
            {
                // A line made to be slow is no line of use to anybody.
                return SecretRedactor.Mark;
            }
        }
    }

    private static string Redacted(string line)
    {
        foreach (var form in Forms)
        {
            line = form.Replace(line, SecretRedactor.Mark);
        }

        // Before the words: a community may itself look like one of them ("verysecret").
        line = Replace(SnmpRules.Community(), line);
        foreach (var rule in line.Contains("snmp", StringComparison.OrdinalIgnoreCase) ? WithSnmp : WithoutSnmp)
        {
            line = Replace(rule, line);
        }

        return Replace(SecretWordRules.KeyContext().IsMatch(line) ? SecretWordRules.Key() : SecretWordRules.KeyLine(), line);
    }

    /// <summary>What stands before the value stays, and the quotes around it.</summary>
    public static string Replace(Regex rule, string line) => rule.Replace(line, match =>
    {
        var value = match.Groups["value"];
        var (at, end) = (value.Index - match.Index, value.Index - match.Index + value.Length);
        if (value.ValueSpan.Contains(SecretRedactor.Mark, StringComparison.Ordinal) || Harmless.Contains(value.Value.Trim(Around)))
        {
            return match.Value;
        }

        var open = value.Length > 0 && value.ValueSpan[0] is '"' or '\'' ? value.Value[..1] : "";
        var close = value.Length > 1 && open.Length > 0 && value.ValueSpan[^1] == open[0] ? open : "";
        return string.Concat(match.Value.AsSpan(0, at), open, SecretRedactor.Mark, string.Concat(close, match.Value.AsSpan(end)));
    });
}
