using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Completes arguments from a store. A store that does not exist is not made for that, and trouble completes nothing.</summary>
public abstract class Completer : IArgumentCompleter
{
    private protected const int Most = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var given = fakeBoundParameters?["StorePath"]?.ToString() is { } path && !StorePlace.IsAddress(path) ? Located(path)
            : fakeBoundParameters?["StorePath"]?.ToString();
        var word = (wordToComplete ?? "").Trim('\'', '"');
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            List<CompletionResult> found = [];
            PipelineThreadDispatcher.Run(async (_, cut) => found = await FindAsync(given, word, cut), TimeSpan.Zero, limit.Token);
            return found;
        }
        catch (Exception problem)
            when (problem is NetBatchException or PipelineStoppedException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private protected abstract Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut);

    /// <summary>What there is to complete before anything was kept.</summary>
    private protected virtual IEnumerable<CompletionResult> WithoutStore(string word) => [];

    private protected static CompletionResult Result(string text, string shown, string tip) =>
        new(text.Any(sign => char.IsWhiteSpace(sign) || "'\"`$;,(){}@#|&<>".Contains(sign, StringComparison.Ordinal))
            ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : text, shown, CompletionResultType.ParameterValue, tip);

    // Where PowerShell's location is, which is not the process's folder; completion runs in the shell that asks for it.
    private static string Located(string path)
    {
        try
        {
            return ScriptBlock.Create("$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0])")
                .InvokeReturnAsIs(path)?.ToString() ?? path;
        }
        catch (RuntimeException)
        {
            return path;
        }
    }

    private async Task<List<CompletionResult>> FindAsync(string? storePath, string word, CancellationToken cut)
    {
        var path = HostOptions.StoreFile(storePath);
        path = StorePlace.IsAddress(path) ? path : Path.GetFullPath(path);
        if (!StorePlace.IsAddress(path) && !File.Exists(path))
        {
            return [.. WithoutStore(word).Take(Most)];
        }

        var host = await HostRegistry.OfProcess.OpenAsync(path, null, cut);
        return [.. (await FindAsync(host, word, cut)).Take(Most)];
    }
}

/// <summary>Completes ids of jobs, newest first, by id or by name.</summary>
public sealed class JobIdCompleter : Completer
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut)
    {
        List<CompletionResult> found = [];
        await foreach (var job in host.Store.ListAsync(new JobFilter { First = 500 }, cut))
        {
            if (job.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || job.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(Result(job.Id, $"{job.Id}  {job.Name}", $"{job.Name}: {job.State}, {job.Counts}"));
            }
        }

        return found;
    }
}

/// <summary>Completes names of jobs.</summary>
public sealed class JobNameCompleter : Completer
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        await foreach (var job in host.Store.ListAsync(new JobFilter { Names = [word + "*"], First = 500 }, cut))
        {
            names.Add(job.Name);
        }

        return names.Select(name => Result(name, name, name));
    }
}

/// <summary>Completes names of devices in the inventory.</summary>
public sealed class DeviceNameCompleter : Completer
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut)
    {
        List<CompletionResult> found = [];
        await foreach (var target in host.Store.Targets.ReadAsync("device", [word + "*"], cut))
        {
            found.Add(Result(target.Name, target.Name, $"{target.Endpoint} {(target as Device)?.Platform}"));
            if (found.Count == Most)
            {
                break;
            }
        }

        return found;
    }
}

/// <summary>Completes names of platforms.</summary>
public sealed class PlatformCompleter : Completer
{
    private protected override Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut) =>
        Task.FromResult(Matching(host.Platforms.Names, word));

    private protected override IEnumerable<CompletionResult> WithoutStore(string word) => Matching(NetBatchHost.BuiltInPlatforms, word);

    private static IEnumerable<CompletionResult> Matching(IReadOnlyList<string> names, string word) =>
        names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(name => Result(name, name, name));
}

/// <summary>Completes names of instances.</summary>
public sealed class InstanceNameCompleter : Completer
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut)
    {
        List<CompletionResult> found = [];
        await foreach (var target in host.Store.Targets.ReadAsync("instance", [$"{word}*"], cut))
        {
            if (target is DatabaseInstance instance)
            {
                found.Add(Result(instance.Name, instance.Name, $"{instance.Provider}: {instance.Connection}"));
            }
        }

        return found;
    }
}

/// <summary>Completes the schemas that data can be made up for.</summary>
public sealed class DataSchemaCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        GenerateSpec.Schemas.Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}

/// <summary>Completes names of providers.</summary>
public sealed class ProviderCompleter : ListedNameCompleter
{
    private protected override IEnumerable<string> Names(NetBatchHost host) => host.Providers.Names;
}

/// <summary>Completes names of time zones.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => id.Contains((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(id => new CompletionResult(id));
}
