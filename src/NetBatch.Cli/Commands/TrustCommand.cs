using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch trust</c>: what others wrote into a shared store, and the own account's approval of it.</summary>
internal static class TrustCommand
{
    public static Command Create() =>
        new("trust", "What of a shared store may run or decide in this account's processes.") { List(), Approve() };

    private static Command List()
    {
        var open = new Option<bool>("--open") { Description = "Only what is not approved." };
        return Verbs.Of("list",
            "List what needs this account's approval, and whether it has it; nothing where nobody else can write the store.", [open],
            async (parsed, host, cancellationToken) =>
        {
            var all = await host.Shared.ListAsync(cancellationToken).Where(one => !one.IsApproved || !parsed.GetValue(open))
                .ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                all.ForEach(Output.Line);
            }
            else
            {
                Output.Table(["Sort", "Name", "Changed by", "Approved"],
                    all.Select(one => (IReadOnlyList<string>)[one.Sort, one.Name, one.ChangedBy, one.IsApproved ? "yes" : "no"]));
            }
        });
    }

    private static Command Approve()
    {
        var sort = new Argument<string>("sort") { Description = "What it is, as the list says; job for a job of another account." };
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.OneOrMore };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        return Verbs.Of("approve", "Approve contents of a shared store as they are now, for this account; shows each and asks.",
            [sort, names, yes], async (parsed, host, cancellationToken) =>
        {
            foreach (var shown in await host.Shared.MatchingAsync(parsed.GetRequiredValue(sort), parsed.GetRequiredValue(names),
                cancellationToken))
            {
                Console.Out.WriteLine($"{Output.Safe($"{shown.Sort} {shown.Name} by {shown.ChangedBy}")}\n{SafeText.Of(shown.Content)}");
                if (!parsed.GetValue(yes))
                {
                    ApprovalCommands.Ask();
                }

                host.Shared.Approve(shown);
                Console.Out.WriteLine(Output.Safe($"{shown.Sort} {shown.Name} is approved."));
            }
        });
    }
}
