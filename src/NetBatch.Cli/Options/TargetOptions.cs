using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Which targets a job works on, and how it gets in.</summary>
internal interface ITargetOptions
{
    IEnumerable<Option> All { get; }

    /// <summary>Options of verbs that know their targets already.</summary>
    IEnumerable<Option> Login { get; }

    SecretSources ReadSecrets(ParseResult parsed, TextReader input);

    Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken);

    /// <summary>The same where a job template may choose them; verbs that take none never ask.</summary>
    Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, FilledTemplate template,
        CancellationToken cancellationToken) =>
        ReadAsync(parsed, host, cancellationToken);

    /// <summary>The targets with the secrets of this command line, where they have none of their own.</summary>
    IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets);
}

/// <summary>Which devices a job works on, and how it gets in.</summary>
internal sealed class TargetOptions : ITargetOptions
{
    private readonly Option<string[]> devices = new("--device", "-d") { Description = "Names in the inventory; * and ? are wildcards.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> addresses = new("--address", "-a")
    {
        Description = "Raw addresses, host or host:port, that need not be in the inventory.", AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<FileInfo?> inventory = new("--inventory",
        "-i") { Description = "A file of devices (CSV, JSON, YAML, Ansible, ssh_config, NetBox) instead of the stored inventory." };
    private readonly Option<string?> platform = new("--platform", "-p") { Description = "Platform of devices that name none." };
    private readonly Option<DeviceTransport?> transport = new("--transport")
    {
        Description = "How devices that name none are reached: Auto, SshNet (in this process) or OpenSsh.",
    };
    private readonly Option<string?> encoding = new("--encoding")
    {
        Description = "Encoding of devices that name none, such as latin1; UTF-8 else.",
    };
    private readonly Option<string?> context = new("--context")
    {
        Description = "Context of devices that name none: a VDOM, a vsys, a logical system.",
    };
    private readonly Option<string?> user = new("--user", "-u") { Description = "Login name of devices that name none." };
    private readonly Option<string?> credential = new("--credential") { Description = "Where the secret is: env:NAME, key:PATH or agent." };
    private readonly Option<bool> password = new("--password-stdin")
    {
        Description = "Read the password from the first line of standard input.",
    };
    private readonly Option<bool> enable = new("--enable-password-stdin")
    {
        Description = "Read the enable secret from the next line of standard input.",
    };
    private readonly Option<bool> jump = new("--jump-password-stdin")
    {
        Description = "Read the jump host's password from the next line of standard input.",
    };

    private readonly Option<string?> code = new("--one-time-code")
    {
        Description = "Where one-time codes of logins come from: prompt (a line of standard input for each question), env:NAME.",
    };

    public IEnumerable<Option> All =>
        [devices, addresses, inventory, platform, transport, encoding, context, user, credential, password, enable, jump, code];

    /// <summary>Options of verbs that only need the secrets again.</summary>
    public IEnumerable<Option> Secrets => [user, password, enable, jump];

    /// <summary>Options of verbs that know their devices already.</summary>
    public IEnumerable<Option> Login => [user, credential, password, enable, jump, code];

    /// <summary>Reads the secrets that were announced, a line each, in the order login, enable, jump.</summary>
    public SecretSources ReadSecrets(ParseResult parsed, TextReader input)
    {
        var sources = new SecretSources();
        (Option<bool> Option, string Name)[] announced = [(password, SecretSources.Login), (enable, SecretSources.Enable),
            (jump, SecretSources.Jump)];
        foreach (var (option, name) in announced.Where(one => parsed.GetValue(one.Option)))
        {
            sources.Supply(option, name, name == SecretSources.Login ? parsed.GetValue(user) : null, input);
        }

        // Devices of the inventory may say "prompt" too, and nobody knows them yet.
        _ = sources.AskBy((question, _) =>
        {
            Console.Error.Write($"{SafeText.Of(question)} {(Console.IsInputRedirected ? Environment.NewLine : "")}");
            return new ValueTask<string?>(input.ReadLine());
        });
        return sources;
    }

    /// <summary>Gives the secrets of this command line to a job that was started with others like them.</summary>
    public static async Task SupplyAgainAsync(NetBatchHost host, string jobId, CancellationToken cancellationToken)
    {
        var given = host.Secrets.Supplied.ToArray();
        if (given.Length == 0)
        {
            return;
        }

        var targets = await host.Store.ReadRunsAsync(jobId, new RunFilter(), cancellationToken).Select(run => run.Target)
            .ToListAsync(cancellationToken);
        foreach (var (role, secret) in given)
        {
            host.Secrets.SupplyAgain(role, secret, targets);
        }
    }

    public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken) =>
        WithSecrets(parsed, host, await GivenAsync(parsed, host, cancellationToken));

    /// <summary>The targets that were given, or else those that the template chooses.</summary>
    public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, FilledTemplate filled,
        CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(inventory) is not null || parsed.GetValue(devices) is { Length: > 0 }
            || parsed.GetValue(addresses) is { Length: > 0 };
        var targets = given ? await GivenAsync(parsed, host, cancellationToken)
            : await host.JobTemplates.TargetsAsync(filled, cancellationToken);
        return TargetSelection.WithDefaults(WithSecrets(parsed, host, targets), filled.Template);
    }

    private async Task<IReadOnlyList<Target>> GivenAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(devices) ?? [];
        return
        [
            .. parsed.GetValue(inventory) is { } file ? TargetSelection.FromFile("device", file.FullName, names)
                : names.Length > 0 ? await TargetSelection.ToStartAsync(host.Store.Targets, "device", names, cancellationToken)
                : [],
            .. (parsed.GetValue(addresses) ?? []).Select(DeviceSource.FromAddress),
        ];
    }

    /// <summary>The targets with the platform and the secrets of this command line, where they have none of their own.</summary>
    public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
        TargetSelection.WithSession(
        TargetSelection.WithOneTimeCode(TargetSelection.WithDefaults(
            targets, parsed.GetValue(platform), host.Secrets.Login(parsed.GetValue(user), parsed.GetValue(credential)),
            host.Secrets.Supplied(SecretSources.Enable), host.Secrets.Supplied(SecretSources.Jump)), parsed.GetValue(code)),
        parsed.GetValue(transport),
        parsed.GetValue(encoding),
        parsed.GetValue(context));
}
