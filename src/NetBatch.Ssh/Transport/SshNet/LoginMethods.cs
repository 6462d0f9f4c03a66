using Renci.SshNet;

namespace NetBatch.Ssh.Transport;

/// <summary>The ways to log in to a hop.</summary>
internal static class LoginMethods
{
    /// <summary>Ways by which a password is given, once over all of them.</summary>
    public static AuthenticationMethod[] OfPassword(string user, Secret secret, OneAnswer answer)
    {
        var asking = new KeyboardInteractiveAuthenticationMethod(user);
        asking.AuthenticationPrompt += (_, round) => answer.Answer(round);
        return [asking, new Password(user, secret, answer)];
    }

    /// <summary>The way by which keys are offered; where there are none, only a hop that lets everybody in is passed.</summary>
    public static AuthenticationMethod[] OfKeys(string user, IReadOnlyList<IPrivateKeySource> keys) =>
        keys.Any(key => key.HostKeyAlgorithms.Count > 0) ? [new PrivateKeyAuthenticationMethod(user, [.. keys])] : [new NoneAuthenticationMethod(user)];

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
