using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch;

/// <summary>All that people have defined of one sort: kept, read by name, found, and forgotten.</summary>
/// <typeparam name="T">What is defined.</typeparam>
/// <param name="definitions">Where they are kept.</param>
/// <param name="me">Who keeps them.</param>
/// <param name="sort">What sort they are.</param>
public abstract class BatchDefinitions<T>(IDefinitionStore definitions, Requester me, DefinitionSort sort)
    where T : NamedDefinition
{
    private const int MostNamed = 20;

    /// <summary>Keeps a definition, or replaces the one of its name.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>It, as it was kept.</returns>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be used; every problem, a line each.
    /// <see cref="ErrorCode.IllegalState"/>: it was made from one that somebody else has changed or removed since.</exception>
    public virtual async Task<T> SaveAsync(T definition, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        string[] problems = [.. NamedDefinition.NameProblem(sort.Title, definition.Name) is { } wrong ? [wrong] : Array.Empty<string>(),
            .. Problems(definition)];
        if (problems.Length > 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems));
        }

        // The store refuses it again, where another process was quicker; here it is said in people's words.
        if (onlyNew && await TryFindAsync(definition.Name, cancellationToken).ConfigureAwait(false) is { } there)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"There is a {sort.Title} '{there.Name}' already.",
                "Choose another name, or replace the one that is there: by -Force (--force) or a Set- cmdlet where there is one, else "
                    + "remove it first.");
        }

        var kept = await PreparedAsync(definition, cancellationToken).ConfigureAwait(false);
        await definitions.SaveAsync(new Definition(sort.Key, kept.Name, Write(kept), definition.ChangedAt, me.ToString()), onlyNew,
            cancellationToken).ConfigureAwait(false);
        return await FindAsync(kept.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whose definition one would be put over: a sentence where it is another person's, else null.</summary>
    public async Task<string?> OfAnotherAsync(string name, CancellationToken cancellationToken) =>
        await TryFindAsync(name, cancellationToken).ConfigureAwait(false) is { } there && there.ChangedBy != me.ToString()
            ? $"The {sort.Title} '{there.Name}' that {there.ChangedBy} changed at {there.ChangedAt:u} was replaced."
            : null;

    /// <summary>Definitions by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    public async IAsyncEnumerable<T> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in PlainAsync(names, cancellationToken).ConfigureAwait(false))
        {
            yield return await CompleteAsync(one, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Definitions as people list them: a wildcard that matches nothing gives nothing, a name that is written out must be
    /// there.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of a name; the remedy says which there
    /// are.</exception>
    public async IAsyncEnumerable<T> ListAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await EnsureKnownAsync([.. names.Where(name => name.AsSpan().IndexOfAny('*', '?') < 0)], cancellationToken).ConfigureAwait(false);
        await foreach (var one in ReadAsync(names, cancellationToken).ConfigureAwait(false))
        {
            yield return one;
        }
    }

    /// <summary>The definition of a name, in any case, to be used.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none; the remedy says which there are.
    /// <see cref="ErrorCode.ApprovalRequired"/>: a colleague wrote it into a shared store.</exception>
    public async Task<T> FindAsync(string name, CancellationToken cancellationToken) =>
        await ApprovedAsync(name, cancellationToken).ConfigureAwait(false) is { } found
            ? await CompleteAsync(found, cancellationToken).ConfigureAwait(false)
            : throw await MissingAsync(name, cancellationToken).ConfigureAwait(false);

    /// <summary>The same, to be used.</summary>
    /// <exception cref="NetBatchException">As <see cref="MatchingAsync"/>; <see cref="ErrorCode.ApprovalRequired"/>: a colleague wrote one
    /// of them into a shared store.</exception>
    public async Task<IReadOnlyList<T>> ToUseAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var matching = await MatchingAsync(names, cancellationToken).ConfigureAwait(false);
        foreach (var one in definitions.Approval is null ? [] : matching)
        {
            await ApprovedAsync(one.Name, cancellationToken).ConfigureAwait(false);
        }

        return matching;
    }

    /// <summary>Definitions by name or wildcard, each once, in the order of the names; a wildcard that matches nothing gives
    /// nothing.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a name that is written out names nothing; the remedy
    /// says which there are.</exception>
    public async Task<IReadOnlyList<T>> MatchingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        OrderedDictionary<string, T> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var matching = await ReadAsync([name], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (matching.Count == 0 && name.AsSpan().IndexOfAny('*', '?') < 0)
            {
                throw await MissingAsync(name, cancellationToken).ConfigureAwait(false);
            }

            matching.ForEach(one => found.TryAdd(one.Name, one));
        }

        return [.. found.Values];
    }

    /// <summary>Refuses names that there are none of; wildcards are none.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none of a name; the remedy says which there
    /// are.</exception>
    public async Task EnsureKnownAsync(IReadOnlyList<string>? names, CancellationToken cancellationToken)
    {
        foreach (var name in names ?? [])
        {
            _ = await TryFindAsync(name, cancellationToken).ConfigureAwait(false)
                ?? throw await MissingAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets a definition; jobs keep their own copy of what they were made of.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none; the remedy says which there are.
    /// <see cref="ErrorCode.IllegalState"/>: something that is kept needs it.</exception>
    public virtual async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await NeededByAsync(name, cancellationToken).ConfigureAwait(false) is { Count: > 0 } users)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState, $"The {sort.Title} '{name}' is needed by {string.Join(", ", users)}.",
                "Change or remove that first; without this no job of it could start.");
        }

        if (!await definitions.RemoveAsync(sort.Key, name, cancellationToken).ConfigureAwait(false))
        {
            throw await MissingAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The definition of a name to be used, or null.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ApprovalRequired"/>: a colleague wrote it into a shared store.</exception>
    public async Task<T?> ApprovedAsync(string name, CancellationToken cancellationToken)
    {
        var kept = await definitions.ReadAsync(sort.Key, [], cancellationToken)
            .FirstOrDefaultAsync(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        if (kept is null)
        {
            return null;
        }

        definitions.Approval.Ensure(sort.Key, kept.Name, kept.Content.GetRawText(), kept.ChangedBy);
        return Read(kept) with { ChangedAt = kept.ChangedAt, ChangedBy = kept.ChangedBy };
    }

    /// <summary>The definition of a name, in any case, or null.</summary>
    public async Task<T?> TryFindAsync(string name, CancellationToken cancellationToken) =>
        await PlainAsync([], cancellationToken)
            .FirstOrDefaultAsync(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);

    /// <summary>Definitions as they are kept, without what is only known when they are read.</summary>
    protected async IAsyncEnumerable<T> PlainAsync(IReadOnlyList<string> names,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var one in definitions.ReadAsync(sort.Key, names, cancellationToken).ConfigureAwait(false))
        {
            yield return Read(one) with { ChangedAt = one.ChangedAt, ChangedBy = one.ChangedBy };
        }
    }

    /// <summary>What is wrong with the content, a sentence each; its name is looked at elsewhere.</summary>
    protected abstract IEnumerable<string> Problems(T definition);

    /// <summary>The content as it is kept.</summary>
    protected abstract JsonElement Write(T definition);

    /// <summary>What was kept.</summary>
    protected abstract T Read(Definition kept);

    /// <summary>The definition in the form in which it is kept, after what needs the store to be checked.</summary>
    /// <exception cref="NetBatchException">What is wrong with it.</exception>
    protected virtual Task<T> PreparedAsync(T definition, CancellationToken cancellationToken) => Task.FromResult(definition);

    /// <summary>What could do nothing more without the definition of a name: <c>the schedule 'nightly'</c>.</summary>
    protected virtual Task<IReadOnlyList<string>> NeededByAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>The definition with what is only known when it is read.</summary>
    protected virtual Task<T> CompleteAsync(T definition, CancellationToken cancellationToken) => Task.FromResult(definition);

    private async Task<NetBatchException> MissingAsync(string name, CancellationToken cancellationToken)
    {
        var names = await definitions.ReadAsync(sort.Key, [], cancellationToken).Select(one => one.Name).ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        var more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return new NetBatchException(
            ErrorCode.InvalidArgument,
            $"There is no {sort.Title} '{name}'.",
            names.Count == 0
                ? $"There is none at all; {sort.Define} makes one."
                : $"There {(names.Count == 1 ? "is" : "are")}: {string.Join(", ", names.Take(MostNamed))}{more}. {sort.List} lists them.");
    }
}

/// <summary>A sort of definitions, and how people come by them.</summary>
/// <param name="Key">What the store calls it.</param>
/// <param name="Title">What people call one: <c>job template</c>.</param>
/// <param name="List">The cmdlet and the verb that list them.</param>
/// <param name="Define">The cmdlet and the verb that define one.</param>
public sealed record DefinitionSort(string Key, string Title, string List, string Define);
