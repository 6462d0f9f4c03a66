using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that list what people have defined.</summary>
public abstract class DefinitionCommand : NetBatchCommand
{
    /// <summary>Gives definitions by name, or all; a name that is written out and names nothing is its error.</summary>
    /// <param name="names">The names, with wildcards; none: all.</param>
    /// <param name="book">Where they are.</param>
    /// <param name="show">What is given of each; null: itself.</param>
    private protected void List<T>(string[] names, Func<NetBatchHost, BatchDefinitions<T>> book,
        Func<Session, T, CancellationToken, Task>? show = null)
        where T : NamedDefinition =>
        Array.ForEach(names.Length == 0 ? ["*"] : names, name => RunEach(name, async (session, cut) =>
        {
            await foreach (var one in book(session.Host).ListAsync([name], cut))
            {
                await (show is null ? session.WriteAsync(one) : show(session, one, cut));
            }
        }));
}
