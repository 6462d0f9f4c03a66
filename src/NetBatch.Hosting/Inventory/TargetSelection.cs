using System.Runtime.CompilerServices;

namespace NetBatch.Hosting;

/// <summary>Which targets of the inventory a job is made of.</summary>
public static class TargetSelection
{
    /// <summary>
    /// Targets by name; <c>*</c> and <c>?</c> are wildcards, and one that matches nothing gives nothing. Each once, in the order of the
    /// names given, those of one wildcard as people count.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.UnknownTarget"/>: a name that is written out and names nothing.</exception>
    public static async Task<IReadOnlyList<Target>> ByNameAsync(
        ITargetStore inventory, string kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(names);
        Dictionary<string, Target> chosen = new(StringComparer.OrdinalIgnoreCase);
        List<string> unknown = [];
        foreach (var name in names)
        {
            var matching = await inventory.ReadAsync(kind, [name], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var target in matching.OrderBy(target => target.Name, NaturalOrder.Instance))
            {
                chosen.TryAdd(target.Name, target);
            }

            if (matching.Count == 0 && !Wildcard.Has(name))
            {
                unknown.Add(name);
            }
        }

        return unknown.Count == 0 ? [.. chosen.Values] : throw Unknown(kind, unknown);
    }

    /// <summary>The same for work that is to be started on them: names that choose nothing at all are refused, and never mean something
    /// else.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.UnknownTarget"/>: a name that is written out and names nothing;
    /// <see cref="ErrorCode.NoTargets"/>: names were given, and none is left.</exception>
    public static async Task<IReadOnlyList<Target>> ToStartAsync(
        ITargetStore inventory, string kind, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        var chosen = await ByNameAsync(inventory, kind, names, cancellationToken).ConfigureAwait(false);
        return chosen.Count > 0 || names.Count == 0 ? chosen : throw None(kind, names);
    }

    /// <summary>That wildcards have chosen nothing to work on.</summary>
    public static NetBatchException None(string kind, IReadOnlyList<string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(names);
        return new(
            ErrorCode.NoTargets,
            $"No {kind} of the inventory matches {string.Join(", ", names.Select(name => $"'{name}'"))}, so there is nothing to work on.",
            $"Get-Batch{Noun(kind)} (netbatch {kind}s list) lists what it has; an empty selection never means everything.");
    }

    /// <summary>Targets as people list them, sorted by name: a wildcard that matches nothing gives nothing, a name that is written out must
    /// be there.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.UnknownTarget"/>, after those that are there: names that nothing
    /// has.</exception>
    public static async IAsyncEnumerable<Target> ListAsync(
        ITargetStore inventory, string kind, IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(names);
        HashSet<string> missing = new(names.Where(name => !Wildcard.Has(name)), StringComparer.OrdinalIgnoreCase);
        await foreach (var target in inventory.ReadAsync(kind, names, cancellationToken).ConfigureAwait(false))
        {
            missing.Remove(target.Name);
            yield return target;
        }

        if (missing.Count > 0)
        {
            throw Unknown(kind, [.. names.Where(missing.Contains)]);
        }
    }

    /// <summary>What is said of names that the inventory does not have.</summary>
    private static NetBatchException Unknown(string kind, IReadOnlyList<string> names)
    {
        var noun = Noun(kind);
        return new(
            ErrorCode.UnknownTarget,
            $"The inventory has no {kind} {string.Join(", ", names.Select(name => $"'{name}'"))}.",
            $"Get-Batch{noun} (netbatch {kind}s list) lists what it has; Import-Batch{noun} (netbatch {kind}s import) adds more."
                + $"{(kind == "device" ? " A job also takes raw addresses by -Address (--address)." : "")}");
    }

    private static string Noun(string kind) => $"{char.ToUpperInvariant(kind[0])}{kind[1..]}";

    /// <summary>The devices or instances of a file, in the inventory's place.</summary>
    /// <param name="kind"><c>device</c> or <c>instance</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">Only those of these names, in this order; <c>*</c> and <c>?</c> are wildcards. Empty: all.</param>
    /// <exception cref="NetBatchException">The file cannot be used; <see cref="ErrorCode.UnknownTarget"/>: it has none of a
    /// name.</exception>
    public static IReadOnlyList<Target> FromFile(string kind, string path, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        IReadOnlyList<Target> all = kind == "device" ? DeviceSource.FromFile(path) : InstanceSource.FromFile(path);
        List<Target> chosen = [];
        foreach (var name in names.DefaultIfEmpty("*"))
        {
            var matching = all.Where(target => Wildcard.Matches(name, target.Name)).ToArray();
            chosen.AddRange(matching.Length > 0
                ? matching.Except(chosen)
                : throw new NetBatchException(ErrorCode.UnknownTarget, $"{Path.GetFileName(path)} has no {kind} '{name}'.",
                    "Give names that stand in it; * and ? are wildcards."));
        }

        return chosen;
    }

    /// <summary>Targets with the job's credential where they have none of their own; devices also with its platform, enable and jump
    /// secret.</summary>
    public static IReadOnlyList<Target> WithDefaults(
        IEnumerable<Target> targets, string? platform, CredentialReference? login, CredentialReference? enable,
        CredentialReference? jump) =>
    [
        .. targets.Select(target => target switch
        {
            Device device => device with
            {
                Platform = device.Platform ?? platform,
                Credential = Own(device.Credential, login),
                EnableCredential = device.EnableCredential ?? enable,
                Jump = [.. device.Jump.Select(hop => hop with { Credential = Own(hop.Credential, jump) })],
            },
            DatabaseInstance instance => instance with { Credential = Own(instance.Credential, login) },
            Pipeline pipeline => pipeline with
            {
                Database = pipeline.Database with { Credential = Own(pipeline.Database.Credential, login) },
                Source = pipeline.Source is { } source ? source with { Credential = Own(source.Credential, login) } : null,
            },
            _ => target,
        }),
    ];

    /// <summary>Targets whose devices are reached by the job's transport, in its encoding and context, where they name none.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the encoding is not known.</exception>
    public static IReadOnlyList<Target> WithSession(IReadOnlyList<Target> targets, DeviceTransport? transport, string? encoding = null,
        string? context = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        _ = encoding is null ? null : DeviceEncoding.Of(encoding);
        return
        [
            .. targets.Select(target => target is not Device device ? target : device with
            {
                Transport = device.Transport ?? transport,
                Encoding = device.Encoding ?? encoding,
                Context = device.Context ?? context,
            }),
        ];
    }

    /// <summary>Targets whose devices take one-time codes from the job's source where they name none.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="source">As <see cref="CredentialReference.ParseOneTimeCode"/> reads it; null: the job names none.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is no source of codes.</exception>
    public static IReadOnlyList<Target> WithOneTimeCode(IReadOnlyList<Target> targets, string? source)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var code = source is null ? null : CredentialReference.ParseOneTimeCode(source);
        return code is null ? targets
            : [.. targets.Select(target => target is Device device ? device with { OneTimeCode = device.OneTimeCode ?? code } : target)];
    }

    /// <summary>The same for targets of which no device is one.</summary>
    public static IReadOnlyList<Target> WithDefaults(IEnumerable<Target> targets, CredentialReference? login) =>
        WithDefaults(targets, null, login, null, null);

    /// <summary>Targets with what a template says of its own where they have none.</summary>
    public static IReadOnlyList<Target> WithDefaults(IEnumerable<Target> targets, JobTemplate? template) =>
        WithDefaults(targets, template?.Platform, template?.Credential, template?.EnableCredential, template?.JumpCredential);

    // An inventory that only names the user leaves the secret to the job: the job's credential then serves that user.
    private static CredentialReference? Own(CredentialReference? own, CredentialReference? given) => own switch
    {
        null => given,
        { Source: CredentialSource.Agent, UserName: not null } when given is not null => given with { UserName = own.UserName },
        _ => own,
    };
}
