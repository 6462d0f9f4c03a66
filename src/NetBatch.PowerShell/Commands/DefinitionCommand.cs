using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that list or forget what people have defined.</summary>
public abstract class DefinitionCommand : NetBatchCommand
{
    /// <summary>Gives definitions by name, or all; a name that is written out and names nothing is its error.</summary>
    /// <param name="names">The names, with wildcards; none: all.</param>
    /// <param name="book">Where they are.</param>
    /// <param name="show">What is given of each; null: itself.</param>
    private protected void List<T>(string[] names, Func<NetBatchHost, DefinitionBook<T>> book, Func<Session, T, CancellationToken, Task>? show = null)
        where T : NamedDefinition =>
        Array.ForEach(names.Length == 0 ? ["*"] : names, name => RunEach(name, async (session, cut) =>
        {
            await foreach (var one in book(session.Host).ListAsync([name], cut))
            {
                await (show is null ? session.WriteAsync(one) : show(session, one, cut));
            }
        }));

    /// <summary>Forgets definitions by name, each after it was asked for; a name, or a wildcard, that matches nothing is its error.</summary>
    private protected void Forget<T>(string[] names, Func<NetBatchHost, DefinitionBook<T>> book, string action)
        where T : NamedDefinition =>
        Array.ForEach(names, name => RunEach(name, async (session, cut) =>
        {
            foreach (var one in await book(session.Host).MatchingAsync([name], cut))
            {
                if (await session.MayAsync(one.Name, action))
                {
                    await book(session.Host).RemoveAsync(one.Name, cut);
                }
            }
        }));
}
