using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary>The subcommands that every sort of thing has which is kept under a name: <c>list</c>, <c>save</c>, <c>import</c>,
/// <c>remove</c>.</summary>
internal static class Verbs
{
    /// <summary><c>list</c>: all, or those of some names; as a table or, with <c>--json</c>, as objects.</summary>
    /// <param name="title">What people call them: <c>job templates</c>.</param>
    /// <param name="read">Reads those of some names.</param>
    /// <param name="table">Prints them as a table.</param>
    /// <param name="json">Prints one as JSON; null: as an object on a line.</param>
    public static Command List<T>(
        string title, Func<NetBatchHost, IReadOnlyList<string>, CancellationToken, IAsyncEnumerable<T>> read,
        Action<IReadOnlyList<T>> table, Action<T>? json = null)
        where T : notnull
    {
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.ZeroOrMore };
        return Of("list", $"List {title}.", [names], async (parsed, host, cancellationToken) =>
        {
            var all = await read(host, parsed.GetValue(names) ?? [], cancellationToken).ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                all.ForEach(json ?? (one => Output.Line(one)));
            }
            else
            {
                table(all);
            }
        });
    }

    /// <summary><c>save</c>: keeps the definition of a file.</summary>
    /// <param name="title">What people call one: <c>job template</c>.</param>
    /// <param name="read">Reads its JSON form, of a file by its full path and text.</param>
    /// <param name="book">Where it is kept.</param>
    public static Command Save<T>(string title, Func<string, string, T> read, Func<NetBatchHost, BatchDefinitions<T>> book)
        where T : NamedDefinition
    {
        var file = new Argument<FileInfo>("file") { Description = $"A file with the {title}'s JSON form (docs/scheduling.md)." };
        var force = new Option<bool>("--force") { Description = $"Put it over a {title} of the same name." };
        return Of("save", $"Keep a {title}.", [file, force], async (parsed, host, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var kept = await KeepAsync(book(host), read(path, await File.ReadAllTextAsync(path, cancellationToken)), parsed.GetValue(force),
                cancellationToken);
            Console.Out.WriteLine($"{kept.Name} kept.");
        });
    }

    /// <summary>Keeps a definition; tells where it went over another person's.</summary>
    public static async Task<T> KeepAsync<T>(BatchDefinitions<T> book, T definition, bool over, CancellationToken cancellationToken)
        where T : NamedDefinition
    {
        var replaced = over ? await book.OfAnotherAsync(definition.Name, cancellationToken) : null;
        var kept = await book.SaveAsync(definition, onlyNew: !over, cancellationToken);
        if (replaced is not null)
        {
            Console.Error.WriteLine($"netbatch: {replaced}");
        }

        return kept;
    }

    /// <summary><c>import</c>: takes the targets of a file into the inventory, all or none.</summary>
    /// <param name="title">What people call one: <c>device</c>.</param>
    /// <param name="forms">What the file may be.</param>
    /// <param name="import">Takes them in and tells how many they were.</param>
    /// <param name="skip">The option that takes what can be used of a file, or null: there is none.</param>
    public static Command Import(
        string title, string forms, Func<ParseResult, NetBatchHost, string, CancellationToken, Task<int>> import, Option<bool>? skip = null)
    {
        var file = new Argument<FileInfo>("file") { Description = forms };
        Symbol[] taken = skip is null ? [file] : [file, skip];
        return Of("import", $"Add the {title}s of a file, or replace those of the same name; all or none.", taken,
            async (parsed, host, cancellationToken) =>
            Console.Out.WriteLine(
                $"{Counted.Of(await import(parsed, host, parsed.GetRequiredValue(file).FullName, cancellationToken), title)} imported."));
    }

    /// <summary><c>remove</c> for what people define.</summary>
    public static Command Remove<T>(string description, Func<NetBatchHost, BatchDefinitions<T>> book)
        where T : NamedDefinition =>
        Remove(description, async (host, names, cancellationToken) =>
        {
            foreach (var one in await book(host).MatchingAsync(names, cancellationToken))
            {
                await book(host).RemoveAsync(one.Name, cancellationToken);
            }
        });

    /// <summary><c>remove</c> for targets of the inventory.</summary>
    public static Command Remove(string description, string kind) =>
        Remove(description, async (host, names, cancellationToken) =>
        {
            foreach (var one in await TargetSelection.ByNameAsync(host.Store.Targets, kind, names, cancellationToken))
            {
                await host.Store.Targets.RemoveAsync(kind, one.Name, cancellationToken);
            }
        });

    /// <summary>A subcommand that opens the store and succeeds where it does not throw.</summary>
    public static Command Of(string name, string description, IReadOnlyList<Symbol> symbols,
        Func<ParseResult, NetBatchHost, CancellationToken, Task> act)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Add(option);
            }
            else
            {
                command.Add((Argument)symbol);
            }
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await act(parsed, host, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove(string description, Func<NetBatchHost, IReadOnlyList<string>, CancellationToken, Task> remove)
    {
        var names = new Argument<string[]>("name")
        {
            Description = "Names; * and ? are wildcards. One that matches nothing removes nothing at all.",
            Arity = ArgumentArity.OneOrMore,
        };
        return Of("remove", description, [names],
            (parsed, host, cancellationToken) => remove(host, parsed.GetRequiredValue(names), cancellationToken));
    }
}
