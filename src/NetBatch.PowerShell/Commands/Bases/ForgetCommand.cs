using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that forget what the store keeps under names.</summary>
public abstract class ForgetCommand : NetBatchCommand
{
    private Forgetting? forgetting;

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What is done to each, in words.</summary>
    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void EndProcessing() => forgetting?.Go(Force, RunEach);

    /// <summary>Collects definitions by name; a name that is written out and names nothing is its error, a wildcard that matches nothing is
    /// none.</summary>
    private protected void Collect<T>(string[] names, Func<NetBatchHost, BatchDefinitions<T>> book)
        where T : NamedDefinition => Each(names, async (session, name, cut) =>
    {
        foreach (var one in await book(session.Host).MatchingAsync([name], cut))
        {
            forgetting!.Add(name, one.Name, (later, stop) => book(later.Host).RemoveAsync(one.Name, stop));
        }
    });

    /// <summary>The same with targets of the inventory.</summary>
    private protected void Collect(string[] names, string kind) => Each(names, async (session, name, cut) =>
    {
        foreach (var one in await TargetSelection.ByNameAsync(session.Host.Store.Targets, kind, [name], cut))
        {
            forgetting!.Add(name, one.Name, (later, stop) => later.Host.Store.Targets.RemoveAsync(kind, one.Name, stop));
        }
    });

    /// <summary>The same with host keys.</summary>
    private protected void CollectHostKeys(string[] names) => Each(names, (session, name, _) =>
    {
        var hosts = session.Host.HostKeys.List([name]).Select(key => key.Name).Distinct(StringComparer.Ordinal).ToList();
        if (hosts.Count == 0 && !Wildcard.Has(name))
        {
            // Says that none is known.
            session.Host.HostKeys.Forget([name]);
        }

        foreach (var host in hosts)
        {
            forgetting!.Add(name, host, (later, _) =>
            {
                later.Host.HostKeys.Forget([host]);
                return Task.CompletedTask;
            });
        }

        return Task.CompletedTask;
    });

    /// <summary>The same with workers.</summary>
    private protected void CollectWorkers(string[] names) => Each(names, async (session, name, cut) =>
    {
        var found = await session.Host.Workers.ReadAsync([name], cut);
        if (found.Count == 0 && !Wildcard.Has(name))
        {
            await session.Host.Workers.RemoveAsync(name, cut); // Says that there is none.
        }

        foreach (var worker in found)
        {
            forgetting!.Add(name, worker.Name, (later, stop) => later.Host.Workers.RemoveAsync(worker.Name, stop));
        }
    });

    private void Each(string[] names, Func<Session, string, CancellationToken, Task> collect)
    {
        forgetting ??= new Forgetting(this, Action);
        Array.ForEach(names, name => RunEach(name, (session, cut) => collect(session, name, cut)));
    }
}
