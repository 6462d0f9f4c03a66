namespace NetBatch.Ssh.Transport;

/// <summary>The hosts of a connection with their secrets, checked: nothing in them can become another line of a config.</summary>
internal sealed class SshRoute
{
    private SshRoute(string name, IReadOnlyList<SshHop> hops)
    {
        Name = name;
        Hops = hops;
    }

    /// <summary>What people call the device.</summary>
    public string Name { get; }

    /// <summary>Jump hosts, nearest first, then the target.</summary>
    public IReadOnlyList<SshHop> Hops { get; }

    public SshHop Target => Hops[^1];

    public bool NeedsAnswers => Hops.Any(hop => hop.NeedsAnswers);

    /// <summary>Takes every secret out of a text.</summary>
    public string Redact(string text)
    {
        foreach (var hop in Hops)
        {
            foreach (var secret in new[] { hop.Secret?.Reveal(), hop.Password?.Reveal() })
            {
                text = secret is { Length: > 0 } ? text.Replace(secret, "********", StringComparison.Ordinal) : text;
            }
        }

        return text;
    }

    public static async Task<SshRoute> ResolveAsync(SshRequest request, CancellationToken cancellationToken)
    {
        var device = request.Device;
        var hops = new List<SshHop>(device.Jump.Count + 1);
        foreach (var jump in device.Jump)
        {
            hops.Add(await ResolveAsync(device, jump.Address, jump.Port, jump.Credential, request.Secrets, cancellationToken)
                .ConfigureAwait(false));
        }

        var target = await ResolveAsync(device, device.Address, device.Port, device.Credential, request.Secrets, cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<KeyValuePair<string, string>> options = SshOptionRules.Check(device);
        if (LabRoots.KnownHostsOf(device.Label("lab"), device.Address) is { } keys)
        {
            options = [.. options, new("GlobalKnownHostsFile", keys)];
        }

        hops.Add(target with { Options = options, LegacyAlgorithms = device.LegacyAlgorithms });
        return new SshRoute(device.Name,
            [.. hops.Select(hop =>
                hop with { HostKeys = request.HostKeys, AcceptsFirstKey = request.IsAttended || IsLoopback(hop.Address) })]);
    }

    // On loopback nobody stands in between, as with logins that have no TLS.
    private static bool IsLoopback(string address) =>
        address.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (System.Net.IPAddress.TryParse(address, out var ip) && System.Net.IPAddress.IsLoopback(ip));

    private static async ValueTask<SshHop> ResolveAsync(
        Device device, string address, int port, CredentialReference? reference, ISecretResolver secrets,
        CancellationToken cancellationToken)
    {
        CheckAddress(device, address, port);
        if (reference is null)
        {
            return new SshHop { Address = address, Port = port, Proof = SshProof.Own, Code = OneTimeCode.Of(device, address, secrets) };
        }

        var secret = reference.Source == CredentialSource.Agent
            ? null
            : await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        if (secret is null && reference.IsPassword)
        {
            throw new NetBatchException(
                ErrorCode.CredentialRequired,
                $"{device.Name}: no source here has the secret '{reference}' for {address}.",
                "Give the credential again, or set the variable or vault entry that it names.");
        }

        var password = reference.Password is { } second ? await secrets.ResolveAsync(second, cancellationToken).ConfigureAwait(false)
            : null;
        if (password is null && reference.Password is not null)
        {
            throw new NetBatchException(
                ErrorCode.CredentialRequired,
                $"{device.Name}: no source here has the secret '{reference.Password}' for {address}.",
                "Give the credential again, or set the variable or vault entry that it names.");
        }

        var user = secret?.UserName ?? reference.UserName ?? password?.UserName;
        SshOptionRules.CheckText(device, "user name", user ?? "");
        if (secret is not null)
        {
            CheckSecret(device, address, secret);
        }

        if (password is not null)
        {
            CheckSecret(device, address, password);
        }

        return new SshHop
        {
            Address = address,
            Port = port,
            User = string.IsNullOrEmpty(user) ? null : user,
            Proof = reference.IsPassword ? SshProof.Password : reference.Source == CredentialSource.Key ? SshProof.Key : SshProof.Own,
            KeyFile = reference.Source == CredentialSource.Key ? KeyFile(device, reference) : null,
            Secret = reference.Source == CredentialSource.Key && string.IsNullOrEmpty(secret?.Reveal()) ? null : secret,
            Password = password,
            Code = OneTimeCode.Of(device, address, secrets),
        };
    }

    private static void CheckAddress(Device device, string address, int port)
    {
        // A leading '-' would be an option, and '*', '?', '!' and ',' are patterns in an ssh_config.
        var good = address.Length is > 0 and <= 255
            && (char.IsLetterOrDigit(address[0]) || address[0] is ':' or '_')
            && address.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ':' or '%');
        if (!good)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"{device.Name}: '{Printable(address)}' is no address.",
                "Write an IP address or a host name, without user and port.");
        }

        if (port is < 1 or > 65535)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"{device.Name}: the port {port} of {address} is not between 1 and 65535.");
        }
    }

    private static void CheckSecret(Device device, string address, Secret secret)
    {
        // The client reads one line, at most 1,023 bytes of it (OpenSSH readpass.c).
        var text = secret.Reveal();
        if (text.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0 || System.Text.Encoding.UTF8.GetByteCount(text) > 1000)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"{device.Name}: the secret for {address} has a line break or is longer than 1,000 bytes; the SSH client cannot take it.");
        }
    }

    private static string KeyFile(Device device, CredentialReference reference)
    {
        var path = reference.Name ?? "";
        SshOptionRules.CheckText(device, "key file", path);
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]);
        }

        path = Path.GetFullPath(path);
        return File.Exists(path)
            ? path
            : throw new NetBatchException(
                ErrorCode.CredentialRequired,
                $"{device.Name}: the key file '{path}' does not exist or cannot be read.",
                "Name a private key file of this machine.");
    }

    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
