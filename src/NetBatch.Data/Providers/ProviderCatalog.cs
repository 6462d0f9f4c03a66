using System.Collections.Concurrent;
using NetBatch.Data.Services;

namespace NetBatch.Data.Providers;

/// <summary>The databases that are known: those that NetBatch brings, and those that were declared.</summary>
public sealed class ProviderCatalog
{
    private readonly ConcurrentDictionary<string, DatabaseProvider> all = new(StringComparer.OrdinalIgnoreCase);
    // Read when the first is asked for: no job on devices should wait for them.
    private readonly Lazy<Dictionary<string, ServiceProvider>> services;

    /// <summary>Knows SQLite, PostgreSQL, MySQL and MariaDB, SQL Server, ODBC, and the services that NetBatch brings. No driver is loaded
    /// before the first instance of its sort.</summary>
    /// <param name="serviceFolder">A folder of the user's own declarations of services, or null; one of the same name goes over that of
    /// NetBatch.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a declaration cannot be used; names file and
    /// line.</exception>
    public ProviderCatalog(string? serviceFolder = null)
    {
        Add(new SqliteProvider());
        Add(new PostgreSqlProvider());
        Add(new MySqlProvider("mysql"));
        Add(new MySqlProvider("mariadb"));
        Add(new SqlServerProvider());
        Add(new OdbcProvider());
        // The user's own are refused here, before anything starts.
        ServiceDeclaration[] own = serviceFolder is null ? [] : [.. ServiceFile.InFolder(serviceFolder)];
        services = new(() =>
        {
            var known = new Dictionary<string, ServiceProvider>(StringComparer.OrdinalIgnoreCase);
            foreach (var declaration in ServiceFile.BuiltIn().Concat(own))
            {
                known[declaration.Name] = new ServiceProvider(declaration);
            }

            return known;
        });
    }

    /// <summary>Names of the databases and services that are known, sorted.</summary>
    public IReadOnlyList<string> Names => [.. all.Keys.Concat(services.Value.Keys).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Adds one, in the place of one of the same name.</summary>
    public void Add(DatabaseProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        all[provider.Name] = provider;
    }

    /// <summary>Adds a database by its maker's driver; the driver is loaded when it is first asked for.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such dialect.</exception>
    public void Add(ProviderDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        // The same again keeps the driver that is loaded.
        if (all.GetValueOrDefault(declaration.Name) is not DeclaredProvider there || there.Declaration != declaration)
        {
            Add(Of(declaration));
        }
    }

    /// <summary>Whether a name is that of a database or a service that was not declared by its driver.</summary>
    public bool IsOurs(string name) =>
        services.Value.ContainsKey(name)
        || all.GetValueOrDefault(name) is { } known and not DeclaredProvider { Declaration.Assembly.Length: > 0 };

    /// <summary>Loads a declared database's driver now, without adding it.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such dialect, file or type.</exception>
    public static void EnsureLoaded(ProviderDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        Of(declaration).EnsureLoaded();
    }

    /// <summary>Forgets a database.</summary>
    public void Remove(string name) => all.TryRemove(name, out _);

    private static DeclaredProvider Of(ProviderDeclaration declaration) =>
        string.Equals(declaration.Dialect, Dialects.DuckDb.Name, StringComparison.OrdinalIgnoreCase) ? new DuckDbProvider(declaration)
            : new DeclaredProvider(declaration);

    internal void Add(ServiceDeclaration declaration) => services.Value[declaration.Name] = new ServiceProvider(declaration);

    /// <summary>A service by name, any case; null where there is none.</summary>
    internal ServiceProvider? TryFindService(string name) => services.Value.GetValueOrDefault(name);

    /// <summary>A database by name, any case; null where it is not known.</summary>
    public DatabaseProvider? TryFind(string name) => all.GetValueOrDefault(name);

    /// <summary>A database by name, any case.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is not known.</exception>
    public DatabaseProvider Find(string name) => TryFind(name) ?? throw new NetBatchException(
        ErrorCode.InvalidArgument, $"There is no provider '{name}'.", $"It may be one of: {string.Join(", ", Names)}; or declare it.");

    /// <summary>Problems of instances, before anything connects: their providers and their connections.</summary>
    public IEnumerable<WorkProblem> Problems(IEnumerable<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return targets.OfType<DatabaseInstance>().SelectMany(instance => TryFind(instance.Provider) is { } provider
            ? provider.Problems(instance)
            : TryFindService(instance.Provider) is { } service ? service.Problems(instance)
            : [new($"targets.{instance.Name}.provider", $"'{instance.Name}' has the provider '{instance.Provider}', which is not known.",
                $"It may be one of: {string.Join(", ", Names)}; or declare it.")]);
    }

    /// <summary>Opens a session on the target of a run, with its secret; tells the run Connecting and Connected.</summary>
    /// <exception cref="NetBatchException">A connect-class code, or what the database said.</exception>
    public async Task<DatabaseSession> OpenAsync(IRunContext run, DatabaseAccess access, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var instance = (DatabaseInstance)run.Target;
        await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
        var session = await OpenAsync(instance, run.Secrets, access, run.Order.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        await run.EnterAsync(TargetState.Connected, cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>Opens a session on an instance that is no run's target (the other side of a comparison), with its secret.</summary>
    /// <exception cref="NetBatchException">A connect-class code, or what the database said.</exception>
    public async Task<DatabaseSession> OpenAsync(
        DatabaseInstance instance, ISecretResolver secrets, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(secrets);
        var provider = Find(instance.Provider);
        Secret? secret = null;
        if (instance.Credential is { IsPassword: true } reference)
        {
            secret = await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)
                ?? throw new NetBatchException(ErrorCode.CredentialRequired,
                    $"No source here has the credential {reference} of '{instance.Name}'.");
        }

        return await DatabaseSession.OpenAsync(provider, instance, secret, access, timeout, cancellationToken).ConfigureAwait(false);
    }
}
