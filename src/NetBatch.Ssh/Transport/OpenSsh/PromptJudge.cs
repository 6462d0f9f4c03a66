using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Transport;

/// <summary>What a question of the client is.</summary>
internal enum PromptKind
{
    /// <summary>The one that the hop's secret answers.</summary>
    Expected,
    /// <summary>The one that the password after the key answers.</summary>
    AfterKey,
    /// <summary>The one that a one-time code answers.</summary>
    Code,
    /// <summary>Whether the terms of a banner are accepted.</summary>
    Acceptance,
    /// <summary>Whether to trust a host key.</summary>
    HostKey,
    /// <summary>For a new password, since the old one has expired.</summary>
    Expired,
    /// <summary>For another user, host or key, or for something that is no secret.</summary>
    Foreign,
}

/// <summary>Tells whether a question is the one that a hop's secret was given for. The forms are those of OpenSSH
/// (sshconnect2.c).</summary>
internal static partial class PromptJudge
{
    /// <summary>Judges a question.</summary>
    /// <param name="prompt">The question in one line.</param>
    /// <param name="hop">The hop whose ssh asks.</param>
    /// <param name="certain">Whether it is certain that this hop's own ssh asks; if not, the host's name must be the hop's.</param>
    public static PromptKind Judge(string prompt, SshHop hop, bool certain)
    {
        if (HostKey().IsMatch(prompt))
        {
            return PromptKind.HostKey;
        }

        if (hop.Proof == SshProof.Key && Passphrase().IsMatch(prompt))
        {
            return Passphrase().Match(prompt) is { Success: true } match && match.Groups["path"].Value == hop.KeyFile
                ? PromptKind.Expected
                : PromptKind.Foreign;
        }

        if (ChangeRequest().IsMatch(prompt))
        {
            return PromptKind.Expired;
        }

        var asked = Password().Match(prompt);
        if (!asked.Success)
        {
            asked = Interactive().Match(prompt);
        }

        if (!asked.Success
            || !IsUser(asked.Groups["user"].Value, hop.User)
            || !(certain || asked.Groups["host"].Value.Equals(hop.Address, StringComparison.OrdinalIgnoreCase)))
        {
            return PromptKind.Foreign;
        }

        // Whether what is typed would be seen, the client does not tell: a question that is none for a secret is then nobody's.
        var text = asked.Groups["text"];
        return (text.Success ? LoginQuestion.Of(text.Value, echoed: false) : LoginQuestionKind.Password) switch
        {
            LoginQuestionKind.Code => PromptKind.Code,
            LoginQuestionKind.Acceptance => PromptKind.Acceptance,
            LoginQuestionKind.NewPassword when hop.Proof != SshProof.Own => PromptKind.Expired,
            LoginQuestionKind.Password when hop.Proof == SshProof.Password => PromptKind.Expected,
            LoginQuestionKind.Password when hop.Proof == SshProof.Key && hop.Password is not null => PromptKind.AfterKey,
            _ => PromptKind.Foreign,
        };
    }

    /// <summary>What the server asked, without whom the client asks it for.</summary>
    public static string QuestionOf(string prompt) =>
        Interactive().Match(prompt) is { Success: true } match ? match.Groups["text"].Value : prompt;

    // Older clients show 30 characters of a user name at most.
    private static bool IsUser(string asked, string? known) =>
        known is null || asked == known || (asked.Length == 30 && known.StartsWith(asked, StringComparison.Ordinal));

    [GeneratedRegex("authenticity of host|continue connecting|host key|Please type 'yes'")]
    private static partial Regex HostKey();

    [GeneratedRegex("^Enter passphrase for key '(?<path>.*)': ?$")]
    private static partial Regex Passphrase();

    [GeneratedRegex("^(?<user>[^']+)@(?<host>[^@' ]+)'s password: ?$")]
    private static partial Regex Password();

    [GeneratedRegex(@"^\((?<user>[^)]+)@(?<host>[^@) ]+)\) (?<text>.*)$")]
    private static partial Regex Interactive();

    [GeneratedRegex("^(?:Enter|Retype) .+'s (?:old|new) password: ?$")]
    private static partial Regex ChangeRequest();
}
