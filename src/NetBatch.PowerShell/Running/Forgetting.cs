using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>
/// What a call is to forget: collected over the pipeline and asked for once, where it is more than one or a wildcard chose it. With
/// -Confirm each is asked for by itself, one that was named alone without it is not asked for.
/// </summary>
internal sealed class Forgetting(PSCmdlet cmdlet, string action)
{
    private const int Shown = 5;

    private readonly OrderedDictionary<string, Func<Session, CancellationToken, Task>> all = new(StringComparer.OrdinalIgnoreCase);
    private bool wildcard;

    /// <summary>Adds one.</summary>
    /// <param name="given">What the user wrote, or null.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="forget">Forgets it.</param>
    public void Add(string? given, string name, Func<Session, CancellationToken, Task> forget)
    {
        wildcard |= given is not null && Wildcard.Has(given);
        all.TryAdd(name, forget);
    }

    /// <summary>Asks, and forgets.</summary>
    /// <param name="force">-Force: no question.</param>
    /// <param name="runEach">Runs the work of one, whose trouble is its own error.</param>
    public void Go(bool force, Action<object?, Func<Session, CancellationToken, Task>> runEach)
    {
        if (all.Count == 0)
        {
            return;
        }

        var confirmation = new Confirmation(cmdlet);
        var risky = wildcard || all.Count > 1;
        var one = confirmation.IsWanted || cmdlet.IsWhatIf() || all.Count == 1;
        var names = $"{string.Join(", ", all.Keys.Take(Shown))}{(all.Count > Shown ? $" and {all.Count - Shown} more" : "")}";
        if (!one && !confirmation.May($"{action}: {names}",
            $"{action}, {all.Count}: {names}.{Environment.NewLine}This cannot be taken back. Do it?", risky, force))
        {
            return;
        }

        foreach (var (name, forget) in all)
        {
            if (!one || confirmation.May($"{action}: {name}", $"{action}: {name}.{Environment.NewLine}This cannot be taken back. Do it?",
                risky, force))
            {
                runEach(name, forget);
            }
        }
    }
}
