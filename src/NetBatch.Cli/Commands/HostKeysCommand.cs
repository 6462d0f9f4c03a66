using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch hostkeys</c>: the keys by which devices show who they are.</summary>
internal static class HostKeysCommand
{
    public static Command Create() =>
        new("hostkeys", "The host keys that are known beside the store.") { List(), Pin(), Import(), Forget() };

    private static Argument<string[]> Names(string what, bool all) => new("host")
    {
        Description = $"{what} As in known_hosts: 10.0.0.1, or [10.0.0.1]:2222 where the port is not 22; * and ? are wildcards.",
        Arity = all ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
    };

    private static Command List()
    {
        var names = Names("Hosts; default: all.", all: true);
        return Verbs.Of("list", "List them, with how each came to be known.", [names],
            (parsed, host, _) => Show(parsed, host.HostKeys.List(parsed.GetValue(names) is { Length: > 0 } some ? some : ["*"])));
    }

    private static Command Pin()
    {
        var names = Names("Hosts whose accepted keys are approved.", all: false);
        return Verbs.Of("pin", "Approve keys that were accepted: compare the fingerprints with the devices' first.", [names],
            (parsed, host, _) => Show(parsed, host.HostKeys.Pin(parsed.GetRequiredValue(names))));
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A known_hosts file." };
        return Verbs.Of("import", "Approve all keys of a known_hosts file.", [file],
            (parsed, host, _) => Show(parsed, host.HostKeys.Import(parsed.GetRequiredValue(file).FullName)));
    }

    private static Command Forget()
    {
        var names = Names("Hosts.", all: false);
        return Verbs.Of("forget", "Forget keys: the next one that a host shows is its first.", [names],
            (parsed, host, _) => Show(parsed, host.HostKeys.Forget(parsed.GetRequiredValue(names))));
    }

    private static Task Show(ParseResult parsed, IReadOnlyList<KnownHostKey> keys)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            keys.ToList().ForEach(Output.Line);
        }
        else
        {
            Output.Table(["Host", "Type", "Fingerprint", "Approved"],
                keys.Select(key => (IReadOnlyList<string>)[key.Name, key.Type, key.Fingerprint, key.IsPinned ? "yes" : "no"]));
        }

        return Task.CompletedTask;
    }
}
