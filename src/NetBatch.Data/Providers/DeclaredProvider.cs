using System.Data.Common;
using System.Reflection;
using System.Runtime.Loader;

namespace NetBatch.Data.Providers;

/// <summary>A declared database. Its driver is loaded when it is first asked for, into a context of its own.</summary>
internal class DeclaredProvider : DatabaseProvider
{
    private readonly ProviderDeclaration declaration;
    private readonly Lazy<DbProviderFactory> factory;

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such dialect.</exception>
    public DeclaredProvider(ProviderDeclaration declaration)
    {
        this.declaration = declaration;
        Dialect = Dialects.Find(declaration.Dialect) ?? throw new NetBatchException(
            ErrorCode.InvalidArgument, $"There is no dialect '{declaration.Dialect}'.",
            $"It may be one of: {string.Join(", ", Dialects.Names)}.");
        factory = new Lazy<DbProviderFactory>(Load);
    }

    public ProviderDeclaration Declaration => declaration;

    public override string Name => declaration.Name;

    public override SqlDialect Dialect { get; }

    // Nobody knows what a driver does behind its async methods; a thread of its own is never wrong.
    public override bool Blocks => true;

    /// <summary>Loads the driver now.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be loaded.</exception>
    public void EnsureLoaded() => _ = factory.Value;

    public override IEnumerable<WorkProblem> Problems(DatabaseInstance instance)
    {
        DbConnectionStringBuilder builder;
        try
        {
            builder = factory.Value.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        }
        catch (NetBatchException broken)
        {
            return [new($"targets.{instance.Name}.provider", broken.Message, broken.Remedy)];
        }

        return ConnectionText.Problems(instance, builder);
    }

    public override async Task<DbConnection> OpenAsync(
        DatabaseInstance instance, Secret? secret, DatabaseAccess access, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ConnectionText.Ensure(Problems(instance));
        var builder = new DbConnectionStringBuilder { ConnectionString = instance.Connection };
        if ((secret?.UserName ?? instance.Credential?.UserName) is { } user)
        {
            builder[declaration.UserKey] = user;
        }

        if (secret is not null)
        {
            builder[declaration.PasswordKey] = secret.Reveal();
        }

        var connection = factory.Value.CreateConnection()
            ?? throw new NetBatchException(ErrorCode.ConnectFailed, $"The factory of '{Name}' makes no connections.");
        try
        {
            connection.ConnectionString = builder.ConnectionString;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(timeout);
            await connection.OpenAsync(limit.Token).ConfigureAwait(false);
            return connection;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new NetBatchException(ErrorCode.ConnectTimeout, $"'{instance.Name}' was not open within {timeout.TotalSeconds:0} s.");
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Older drivers know no DateOnly.
    public override object? ToDriver(object? value) => value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : value;

    public override NetBatchException Explain(Exception error, bool opening)
    {
        var known = base.Explain(error, opening);
        // What a driver calls transient may be cured by another attempt, and nothing was done yet.
        return opening && known.Code == ErrorCode.ConnectFailed && error is DbException { IsTransient: true }
            ? new NetBatchException(ErrorCode.SessionLimit, known.Message, known.Remedy, error)
            : known;
    }

    private protected virtual DbProviderFactory Load()
    {
        if (!File.Exists(declaration.Assembly))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The driver of '{Name}' is not there: {declaration.Assembly}.",
                "Declare the provider again with the path of its assembly.");
        }

        try
        {
            var type = new DriverContext(declaration.Assembly).LoadFromAssemblyPath(Path.GetFullPath(declaration.Assembly))
                .GetType(declaration.Factory, throwOnError: false)
                ?? throw new NetBatchException(ErrorCode.InvalidArgument,
                    $"{Path.GetFileName(declaration.Assembly)} has no type '{declaration.Factory}'.",
                    "Give the factory's name with its namespace, such as System.Data.SqlClient.SqlClientFactory.");
            // Factories are singletons in a field or property Instance (documentation of DbProviderFactories).
            return (type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
                    ?? type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)) as DbProviderFactory
                ?? throw new NetBatchException(ErrorCode.InvalidArgument,
                    $"'{declaration.Factory}' is no DbProviderFactory with an Instance.");
        }
        catch (Exception broken)
            when (broken is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException
                or TypeInitializationException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The driver of '{Name}' cannot be loaded: {broken.Message}",
                "Name the assembly for this system, with what it needs in its folder.", broken);
        }
    }

    /// <summary>Finds what a driver needs in the driver's own folder, managed and native; the framework's assemblies stay shared.</summary>
    private sealed class DriverContext(string main) : AssemblyLoadContext($"driver {Path.GetFileName(main)}")
    {
        private readonly AssemblyDependencyResolver? resolver = Resolver(main);
        private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(main))!;

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = resolver?.ResolveAssemblyToPath(assemblyName) ?? Path.Combine(folder, $"{assemblyName.Name}.dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName)
        {
            if (resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path)
            {
                return LoadUnmanagedDllFromPath(path);
            }

            foreach (var name in (string[])[unmanagedDllName, $"{unmanagedDllName}.dll", $"lib{unmanagedDllName}.so",
                $"lib{unmanagedDllName}.dylib"])
            {
                if (File.Exists(Path.Combine(folder, name)))
                {
                    return LoadUnmanagedDllFromPath(Path.Combine(folder, name));
                }
            }

            return 0;
        }

        // Only a driver that was published with its .deps.json has one; a folder of assemblies does without.
        private static AssemblyDependencyResolver? Resolver(string main) =>
            File.Exists(Path.ChangeExtension(main, ".deps.json")) ? new AssemblyDependencyResolver(Path.GetFullPath(main)) : null;
    }
}
