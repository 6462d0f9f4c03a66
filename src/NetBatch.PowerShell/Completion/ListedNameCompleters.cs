using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Completes names that the host lists by itself.</summary>
public abstract class ListedNameCompleter : Completer
{
    private protected abstract IEnumerable<string> Names(NetBatchHost host);

    private protected override Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut) =>
        Task.FromResult(Names(host).Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(name => Result(name, name, name)));
}

/// <summary>Completes kinds of work, such as command or config.</summary>
public sealed class WorkKindCompleter : ListedNameCompleter
{
    private protected override IEnumerable<string> Names(NetBatchHost host) => host.Jobs.Kinds;
}

/// <summary>Completes names of hosts whose keys are known.</summary>
public sealed class HostKeyNameCompleter : ListedNameCompleter
{
    private protected override IEnumerable<string> Names(NetBatchHost host) =>
        host.HostKeys.List([]).Select(key => key.Name).Distinct(StringComparer.Ordinal);
}
