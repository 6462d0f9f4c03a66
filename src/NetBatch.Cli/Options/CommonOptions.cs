using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Store = new("--store")
    {
        Description = "The store's file, the folder of netbatch.db, or a database: postgres://user@host/database. Default: "
            + "NETBATCH_STORE, NETBATCH_HOME, or the user's data folder.",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON, one object a line, for machines.",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All => [Store, Json];

    public static string StoreFile(ParseResult parsed) => HostOptions.StoreFile(parsed.GetValue(Store));

    public static async Task<NetBatchHost> OpenAsync(ParseResult parsed, CancellationToken cancellationToken, SecretSources? secrets = null,
        Func<ITargetExecutor, ITargetExecutor>? hubExecutor = null)
    {
        var host = await NetBatchHost.OpenAsync(
            new HostOptions { StorePath = StoreFile(parsed), Program = "netbatch", Secrets = secrets ?? new SecretSources(),
                HubExecutor = hubExecutor }, cancellationToken);
        Warn(host.Platforms);
        return host;
    }

    /// <summary>Tells what people should know of their own platform files.</summary>
    public static void Warn(PlatformTools platforms)
    {
        foreach (var warning in platforms.TakeWarnings())
        {
            Console.Error.WriteLine($"netbatch: {warning}");
        }
    }
}
