using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that list and change targets of the inventory.</summary>
public abstract class InventoryCommand : NetBatchCommand
{
    /// <summary>Gives targets by name, or all, that meet the filters; names that are written out and name nothing are an error.</summary>
    private protected void List<T>(string kind, string[] names, Func<T, bool> meets, Func<NetBatchHost, T, object>? shown = null)
        where T : Target => RunEach(names is [var only] ? only : names, async (session, cut) =>
    {
        await foreach (var target in TargetSelection.ListAsync(session.Host.Store.Targets, kind, names, cut))
        {
            if (target is T one && meets(one))
            {
                await session.WriteAsync(shown?.Invoke(session.Host, one) ?? one);
            }
        }
    });

    /// <summary>Changes targets by name, those of one name all or none.</summary>
    /// <param name="kind">What they are.</param>
    /// <param name="names">The names, with wildcards; one that is written out and names nothing is its error.</param>
    /// <param name="changed">A target as it is to be.</param>
    /// <param name="save">Keeps them.</param>
    /// <param name="passThru">Whether they are given then.</param>
    private protected void Change<T>(
        string kind, string[] names, Func<NetBatchHost, T, T> changed, Func<NetBatchHost, IReadOnlyList<T>, CancellationToken, Task> save,
        bool passThru)
        where T : Target => Array.ForEach(names, name => RunEach(name, async (session, cut) =>
    {
        List<T> all = [];
        foreach (var target in (await TargetSelection.ByNameAsync(session.Host.Store.Targets, kind, [name], cut)).OfType<T>())
        {
            if (await session.MayAsync(target.Name, "Set"))
            {
                // The changed one counts as this account's own, with all of it that somebody else wrote.
                session.Host.Store.Targets.Approval.Ensure([target]);
                all.Add(changed(session.Host, target));
            }
        }

        if (all.Count > 0)
        {
            await save(session.Host, all, cut);
        }

        foreach (var one in passThru ? all : [])
        {
            await session.WriteAsync(one);
        }
    }));

    /// <summary>Whether a target has these values of labels and all these tags.</summary>
    private protected static bool Meets(Target target, IDictionary? labels, string[] tags) =>
        tags.All(tag => target.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        && (labels is null || labels.Keys.Cast<object>().All(key => Like(target.Label($"{key}"), [InputItems.Text(labels[key])])));

    /// <summary>Whether a value is like one of the patterns; no pattern does not limit.</summary>
    private protected static bool Like(string? value, string[]? patterns) =>
        patterns is null || (value is not null && Wildcard.MatchesAny(patterns, value));

    /// <summary>Labels with others over them; an empty value takes a label away.</summary>
    private protected static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> labels, IDictionary? over)
    {
        Dictionary<string, string> merged = new(labels, StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in over ?? new Hashtable())
        {
            merged.Remove($"{entry.Key}");
            if (InputItems.Text(entry.Value) is { Length: > 0 } value)
            {
                merged[$"{entry.Key}"] = value;
            }
        }

        return merged;
    }
}
