using System.Runtime.CompilerServices;

namespace NetBatch.Store;

/// <summary>The inventory. Names that differ only in case are one name.</summary>
internal sealed class TargetTable(StoreWriter writer, ReaderPool readers, Func<IContentApproval?> approval) : ITargetStore
{
    private const int Page = 500;

    public IContentApproval? Approval => approval();

    public async Task SaveAsync(IReadOnlyList<Target> targets, CancellationToken cancellationToken)
    {
        var rows = targets.Select(target => (target.Kind, target.Name, Fold: Fold(target.Name), Json: StoredForm.Write(target))).ToArray();
        await writer.WriteAsync(scope =>
        {
            foreach (var (kind, _, fold, json) in rows)
            {
                scope.Database.Post(
                    "INSERT INTO targets (kind, fold, target) VALUES ($1, $2, $3) ON CONFLICT (kind, fold) DO UPDATE SET target = "
                        + "excluded.target",
                    kind, fold, json);
            }

            return true;
        }).WaitAsync(cancellationToken).ConfigureAwait(false);
        var own = Approval;
        foreach (var kind in rows.GroupBy(row => row.Kind))
        {
            own?.Approve(kind.Key, kind.Select(row => (row.Name, row.Json)));
        }
    }

    public async IAsyncEnumerable<Target> ReadAsync(
        string kind, IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        // Plain names are looked up; only a wildcard makes all names worth reading.
        var exact = names.Count > 0 && !names.Any(Wildcard.Has);
        var sql = $"SELECT fold, target FROM targets WHERE kind = $1 AND fold > $2"
            + $"{(exact ? " AND fold IN (SELECT value FROM texts($3))" : "")} ORDER BY fold LIMIT {Page}";
        var folds = Stored.Texts([.. names.Select(Fold)]);
        for (var after = ""; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = after;
            var page = readers.Read(database =>
                database.List(sql, row => (Fold: row.Text(0), Json: row.Text(1)), kind, from, folds));
            foreach (var (fold, json) in page)
            {
                after = fold;
                if (exact || Wildcard.MatchesAny(names, fold))
                {
                    yield return StoredForm.ReadTarget(json);
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    public Task<bool> RemoveAsync(string kind, string name, CancellationToken cancellationToken) =>
        writer.WriteAsync(scope => scope.Database.Execute("DELETE FROM targets WHERE kind = $1 AND fold = $2", kind, Fold(name)) > 0)
            .WaitAsync(cancellationToken);

    private static string Fold(string name) => name.ToUpperInvariant();
}
