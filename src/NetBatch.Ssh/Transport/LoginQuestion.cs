using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Transport;

/// <summary>What a server wants to know with a question of its login.</summary>
internal enum LoginQuestionKind
{
    /// <summary>The password, or what it calls otherwise and does not show.</summary>
    Password,
    /// <summary>A code that is good for one login, from a token or an app.</summary>
    Code,
    /// <summary>The login name.</summary>
    User,
    /// <summary>A new password, since the old one has expired.</summary>
    NewPassword,
    /// <summary>Whether a banner's terms are accepted.</summary>
    Acceptance,
    /// <summary>Something that it shows while it is typed, and that is no secret.</summary>
    Other,
}

/// <summary>Tells what a question of keyboard-interactive (RFC 4256) asks for. A password is never the answer to a question for a
/// code.</summary>
/// <remarks>
/// The words are those of pam_google_authenticator ("Verification code:"), pam_oath ("One-time password (OATH) for ..."), pam_duo
/// ("Passcode or option (1-3):"), pam_yubico, RSA SecurID ("Enter PASSCODE:", "Next Token:") and RADIUS challenges ("Response:").
/// </remarks>
internal static partial class LoginQuestion
{
    /// <summary>Characters of an instruction's line; a longer one is a banner, which may tell of codes too.</summary>
    private const int LongestInstruction = 100;

    /// <summary>What a question asks for.</summary>
    /// <param name="question">The question in one line, without who asks.</param>
    /// <param name="echoed">Whether what is typed is to be seen.</param>
    public static LoginQuestionKind Of(string question, bool echoed) =>
        Acceptance().IsMatch(question) ? LoginQuestionKind.Acceptance
            : NewPassword().IsMatch(question) ? LoginQuestionKind.NewPassword
            : PlainPassword().IsMatch(question) ? LoginQuestionKind.Password
            : Code().IsMatch(question) ? LoginQuestionKind.Code
            : UserName().IsMatch(question) ? LoginQuestionKind.User
            : !echoed && (PasswordWord().IsMatch(question) || !question.Any(char.IsLetter)) ? LoginQuestionKind.Password
            : LoginQuestionKind.Other;

    /// <summary>The same of a question with an instruction: where its last line asks for a code, a plain "Password:" is for that.</summary>
    public static LoginQuestionKind Of(string question, bool echoed, string? instruction)
    {
        var kind = Of(question, echoed);
        kind = kind != LoginQuestionKind.Acceptance && IsNewPassword(instruction) ? LoginQuestionKind.NewPassword : kind;
        var last = instruction?.TrimEnd().Split('\n')[^1] ?? "";
        return kind == LoginQuestionKind.Password && last.Length <= LongestInstruction && Code().IsMatch(last) ? LoginQuestionKind.Code
            : kind;
    }

    /// <summary>Yes, in the form that the question names.</summary>
    public static string Yes(string question) => Acceptance().Match(question).Groups["yes"].Value;

    /// <summary>Whether a text says that the password must be changed.</summary>
    public static bool IsNewPassword(string? text) => text is not null && NewPassword().IsMatch(text);

    /// <summary>A question as it can stand in a message.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Take(120).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();

    // PAN-OS, "Do you accept and acknowledge the statement above ? (yes/no) :" (ktbyers/netmiko, issues 675 and 1001).
    // To a text alone: nobody has agreed to what else a device would do.
    [GeneratedRegex(@"(?i)\b(?:accept|acknowledge|agree|consent)\b"
        + @"(?:(?!\b(?:passw|chang|reset|reboot|reload|restart|eras|delet|overwrit)\w*).)*"
        + @"[\[(]\s*(?<yes>yes|y)\s*/\s*no?\s*[\])]\W*\z", RegexOptions.Singleline)]
    private static partial Regex Acceptance();

    [GeneratedRegex("(?i)new (?:unix )?password|current (?:unix )?password|\\(current\\)|old password|expired"
        + "|\\bchange (?:(?:the|your|its|this) )?(?:\\w+ )?password|password (?:needs|has|must|should)\\b.{0,20}\\bchanged?\\b")]
    private static partial Regex NewPassword();

    // A device may be called "token-ring-1" or "code": the name of who is asked says nothing of what is asked.
    [GeneratedRegex("(?i)^\\W*(?:(?:unix|ldap|radius|tacacs\\+?|login|domain|ad|local|network|account) "
        + ")?(?:password|passwort|passwd|kennwort)(?: for \\S+)?\\W*$|^\\S+@\\S+'s password\\W*$")]
    private static partial Regex PlainPassword();

    [GeneratedRegex(
        "(?i)one[- ]?time|\\bh?t?otps?\\b|\\b[2m]fa\\b|code\\b|codes?\\W|\\btoken|authenticator|\\bduo\\b"
            + "|\\bfactor\\b|challenge|\\bresponse\\b|yubi|securid|\\bsms\\b|\\bpin\\b"
            + "|einmal|c[oó]digo|验证码|驗證碼|动态|動態|認証コード|ワンタイム|usage unique|\\bkodu\\b|\\bкод\\b")]
    private static partial Regex Code();

    // In the languages that servers are set up in; what has none of these words is refused with its text.
    [GeneratedRegex("(?i)pass|\\bpwd?\\b|kennwort|contrase|senha|wachtwoord|has[łl]o|парол|parola|şifre|heslo|salasana|lösenord"
        + "|adgangskode|密码|密碼|口令|パスワード|비밀번호|암호|\\bsecret\\b")]
    private static partial Regex PasswordWord();

    [GeneratedRegex("(?i)^\\W*(?:user ?name|user|login(?: name| as)?|account)\\W*$")]
    private static partial Regex UserName();
}
