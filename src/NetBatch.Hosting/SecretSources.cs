using System.Collections.Concurrent;

namespace NetBatch.Hosting;

/// <summary>
/// Gives secrets by reference: from what was handed to this process, from environment variables, from a vault.
/// They live in this process's memory only.
/// </summary>
public sealed class SecretSources : ISecretResolver
{
    /// <summary>Name of the supplied credential that devices log in with where they have none of their own.</summary>
    public const string Login = "login";

    /// <summary>Name of the supplied credential for privilege.</summary>
    public const string Enable = "enable";

    /// <summary>Name of the supplied credential for jump hosts.</summary>
    public const string Jump = "jump";

    private readonly ConcurrentDictionary<string, Secret> supplied = new(StringComparer.Ordinal);
    private readonly CodePrompts prompts = new();

    /// <summary>Reads an entry of a vault; null: this process has no vault (only PowerShell has).</summary>
    public Func<string, CancellationToken, ValueTask<Secret?>>? Vault { get; set; }

    /// <summary>The private key by which secrets that are sealed for this worker are opened; null: this is none.</summary>
    public string? SealKey { get; set; }

    /// <inheritdoc/>
    public ISecretResolver For(WorkOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return SealKey is { } key && order.Sealed is { Count: > 0 } ? new OrderSecrets(this, order, key) : this;
    }

    /// <summary>Keeps a secret for this process's life and tells the reference that names it.</summary>
    public CredentialReference Supply(string name, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        supplied[name] = secret;
        return new CredentialReference(CredentialSource.Supplied, name, secret.UserName);
    }

    /// <summary>
    /// Keeps a secret for a role (<see cref="Login"/>, <see cref="Enable"/>, <see cref="Jump"/>) under a name of its own: jobs
    /// that run in this process at the same time may have different ones. The same secret given again keeps its name.
    /// </summary>
    /// <returns>The reference; its name is the role, a slash and the user.</returns>
    public CredentialReference SupplyAs(string role, Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        for (var number = 1; ; number++)
        {
            var name = $"{role}/{secret.UserName}{(number == 1 ? "" : $"/{number}")}";
            var kept = supplied.GetOrAdd(name, secret);
            if (kept.UserName == secret.UserName && kept.Reveal() == secret.Reveal())
            {
                return new CredentialReference(CredentialSource.Supplied, name);
            }
        }
    }

    /// <summary>Has one-time codes asked of a person, by the question, until the result is disposed of. Who came last is asked.</summary>
    /// <param name="ask">Asks; null: the person has no answer. It is called on any thread, for one question at a time.</param>
    public IDisposable AskBy(Func<string, CancellationToken, ValueTask<string?>> ask) => prompts.Add(ask);

    /// <inheritdoc/>
    public ValueTask<Secret?> AskAsync(CredentialReference reference, string question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.IsAskedCode
            ? prompts.AskAsync(question, cancellationToken)
            : ResolveAsync(reference, cancellationToken);
    }

    /// <summary>Puts a secret in the place of those of a role that the targets refer to: for a job that is resumed or retried.</summary>
    /// <returns>Whether any target refers to one.</returns>
    public bool SupplyAgain(string role, Secret secret, IEnumerable<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var names = targets.SelectMany(References)
            .Where(one => one.Source == CredentialSource.Supplied && Role(one) == role)
            .Select(one => one.Name!).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
        {
            supplied[name] = secret;
        }

        return names.Length > 0;
    }

    /// <summary>What was supplied, for handing on to a process that this one starts, by its standard input.</summary>
    public IReadOnlyDictionary<string, Secret> Supplied => supplied;

    /// <inheritdoc/>
    public async ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var name = reference.Name ?? "";
        switch (reference.Source)
        {
            case CredentialSource.Supplied:
                // A device that names its own user takes the password that was supplied for all.
                return supplied.GetValueOrDefault(name) is { } given ? new Secret(reference.UserName ?? given.UserName, given.Reveal())
                    : null;
            case CredentialSource.Environment:
                return Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? new Secret(reference.UserName, value) : null;
            case CredentialSource.Vault when Vault is not null:
                var secret = await Vault(name, cancellationToken).ConfigureAwait(false);
                return secret is null ? null : new Secret(reference.UserName ?? secret.UserName, secret.Reveal());
            default:
                return null;
        }
    }

    /// <summary>Refuses targets whose secrets no source has, before anything connects.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>, naming references and never secrets.</exception>
    public async Task EnsureAsync(IEnumerable<Target> targets, CancellationToken cancellationToken)
    {
        foreach (var reference in targets.SelectMany(References).Where(one => one.IsPassword).Distinct())
        {
            if (await ResolveAsync(reference, cancellationToken).ConfigureAwait(false) is null)
            {
                throw new NetBatchException(ErrorCode.CredentialRequired, $"No source here has the credential {reference}.",
                    Remedy(reference));
            }
        }
    }

    /// <summary>The names of the supplied secrets that a target needs.</summary>
    internal static IEnumerable<string> SuppliedNames(Target target) =>
        References(target).Where(one => one.Source == CredentialSource.Supplied).Select(one => one.Name ?? "").Distinct();

    /// <summary>Refuses targets that need what only this process can give: another one is to work on them.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.NeedsThisProcess"/>.</exception>
    internal static void EnsureElsewhere(IEnumerable<Target> targets)
    {
        foreach (var target in targets)
        {
            if (target.SiteOf() is null && SuppliedNames(target).Any())
            {
                throw new NetBatchException(ErrorCode.NeedsThisProcess,
                    $"'{target.Name}' is opened with a credential that was given here, and is worked on by the store's hub, which does not "
                        + "get it.",
                    "Give it a site with a worker, which gets it sealed; or name a credential that the hub resolves: env:NAME.");
            }

            if ((target as Device)?.OneTimeCode?.IsAskedCode == true)
            {
                throw new NetBatchException(ErrorCode.NeedsThisProcess,
                    $"'{target.Name}' takes its one-time codes from the prompt, and the store's jobs are run by hubs.",
                    "Name another source of codes: env:NAME.");
            }
        }
    }

    private static IEnumerable<CredentialReference> References(Target target)
    {
        CredentialReference?[] all = target switch
        {
            // A code that a person gives is asked for when the server asks.
            Device device =>
            [
                device.Credential, device.EnableCredential, device.OneTimeCode?.IsAskedCode == true ? null : device.OneTimeCode,
                .. device.Jump.Select(hop => hop.Credential),
            ],
            Pipeline pipeline => [pipeline.Database.Credential, pipeline.Source?.Credential],
            _ => [target.SecretReference],
        };
        return all.OfType<CredentialReference>().SelectMany(one => one.Password is { } password ? new[] { one, password } : [one]);
    }

    /// <summary>The sources of a worker for one order.</summary>
    private sealed class OrderSecrets(SecretSources all, WorkOrder order, string key) : ISecretResolver
    {
        public async ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken)
        {
            if (reference.Source != CredentialSource.Supplied)
            {
                return await all.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
            }

            return order.Sealed!.Where(one => one.Name == (reference.Name ?? ""))
                .Select(one => SecretSeal.Open(one, key, order.Target, order.Work)).FirstOrDefault(one => one is not null) is { } given
                ? new Secret(reference.UserName ?? given.UserName, given.Reveal()) : null;
        }
    }

    private static string? Role(CredentialReference reference) => reference.Name?.Split('/')[0];

    private static string Remedy(CredentialReference reference) => reference.Source switch
    {
        CredentialSource.Environment => $"Set the environment variable {reference.Name} for this process.",
        CredentialSource.Vault => "Run it in PowerShell with the SecretManagement module and that entry, or give a credential.",
        _ => Role(reference) switch
        {
            Enable => "Give it again: -EnableCredential (netbatch: --enable-password-stdin).",
            Jump => "Give it again: -JumpCredential (netbatch: --jump-password-stdin).",
            _ => "Give it again: -Credential (netbatch: --user with --password-stdin).",
        },
    };
}
