namespace NetBatch.Ssh.Transport;

/// <summary>
/// Decides by which transport a device is reached: in this process, unless something that the user, the system or the
/// device says of the connection is known to OpenSSH alone. Runs no program and asks no secret.
/// </summary>
internal sealed class TransportRule(SshTransportOptions options, KnownHostKeys known)
{
    private const string Usual = "nothing in ssh_config or of the device needs OpenSSH";

    /// <summary>Decides for a device that stands in an inventory.</summary>
    public TransportDecision Decide(Device device) =>
        device.Transport is DeviceTransport.SshNet or DeviceTransport.OpenSsh
            ? new TransportDecision(device.Transport.Value, "chosen by hand")
            : Decide(Hops(device), device.Credential is null);

    /// <summary>Decides for a connection whose login names are known.</summary>
    public TransportDecision Decide(SshRoute route, Device device) =>
        device.Transport is DeviceTransport.SshNet or DeviceTransport.OpenSsh
            ? new TransportDecision(device.Transport.Value, "chosen by hand")
            : Decide(route.Hops, device.Credential is null);

    private TransportDecision Decide(IReadOnlyList<SshHop> hops, bool withoutCredential)
    {
        for (var at = 0; at < hops.Count; at++)
        {
            if (Needs(hops[at], at > 0, withoutCredential && at == hops.Count - 1) is { } why)
            {
                return new TransportDecision(DeviceTransport.OpenSsh, at < hops.Count - 1 ? $"the jump host {hops[at]}: {why}" : why);
            }
        }

        return new TransportDecision(DeviceTransport.SshNet, Usual);
    }

    /// <summary>What of a hop only OpenSSH can do, or null.</summary>
    private string? Needs(SshHop hop, bool throughAnother, bool withoutCredential)
    {
        try
        {
            var values = HopSettings.Values(hop, options);
            if (values.Undecided is { } undecided)
            {
                return $"{undecided.Place}: Match {undecided.Text}";
            }

            foreach (var (option, lines) in values.All)
            {
                if (lines.Find(line => Counts(option, line, throughAnother, withoutCredential)) is { } line)
                {
                    return $"{(line.Place.Length == 0 ? "the device's SshOptions" : line.Place)}: {line.Keyword} {line.Text}";
                }
            }

            var settings = HopSettings.Read(hop, options);
            return AlgorithmOffer.Lacking(settings) is { } lacking ? $"an algorithm that only OpenSSH has: {lacking}"
                : known.HasAuthority(settings) ? $"a certificate authority (@cert-authority) is known of {settings.KnownHostsName}"
                : hop.Proof == SshProof.Key && SecurityKey.Is(hop.KeyFile!) ? $"the key '{hop.KeyFile}' is on a security key"
                : hop.Proof == SshProof.Own && settings.IdentityFiles.FirstOrDefault(SecurityKey.Is) is { } token
                    ? $"the key '{token}' is on a security key"
                : null;
        }
        catch (NetBatchException problem) when (problem.Code == ErrorCode.SshClientUnusable)
        {
            return problem.Message.TrimEnd('.');
        }
    }

    private static bool Counts(string option, SshConfigLine line, bool throughAnother, bool withoutCredential) =>
        !InProcessOptions.Honoured.Contains(option)
        && !InProcessOptions.WithoutEffect.Contains(option)
        && !InProcessOptions.IsOff(option, line.Arguments is [var value, ..] ? value : null)
        && option switch
        {
            // The device's own jump hosts are gone through; the config's way to a later hop would start here.
            "proxyjump" or "proxycommand" => !throughAnother,
            "gssapiauthentication" or "gssapikeyexchange" or "gssapidelegatecredentials" => withoutCredential && KerberosTicket.Exists,
            _ => true,
        };

    public static List<SshHop> Hops(Device device) =>
    [
        .. device.Jump.Select(jump => Hop(jump.Address, jump.Port, jump.Credential)),
        Hop(device.Address, device.Port, device.Credential)
            with { Options = [.. device.SshOptions], LegacyAlgorithms = device.LegacyAlgorithms },
    ];

    private static SshHop Hop(string address, int port, CredentialReference? credential) => new()
    {
        Address = address,
        Port = port,
        User = credential?.UserName,
        Proof = credential is { IsPassword: true } ? SshProof.Password
            : credential?.Source == CredentialSource.Key ? SshProof.Key : SshProof.Own,
        KeyFile = credential?.Source == CredentialSource.Key ? SystemPaths.Full(credential.Name ?? "", Environment.CurrentDirectory) : null,
    };
}
