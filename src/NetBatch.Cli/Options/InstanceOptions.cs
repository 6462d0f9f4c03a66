using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Which instances a job works on, and how it gets in.</summary>
internal sealed class InstanceOptions : ITargetOptions
{
    private readonly Option<string[]> instances = new("--instance", "-d") { Description = "Names in the inventory; * and ? are wildcards.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo?> inventory = new("--inventory",
        "-i") { Description = "A file of instances (CSV, JSON, YAML) instead of the stored inventory." };
    private readonly Option<string?> user = new("--user", "-u") { Description = "Login name of instances that name none." };
    private readonly Option<string?> credential = new("--credential") { Description = "Where the secret is: env:NAME." };
    private readonly Option<bool> password = new("--password-stdin")
    {
        Description = "Read the password from the first line of standard input.",
    };

    public IEnumerable<Option> All => [instances, inventory, user, credential, password];

    public IEnumerable<Option> Login => [user, credential, password];

    /// <summary>Whether instances were named.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(instances) is { Length: > 0 } || parsed.GetValue(inventory) is not null;

    public SecretSources ReadSecrets(ParseResult parsed, TextReader input)
    {
        var sources = new SecretSources();
        if (parsed.GetValue(password))
        {
            sources.Supply(password, SecretSources.Login, parsed.GetValue(user), input);
        }

        return sources;
    }

    public async Task<IReadOnlyList<Target>> ReadAsync(ParseResult parsed, NetBatchHost host, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(instances) ?? [];
        IReadOnlyList<Target> targets = parsed.GetValue(inventory) is { } file
            ? TargetSelection.FromFile("instance", file.FullName, names)
            : await TargetSelection.ToStartAsync(host.Store.Targets, "instance", names, cancellationToken);
        return WithSecrets(parsed, host, targets);
    }

    public IReadOnlyList<Target> WithSecrets(ParseResult parsed, NetBatchHost host, IEnumerable<Target> targets) =>
        TargetSelection.WithDefaults(targets, host.Secrets.Login(parsed.GetValue(user), parsed.GetValue(credential)));
}
