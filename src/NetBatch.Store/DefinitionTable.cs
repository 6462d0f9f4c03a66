using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Store;

/// <summary>Definitions by sort and name. Names that differ only in case are one name.</summary>
internal sealed class DefinitionTable(StoreWriter writer, ReaderPool readers, TimeProvider time, Func<IContentApproval?> approval)
    : IDefinitionStore
{
    private const string Replace = "UPDATE SET name = excluded.name, content = excluded.content, changed_at = excluded.changed_at, "
        + "changed_by = excluded.changed_by";

    public IContentApproval? Approval => approval();

    public async Task SaveAsync(Definition definition, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (NamedDefinition.NameProblem(definition.Sort, definition.Name) is { } problem)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, problem);
        }

        var json = definition.Content.GetRawText();
        await writer.WriteAsync(scope =>
        {
            EnsureUnchanged(scope.Database, definition, onlyNew);
            var written = scope.Database.Execute(
                "INSERT INTO definitions (sort, fold, name, content, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6) "
                    + $"ON CONFLICT (sort, fold) DO {(onlyNew ? "NOTHING" : Replace)}",
                definition.Sort, Fold(definition.Name), definition.Name, json, Stored.Time(time.GetUtcNow()), definition.ChangedBy);
            return written > 0
                ? true
                : throw new NetBatchException(
                    ErrorCode.InvalidArgument, $"There is a {definition.Sort} named '{definition.Name}' already.",
                    "Choose another name, or change the one that is there.");
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
        Approval?.Approve(definition.Sort, [(definition.Name, json)]);
    }

    public async IAsyncEnumerable<Definition> ReadAsync(string sort, IReadOnlyList<string> names,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        // Definitions are what people write by hand: few enough to be read at once.
        foreach (var definition in readers.Read(database => database.List(
            "SELECT name, content, changed_at, changed_by FROM definitions WHERE sort = $1 ORDER BY fold",
            row => new Definition(sort, row.Text(0), JsonElement.Parse(row.Text(1)), row.Time(2), row.Text(3)), sort)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Wildcard.MatchesAny(names, definition.Name))
            {
                yield return definition;
            }
        }
    }

    public Task<bool> RemoveAsync(string sort, string name, CancellationToken cancellationToken) =>
        writer.WriteAsync(scope => scope.Database.Execute("DELETE FROM definitions WHERE sort = $1 AND fold = $2", sort, Fold(name)) > 0)
            .WaitAsync(cancellationToken);

    /// <summary>Refuses to put a definition over one that it was not made from: the change of somebody else would be lost unseen.</summary>
    private static void EnsureUnchanged(Database database, Definition definition, bool onlyNew)
    {
        if (onlyNew || definition.ChangedAt == default)
        {
            return;
        }

        var now = database.First<(DateTimeOffset At, string By)?>(
            "SELECT changed_at, changed_by FROM definitions WHERE sort = $1 AND fold = $2", row => (row.Time(0), row.Text(1)),
            definition.Sort, Fold(definition.Name));
        if (now?.At != definition.ChangedAt)
        {
            throw new NetBatchException(
                ErrorCode.IllegalState,
                $"The {definition.Sort} '{definition.Name}' was "
                    + $"{(now is { } other ? $"changed by {other.By} at {other.At:u}" : "removed")} since it was read; nothing was "
                    + $"written.",
                "Look at it as it is now, then change it again.");
        }
    }

    private static string Fold(string name) => name.ToUpperInvariant();
}
