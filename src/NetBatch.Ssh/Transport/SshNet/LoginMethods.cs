using Renci.SshNet;

namespace NetBatch.Ssh.Transport;

/// <summary>The ways to log in to a hop.</summary>
internal static class LoginMethods
{
    /// <summary>Ways by which a password or a code is given, each once over all of them.</summary>
    /// <param name="user">The login name.</param>
    /// <param name="secret">The password; null: only questions are answered.</param>
    /// <param name="answer">What knows the answers.</param>
    public static AuthenticationMethod[] OfAnswers(string user, Secret? secret, OneAnswer answer)
    {
        var asking = new KeyboardInteractiveAuthenticationMethod(user);
        asking.AuthenticationPrompt += (_, round) => answer.Answer(round);
        return secret is null ? [asking] : [asking, new Password(user, secret, answer)];
    }

    /// <summary>The way by which keys are offered; where there are none, only a hop that lets everybody in is passed.</summary>
    public static AuthenticationMethod[] OfKeys(string user, IReadOnlyList<IPrivateKeySource> keys) =>
        keys.Any(key => key.HostKeyAlgorithms.Count > 0) ? [new PrivateKeyAuthenticationMethod(user, [.. keys])]
            : [new NoneAuthenticationMethod(user)];

    /// <summary>Makes the library's own method when it is asked for, so that the password stays in its Secret until then.</summary>
    private sealed class Password(string user, Secret secret, OneAnswer answer) : AuthenticationMethod(user)
    {
        public override string Name => "password";

        public override AuthenticationResult Authenticate(Session session)
        {
            if (!answer.Take())
            {
                return AuthenticationResult.Failure;
            }

            using var method = new PasswordAuthenticationMethod(Username, secret.Reveal());
            method.PasswordExpired += (_, _) =>
            {
                answer.Expired();
                throw new Renci.SshNet.Common.SshAuthenticationException("Permission denied (the password has expired).");
            };
            var result = method.Authenticate(session);
            AllowedAuthentications = method.AllowedAuthentications;
            return result;
        }
    }
}
