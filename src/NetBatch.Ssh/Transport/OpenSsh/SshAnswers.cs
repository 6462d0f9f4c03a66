namespace NetBatch.Ssh.Transport;

/// <summary>
/// Answers the questions of one connection: each hop's own question, once, with that hop's secret. Anything else is
/// not answered and ends the connection, since an ssh that is left without an answer asks again and again.
/// </summary>
/// <param name="route">The hosts with their secrets.</param>
/// <param name="files">Where answers go.</param>
/// <param name="failure">Makes the errors.</param>
/// <param name="cancellationToken">Ends the wait for a code.</param>
internal sealed class SshAnswers(SshRoute route, SessionFiles files, OpenSshFailure failure, CancellationToken cancellationToken)
{
    private readonly Lock gate = new();
    private readonly HashSet<(int Hop, PromptKind Kind)> answered = [];
    private readonly TaskCompletionSource<int> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunError> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a question came that is not answered.</summary>
    public Task<RunError> Refused => refused.Task;

    /// <summary>From now on questions are answered; those that came before have waited.</summary>
    /// <param name="clientId">Process id of the target's ssh.</param>
    public void Begin(int clientId) => ready.TrySetResult(clientId);

    /// <summary>Takes a question. Returns at once.</summary>
    public void Ask(SshQuestion question) => _ = AnswerAsync(question);

    private async Task AnswerAsync(SshQuestion question)
    {
        var clientId = await ready.Task.ConfigureAwait(false);
        try
        {
            if (Decide(question, clientId, out var code) is { } error)
            {
                refused.TrySetResult(error);
            }
            else if (code is { } hop)
            {
                files.Answer(await route.Hops[hop].Code!(PromptJudge.QuestionOf(question.Prompt), cancellationToken).ConfigureAwait(false));
            }
        }
        catch (NetBatchException problem)
        {
            refused.TrySetResult(problem.ToRunError());
        }
        catch (Exception error)
        {
            // Nobody awaits this task: what goes wrong here, a defect included, is told by the connection.
            refused.TrySetException(error);
        }
    }

    /// <summary>Answers at once, or says what is wrong, or which hop's code has to be fetched.</summary>
    private RunError? Decide(SshQuestion question, int clientId, out int? code)
    {
        code = null;
        lock (gate)
        {
            var last = route.Hops.Count - 1;
            if (FindHop(question, clientId) is not { } index)
            {
                return failure.OfQuestion(
                    ErrorCode.AuthenticationFailed,
                    last,
                    $"the SSH client asked '{LoginQuestion.Printable(question.Prompt)}', which no credential here answers; a jump host "
                        + $"with a password must be given with the device");
            }

            var hop = route.Hops[index];
            var kind = PromptJudge.Judge(question.Prompt, hop, ProcessTable.IsFull);
            var secret = kind switch
            {
                PromptKind.Expected => hop.Secret,
                PromptKind.AfterKey => hop.Password,
                PromptKind.Acceptance => new Secret(null, LoginQuestion.Yes(question.Prompt)),
                _ => null,
            };
            if (secret is not null && answered.Add((index, kind)))
            {
                files.Answer(secret);
                return null;
            }

            if (kind == PromptKind.Code && hop.Code is not null && answered.Add((index, kind)))
            {
                code = index;
                return null;
            }

            return kind switch
            {
                PromptKind.Code when hop.Code is null =>
                    failure.OfQuestion(ErrorCode.CredentialRequired, index, OneTimeCode.Missing(PromptJudge.QuestionOf(question.Prompt))),
                PromptKind.Code => failure.OfQuestion(ErrorCode.AuthenticationFailed, index,
                    OneTimeCode.Again(PromptJudge.QuestionOf(question.Prompt))),
                PromptKind.HostKey =>
                    failure.OfQuestion(ErrorCode.HostKeyUnknown, index,
                        "the host key is not known, and your ssh_config says to ask about it, but nobody is there to be asked"),
                PromptKind.Expired =>
                    failure.OfQuestion(ErrorCode.PasswordExpired, index, "the password has expired: the server asked for a new one"),
                PromptKind.Expected or PromptKind.AfterKey =>
                    failure.OfQuestion(ErrorCode.AuthenticationFailed, index,
                        "the secret was refused: it was asked for a second time, and it is given only once"),
                _ => failure.OfQuestion(ErrorCode.AuthenticationFailed, index,
                    $"the SSH client asked '{LoginQuestion.Printable(question.Prompt)}', which the credential does not answer"),
            };
        }
    }

    /// <summary>
    /// The hop whose ssh asks. Each jump host's ssh is the child of the next one's, so its place in the process tree
    /// tells it; an ssh that the user's own config started stands deeper and is nobody's.
    /// </summary>
    private int? FindHop(SshQuestion question, int clientId)
    {
        var last = route.Hops.Count - 1;
        if (ProcessTable.IsFull)
        {
            return ProcessTable.Depth(question.AskerId, clientId, last) is { } depth ? last - depth : null;
        }

        for (var index = last; index >= 0; index--)
        {
            if (PromptJudge.Judge(question.Prompt, route.Hops[index], certain: false) != PromptKind.Foreign)
            {
                return index;
            }
        }

        return null;
    }
}
