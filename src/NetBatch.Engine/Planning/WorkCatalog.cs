namespace NetBatch;

/// <summary>The kinds of work that this process knows, by name.</summary>
/// <param name="kinds">The kinds; names are unique.</param>
public sealed class WorkCatalog(IEnumerable<WorkKind> kinds)
{
    private readonly Dictionary<string, WorkKind> byName =
        kinds.ToDictionary(kind => kind.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All kinds, by name.</summary>
    public IReadOnlyCollection<WorkKind> Kinds => byName.Values;

    /// <summary>The kind of that name, able to read that version of its arguments.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.UnknownWork"/>.</exception>
    public WorkKind Find(string name, int version)
    {
        if (!byName.TryGetValue(name, out var kind))
        {
            throw new NetBatchException(
                ErrorCode.UnknownWork,
                $"There is no kind of work '{name}'.",
                $"Known are: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
        }

        return version > kind.Version
            ? throw new NetBatchException(
                ErrorCode.UnknownWork,
                $"The work '{name}' has arguments of version {version}; this version reads up to {kind.Version}.",
                "Update NetBatch.")
            : kind;
    }
}
