using System.Text.RegularExpressions;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// A hop's password, given once in a connection whatever methods ask for it: each further one would count against the
/// account. Knows which questions it answers.
/// </summary>
internal sealed partial class OneAnswer(string user, Secret secret)
{
    private int given;

    /// <summary>Why the login cannot go on, where a question told it.</summary>
    public (ErrorCode Code, string Sentence)? Refusal { get; private set; }

    /// <summary>Whether the password may still be given; it is then taken as given.</summary>
    public bool Take()
    {
        if (Interlocked.Exchange(ref given, 1) == 0)
        {
            return true;
        }

        Refusal ??= (ErrorCode.AuthenticationFailed, "the secret was refused, and it is given only once");
        return false;
    }

    /// <summary>The login name changed on the server's side: nobody here knows a new password.</summary>
    public void Expired() => Refusal ??= (ErrorCode.PasswordExpired, "the password has expired: the server asked for a new one");

    /// <summary>Answers the questions of one round of keyboard-interactive (RFC 4256).</summary>
    /// <exception cref="SshAuthenticationException">A question that the credential does not answer: nothing of the round is sent.</exception>
    public void Answer(AuthenticationPromptEventArgs round)
    {
        foreach (var prompt in round.Prompts.OrderBy(one => one.Id))
        {
            if (NewPassword().IsMatch(prompt.Request) || NewPassword().IsMatch(round.Instruction ?? ""))
            {
                Expired();
                throw Stop();
            }

            if (prompt.IsEchoed && UserName().IsMatch(prompt.Request))
            {
                prompt.Response = user;
            }
            else if (prompt.IsEchoed || OtherSecret().IsMatch(prompt.Request))
            {
                Refusal = (ErrorCode.AuthenticationFailed, $"the server asked '{Printable(prompt.Request)}', which the credential does not answer");
                throw Stop();
            }
            else if (Take())
            {
                prompt.Response = secret.Reveal();
            }
            else
            {
                throw Stop();
            }
        }
    }

    private SshAuthenticationException Stop() => new($"Permission denied ({Refusal!.Value.Sentence}).");

    private static string Printable(string text) => string.Concat(text.Take(120).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();

    [GeneratedRegex("(?i)new (?:unix )?password|current (?:unix )?password|\\(current\\)|old password|expired|change your password")]
    private static partial Regex NewPassword();

    [GeneratedRegex("(?i)^\\W*(?:user ?name|user|login(?: name| as)?|account)\\W*$")]
    private static partial Regex UserName();

    [GeneratedRegex("(?i)one[- ]time|\\botp\\b|verification code|passcode|\\btoken\\b|authenticator|\\bduo\\b|second factor|challenge")]
    private static partial Regex OtherSecret();
}
