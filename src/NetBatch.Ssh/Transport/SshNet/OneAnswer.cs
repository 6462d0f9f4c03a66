using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// A hop's password and its one-time code, each given once in a connection whatever methods ask for it: each further one would
/// count against the account. Knows which questions it answers.
/// </summary>
/// <param name="user">The login name.</param>
/// <param name="secret">The password; null: there is none, and only a code is asked for.</param>
/// <param name="code">Gives the code when the server has asked for it, by the question; null: nothing gives one.</param>
internal sealed class OneAnswer(string user, Secret? secret, Func<string, Secret>? code = null)
{
    private int given;
    private bool codeGiven;
    private bool accepted;

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
    /// <exception cref="SshAuthenticationException">A question that the credential does not answer: nothing of the round is
    /// sent.</exception>
    public void Answer(AuthenticationPromptEventArgs round)
    {
        foreach (var prompt in round.Prompts.OrderBy(one => one.Id))
        {
            var kind = LoginQuestion.Of(prompt.Request, prompt.IsEchoed, round.Instruction);
            prompt.Response = kind switch
            {
                LoginQuestionKind.NewPassword => throw OutOfDate(),
                LoginQuestionKind.Acceptance when !accepted => Accept(prompt.Request),
                LoginQuestionKind.User when prompt.IsEchoed => user,
                LoginQuestionKind.Code => Code(prompt.Request),
                LoginQuestionKind.Password when secret is not null => Take() ? secret.Reveal() : throw Stop(),
                _ => throw Stop(ErrorCode.AuthenticationFailed,
                    $"the server asked '{LoginQuestion.Printable(prompt.Request)}', which the credential does not answer"),
            };
        }
    }

    /// <summary>The terms of a banner are accepted once; asked again, it is another question.</summary>
    private string Accept(string question)
    {
        accepted = true;
        return LoginQuestion.Yes(question);
    }

    private string Code(string question)
    {
        if (code is null)
        {
            throw Stop(ErrorCode.CredentialRequired, OneTimeCode.Missing(question));
        }

        if (codeGiven)
        {
            throw Stop(ErrorCode.AuthenticationFailed, OneTimeCode.Again(question));
        }

        codeGiven = true;
        try
        {
            return code(LoginQuestion.Printable(question)).Reveal();
        }
        catch (NetBatchException problem)
        {
            throw Stop(problem.Code, problem.Message.TrimEnd('.'));
        }
    }

    private SshAuthenticationException OutOfDate()
    {
        Expired();
        return Stop();
    }

    private SshAuthenticationException Stop(ErrorCode code, string sentence)
    {
        Refusal = (code, sentence);
        return Stop();
    }

    private SshAuthenticationException Stop() => new($"Permission denied ({Refusal!.Value.Sentence}).");
}
