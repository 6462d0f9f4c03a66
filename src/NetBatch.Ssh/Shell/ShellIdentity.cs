using NetBatch.Platforms;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>Says who logs in where the device's shell asks again, behind the SSH login: the name, the password and a one-time code once,
/// and nothing a second time.</summary>
internal sealed class ShellIdentity(IRunContext run, Device device, LoginRules rules)
{
    private readonly KnownAnswer? code = rules.Code is { } asked ? new(asked, "") : null;
    private readonly KnownAnswer user = new(rules.User, "");
    private readonly KnownAnswer password = new(rules.Password, "");
    private bool named;
    private bool given;
    private bool coded;

    /// <summary>The questions, of which the first that fits counts: "One-time password:" is one for a code. What is sent comes from
    /// <see cref="AnswerAsync"/>.</summary>
    public IReadOnlyList<KnownAnswer> Questions => code is null ? [user, password] : [code, user, password];

    /// <summary>The answer to one of them.</summary>
    /// <param name="question">Which.</param>
    /// <param name="asked">The device's words.</param>
    /// <param name="cancellationToken">Ends the wait for a code.</param>
    /// <exception cref="NetBatchException">CredentialRequired, AuthenticationFailed.</exception>
    public async ValueTask<string> AnswerAsync(KnownAnswer question, string asked, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(question, code))
        {
            if (coded)
            {
                throw Refused();
            }

            coded = true;
            return (await OneTimeCode.AskAsync(device, device.Address, asked, run.Secrets, cancellationToken)
                .ConfigureAwait(false)).Reveal();
        }

        var secret = device.Credential is { IsPassword: true } reference
            ? await run.Secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)
            : null;
        if (ReferenceEquals(question, user))
        {
            // Asked for the name again: the login was refused. A second try could lock an account.
            return named ? throw Refused()
                : (named = true) && (device.Credential?.UserName ?? secret?.UserName) is { } name ? name : throw Missing("a user name");
        }

        return given ? throw Refused() : (given = true) && secret is not null ? secret.Reveal() : throw Missing("a password");
    }

    private NetBatchException Refused() => new(
        ErrorCode.AuthenticationFailed, $"'{device.Name}' refused the login within its shell.", "Check the device's credential.");

    private NetBatchException Missing(string what) => new(
        ErrorCode.CredentialRequired,
        $"'{device.Name}' asks for {what} within its shell, and the device's credential has none.",
        "Give the device a credential with user name and password: user@env:NAME or user@vault:NAME.");
}
