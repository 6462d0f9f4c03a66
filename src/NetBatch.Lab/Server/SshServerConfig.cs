using System.Globalization;
using System.Text;

namespace NetBatch.Lab.Server;

/// <summary>The configuration of the lab's sshd processes, see sshd_config(5).</summary>
internal static class SshServerConfig
{
    /// <summary>Writes the configuration for one host key and port, as the installed sshd understands it.</summary>
    public static async Task<string> BuildAsync(string program, string folder, string hostKey, int port, IReadOnlyList<LabUser> users,
        bool allowJump, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {folder}/{hostKey}
            PidFile none
            # Only the lab's own users, so that this server opens no other account.
            AllowUsers {(users.Count == 0 ? Environment.UserName : string.Join(' ', users.Select(user => user.Name)))}
            PermitRootLogin {(users.Count == 0 && Environment.IsPrivilegedProcess ? "prohibit-password" : "no")}
            AuthorizedKeysFile {folder}/authorized_keys
            # The folder stands below a world-writable one where the lab runs without root.
            StrictModes no
            UsePAM no
            PasswordAuthentication {(users.Count == 0 ? "no" : "yes")}
            KbdInteractiveAuthentication no
            # The post-quantum exchange costs six times the processor time, and this is loopback.
            KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,diffie-hellman-group14-sha256
            UseDNS no
            PrintMotd no
            PrintLastLog no
            Compression no
            X11Forwarding no
            AllowAgentForwarding no
            AllowStreamLocalForwarding no
            AllowTcpForwarding {(allowJump ? "local" : "no")}
            PermitOpen 127.0.0.1:*
            PermitUserRC no
            MaxStartups 5000
            MaxSessions 5000
            MaxAuthTries 6
            LoginGraceTime 120
            LogLevel VERBOSE

            """);
        if (users.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"ForceCommand {folder}/relay.pl\n");
        }

        // OpenSSH 9.8 and later slow down an address whose logins fail; all the lab's clients have the same one. Older ones know no such
        // option.
        var trial = Path.Combine(folder, "trial.conf");
        await SshServer.WriteAsync(trial, text + "PerSourcePenalties no\n", 0b110_000_000, cancellationToken).ConfigureAwait(false);
        var (status, error) = await Tool.RunAsync(program, ["-t", "-f", trial], null, cancellationToken).ConfigureAwait(false);
        File.Delete(trial);
        if (status == 0)
        {
            return text + "PerSourcePenalties no\n";
        }

        return error.Contains("PerSourcePenalties", StringComparison.OrdinalIgnoreCase) ? text.ToString()
            : throw LabErrors.Unusable($"sshd refuses the lab's configuration: {error.Trim()}");
    }
}
