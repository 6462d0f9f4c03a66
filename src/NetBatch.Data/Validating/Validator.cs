using System.Text.Json;

namespace NetBatch.Data.Validating;

/// <summary>
/// A check of one database, or of one against another. It is made where the data is: as SQL in the database's dialect,
/// of which only counts and the first findings come back.
/// </summary>
public abstract class Validator
{
    /// <summary>Its name, such as <c>quality.nulls</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it finds, in one sentence.</summary>
    public abstract string Help { get; }

    /// <summary>What it takes, beside what every validator takes.</summary>
    public abstract IReadOnlyList<WorkOption> Parameters { get; }

    /// <summary>Whether it compares with a source database, always or by its arguments.</summary>
    public virtual SourceNeed Source => SourceNeed.Never;

    /// <summary>Parameters that name a file, whose text takes the name's place when a pipeline is read.</summary>
    public virtual IReadOnlyList<string> Files => [];

    /// <summary>Whether the values of its maps are of any type; else they are texts.</summary>
    public virtual bool TakesTypedMaps => false;

    /// <summary>Whether only PowerShell can make it.</summary>
    public virtual bool NeedsPowerShell => false;

    /// <summary>Problems of the arguments beyond names and types.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="hasSource">Whether there is a source database.</param>
    public virtual IEnumerable<string> Problems(JsonElement args, bool hasSource) => [];

    /// <summary>Makes the check; one that had nothing to look at is no Pass unless the arguments say so.</summary>
    /// <exception cref="NetBatchException">It could not be made.</exception>
    internal async Task<Verdict> CheckAsync(CheckRun run, CancellationToken cancellationToken)
    {
        await run.FindTableAsync(cancellationToken).ConfigureAwait(false);
        var verdict = await MakeAsync(run, cancellationToken).ConfigureAwait(false);
        return verdict.Looked(run.Flag("allowEmpty"))
            with { NotCompared =
                string.Join("; ", [.. LeftOut.By(Parameters, run.Args),
                    .. verdict.NotCompared is { Length: > 0 } more ? [more] : Array.Empty<string>()]) };
    }

    /// <summary>Makes the check.</summary>
    /// <exception cref="NetBatchException">It could not be made.</exception>
    private protected abstract Task<Verdict> MakeAsync(CheckRun run, CancellationToken cancellationToken);
}

/// <summary>Whether a validator needs a second database.</summary>
public enum SourceNeed
{
    /// <summary>It looks at one.</summary>
    Never,
    /// <summary>It compares where a source is given, and holds against its arguments where none is.</summary>
    Optional,
    /// <summary>It compares two.</summary>
    Always,
}
