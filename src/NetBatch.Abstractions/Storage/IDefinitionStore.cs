using System.Text.Json;

namespace NetBatch;

/// <summary>What people define once and use again: workflows, job templates, schedules, projects. Kept by sort and name.</summary>
public interface IDefinitionStore
{
    /// <summary>
    /// Adds a definition, or replaces the one of the same sort and name (any case). One that has a ChangedAt was made from the one that
    /// was read then, and replaces no later one.
    /// </summary>
    /// <param name="definition">What is kept.</param>
    /// <param name="onlyNew">Refuse where there is one already.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is one, and only a new one was asked for;
    /// <see cref="ErrorCode.IllegalState"/>: somebody has changed or removed it since.</exception>
    Task SaveAsync(Definition definition, bool onlyNew, CancellationToken cancellationToken);

    /// <summary>Definitions of a sort by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is
    /// given.</summary>
    IAsyncEnumerable<Definition> ReadAsync(string sort, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>What of the definitions the own account has approved; null: nobody else can write the store.</summary>
    IContentApproval? Approval => null;

    /// <summary>Forgets a definition; false where there was none.</summary>
    Task<bool> RemoveAsync(string sort, string name, CancellationToken cancellationToken);
}

/// <summary>Something that people define once and use again.</summary>
/// <param name="Sort">What sort it is: <c>workflow</c>, <c>template</c>, <c>schedule</c>, <c>project</c>.</param>
/// <param name="Name">Its name, unique within its sort whatever the case, and one that <see cref="NamedDefinition.NameProblem"/> has
/// nothing against.</param>
/// <param name="Content">A JSON object in the form of its sort; holds no secret.</param>
/// <param name="ChangedAt">When it was last changed, set by the store; on saving, when the one was that it was made from, or the
/// default.</param>
/// <param name="ChangedBy">By whom: user@host.</param>
public sealed record Definition(string Sort, string Name, JsonElement Content, DateTimeOffset ChangedAt = default, string ChangedBy = "");
