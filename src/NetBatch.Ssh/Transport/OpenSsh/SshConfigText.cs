using System.Globalization;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Writes the config that a hop's ssh reads by -F. Options on a command line would not reach the ssh that a ProxyJump
/// of the user's config starts; what stands under <c>Host *</c> here does. The first value of an option counts.
/// </summary>
internal sealed class SshConfigText(SshTransportOptions options, SshClientProgram program)
{
    /// <summary>The config of one hop.</summary>
    /// <param name="hop">The host.</param>
    /// <param name="connectTimeout">The client's own limit, behind ours.</param>
    /// <param name="proxyCommand">What carries the connection; null: whatever the user's config says.</param>
    /// <param name="session">Lines for the target's session.</param>
    public string Write(SshHop hop, TimeSpan connectTimeout, string? proxyCommand, IEnumerable<string> session)
    {
        var text = new StringBuilder("# Made by NetBatch for one connection. Holds no secret.\n");
        Line(text, $"Host {hop.Address}");
        foreach (var (name, value) in hop.Options)
        {
            Line(text, $"{name} {value}");
        }

        if (hop.Port != 22)
        {
            // 22 is what nobody chose: the user's config may know another.
            Line(text, $"Port {hop.Port.ToString(CultureInfo.InvariantCulture)}");
        }

        if (hop.User is not null)
        {
            Line(text, $"User \"{hop.User}\"");
        }

        if (proxyCommand is not null)
        {
            Line(text, $"ProxyCommand {proxyCommand}");
        }

        Append(text, Proof(hop));
        Append(text, hop.LegacyAlgorithms ? program.LegacyAlgorithms : []);
        Append(text, session);

        Line(text, "Host *");
        Append(text, Everywhere(hop, connectTimeout));
        Include(text, options.UserConfigFile, "~/.ssh/config");
        Include(text, options.SystemConfigFile, "/etc/ssh/ssh_config");

        // Last, so that the user's config may be stricter; a choice that was made for NetBatch stands above.
        Line(text, "Host *");
        Line(text, $"StrictHostKeyChecking {(hop.AcceptsFirstKey ? "accept-new" : "yes")}");
        return text.ToString();
    }

    private static IEnumerable<string> Proof(SshHop hop)
    {
        yield return hop.NeedsAnswers ? "BatchMode no" : "BatchMode yes";
        if (hop.Proof == SshProof.Password)
        {
            // Keys are not offered: each one that fails counts against the server's limit, and against the account.
            yield return "PreferredAuthentications keyboard-interactive,password";
            yield return "PubkeyAuthentication no";
            yield return "IdentityAgent none";
            yield return "KbdInteractiveAuthentication yes";
            yield return "PasswordAuthentication yes";
        }
        else if (hop.Proof == SshProof.Key)
        {
            yield return $"IdentityFile \"{hop.KeyFile!.Replace("%", "%%", StringComparison.Ordinal)}\"";
            yield return "IdentitiesOnly yes";
            var asked = hop.Password is not null || hop.Code is not null;
            yield return $"PreferredAuthentications publickey{(asked ? ",keyboard-interactive" : "")}"
                + $"{(hop.Password is null ? "" : ",password")}";
            yield return "PubkeyAuthentication yes";
            yield return $"KbdInteractiveAuthentication {(asked ? "yes" : "no")}";
            yield return $"PasswordAuthentication {(hop.Password is null ? "no" : "yes")}";
        }
    }

    private IEnumerable<string> Everywhere(SshHop hop, TimeSpan connectTimeout)
    {
        // For the ssh of a ProxyJump in the user's config: nobody is there to be asked.
        yield return "BatchMode yes";
        yield return "NumberOfPasswordPrompts 1";
        yield return $"ConnectTimeout {Seconds(connectTimeout)}";
        yield return "ConnectionAttempts 1";
        yield return $"ServerAliveInterval {Seconds(options.KeepAlive)}";
        yield return $"ServerAliveCountMax {Math.Max(1, options.KeepAliveCount).ToString(CultureInfo.InvariantCulture)}";
        yield return "ControlMaster no";
        yield return "ControlPath none";
        yield return "ControlPersist no";
        yield return "UpdateHostKeys no";
        var policy = options.HostKeys ?? hop.HostKeys;
        var pinned = BatchHostKeys.PinnedOf(options.KnownHostsFile);
        // The first file is the one that new keys are written to.
        yield return policy == HostKeyPolicy.Pinned
            ? $"UserKnownHostsFile \"{pinned}\""
            : $"UserKnownHostsFile \"{options.KnownHostsFile}\" \"{pinned}\" ~/.ssh/known_hosts ~/.ssh/known_hosts2";
        if (policy == HostKeyPolicy.Pinned)
        {
            yield return "GlobalKnownHostsFile none";
        }

        if (policy is { } chosen)
        {
            yield return $"StrictHostKeyChecking "
                + $"{(chosen switch { HostKeyPolicy.AcceptNew => "accept-new", HostKeyPolicy.Any => "no", _ => "yes" })}";
        }

        yield return "ForwardAgent no";
        yield return "ForwardX11 no";
        yield return "ClearAllForwardings yes";
        yield return "Tunnel no";
        yield return "AddKeysToAgent no";
        yield return "VisualHostKey no";
        yield return "PermitLocalCommand no";
        // With a terminal a line that begins with '~' would otherwise be read by the client itself.
        yield return "EscapeChar none";
        yield return "RemoteCommand none";
        if (program.IsAtLeast(8, 7))
        {
            yield return "SessionType default";
            yield return "StdinNull no";
            yield return "ForkAfterAuthentication no";
        }

        if (program.IsAtLeast(9, 5))
        {
            // It would hold each typed line back to a fixed beat and send chaff to the device.
            yield return "ObscureKeystrokeTiming no";
        }
    }

    private static void Include(StringBuilder text, string? chosen, string usual)
    {
        if (chosen is not { Length: 0 })
        {
            Line(text, $"Include \"{chosen ?? usual}\"");
        }
    }

    private static string Seconds(TimeSpan time) =>
        Math.Clamp((long)Math.Ceiling(time.TotalSeconds), 1, 86_400).ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(text, line);
        }
    }

    private static void Line(StringBuilder text, string line)
    {
        if (line.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
        {
            throw new InvalidOperationException("A line of a client config has a line break.");
        }

        text.Append(line).Append('\n');
    }
}
