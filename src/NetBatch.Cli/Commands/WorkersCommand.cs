using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch workers</c>: who works for the store's hubs.</summary>
internal static class WorkersCommand
{
    public static Command Create() => new("workers", "Those who work for the store's hubs in their sites.")
    {
        Verbs.List("workers", (host, names, cancellationToken) => ReadAsync(host, names, cancellationToken), Table), Revoke(), Remove(),
    };

    private static async IAsyncEnumerable<BatchWorker> ReadAsync(Hosting.NetBatchHost host, IReadOnlyList<string> names,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var worker in await host.Workers.ReadAsync(names, cancellationToken))
        {
            yield return worker;
        }
    }

    private static void Table(IReadOnlyList<BatchWorker> workers) => Output.Table(
        ["Site", "Name", "Version", "Capacity", "InFlight", "LastHeard", "Revoked"],
        workers.Select(worker => (string[])[worker.Site, worker.Name, worker.Version ?? "", $"{worker.Capacity}", $"{worker.InFlight}",
            worker.LastHeard?.ToString("u", null) ?? "never", worker.Revoked ? "yes" : ""]));

    private static Command Revoke()
    {
        var names = Names();
        return Verbs.Of("revoke", "Shut workers out: they get nothing more to do, within seconds.", [names],
            async (parsed, host, cancellationToken) =>
            {
                foreach (var name in parsed.GetValue(names) ?? [])
                {
                    await host.Workers.RevokeAsync(name, cancellationToken);
                    Console.Out.WriteLine($"{name} is shut out.");
                }
            });
    }

    private static Command Remove()
    {
        var names = Names();
        return Verbs.Of("remove", "Forget workers: they are shut out, and their names are free.", [names],
            async (parsed, host, cancellationToken) =>
            {
                foreach (var name in parsed.GetValue(names) ?? [])
                {
                    await host.Workers.RemoveAsync(name, cancellationToken);
                    Console.Out.WriteLine($"{name} is forgotten.");
                }
            });
    }

    private static Argument<string[]> Names() => new("name") { Description = "Names.", Arity = ArgumentArity.OneOrMore };
}
