namespace NetBatch.Ssh.Transport;

/// <summary>How a hop proves who we are.</summary>
internal enum SshProof
{
    /// <summary>The client's own ways (agent, the user's keys); it asks nothing.</summary>
    Own,
    /// <summary>A password, given once.</summary>
    Password,
    /// <summary>A key file, with a passphrase where there is a secret.</summary>
    Key,
}

/// <summary>One host on the way, the target last.</summary>
internal sealed record SshHop
{
    public required string Address { get; init; }

    public required int Port { get; init; }

    public string? User { get; init; }

    public required SshProof Proof { get; init; }

    /// <summary>Full path of the key file, for <see cref="SshProof.Key"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The password or passphrase, or null: then the client must not ask.</summary>
    public Secret? Secret { get; init; }

    /// <summary>The password that may be asked for after the key, for <see cref="SshProof.Key"/>; or null.</summary>
    public Secret? Password { get; init; }

    /// <summary>Gives a one-time code by the question for it; null: nothing does.</summary>
    public Func<string, CancellationToken, ValueTask<Secret>>? Code { get; init; }

    /// <summary>Whether the client may ask anything.</summary>
    public bool NeedsAnswers => Secret is not null || Password is not null || Code is not null;

    /// <summary>Options of the device; none for jump hosts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; init; } = [];

    public bool LegacyAlgorithms { get; init; }

    /// <summary>What was asked for its key; null: the user's ssh_config says it, else <see cref="AcceptsFirstKey"/>.</summary>
    public HostKeyPolicy? HostKeys { get; init; }

    /// <summary>Whether a first key is accepted where nothing else is said.</summary>
    public bool AcceptsFirstKey { get; init; } = true;

    public override string ToString() => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
