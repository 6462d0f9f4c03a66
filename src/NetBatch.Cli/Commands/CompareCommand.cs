using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch compare</c>: what differs between two jobs, device by device.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "The first job's id." };
        var after = new Argument<string>("after") { Description = "The second job's id." };
        var ignore = JobFilterOptions.Many("--ignore", "Lines that match these regular expressions make no difference.");
        var all = new Option<bool>("--all") { Description = "Devices that do not differ too." };
        var command = new Command("compare",
            "Outcomes, durations and outputs of two jobs, device by device; ends with 1 where they differ.") { before, after, ignore, all };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var one = await host.Store.GetAsync(parsed.GetRequiredValue(before), cancellationToken);
            var two = await host.Store.GetAsync(parsed.GetRequiredValue(after), cancellationToken);
            var counts = new Dictionary<ComparisonResult, int>();
            await foreach (var found in host.Reports.CompareAsync(one.Id, two.Id, parsed.GetValue(ignore) ?? [], cancellationToken))
            {
                counts[found.Result] = counts.GetValueOrDefault(found.Result) + 1;
                if (found.Result != ComparisonResult.Same || parsed.GetValue(all))
                {
                    Show(found, parsed.GetValue(CommonOptions.Json));
                }
            }

            if (!parsed.GetValue(CommonOptions.Json))
            {
                Console.Out.WriteLine(
                    $"{one.Id} {one.Name} ({one.Counts}, {Output.Time(one.EndedAt - one.StartedAt)}) and {two.Id} {two.Name} ("
                        + $"{two.Counts}, {Output.Time(two.EndedAt - two.StartedAt)}): {Words(counts)}");
            }

            return counts.Keys.All(result => result == ComparisonResult.Same) ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static void Show(JobComparison found, bool json)
    {
        if (json)
        {
            Output.Line(found);
            return;
        }

        var what = found.Result switch
        {
            ComparisonResult.OnlyBefore => $"only in the first ({found.StateBefore})",
            ComparisonResult.OnlyAfter => $"only in the second ({found.StateAfter})",
            _ => $"{State(found.StateBefore, found.ErrorBefore)} -> {State(found.StateAfter, found.ErrorAfter)}",
        };
        Console.Out.WriteLine($"{found.Device}: {what}  {Output.Time(found.DurationBefore)} -> {Output.Time(found.DurationAfter)}");
        foreach (var output in found.Outputs)
        {
            Console.Out.WriteLine($"  {Output.Safe(output.Command)}");
            foreach (var line in output.Lines)
            {
                Console.Out.WriteLine($"    {Output.Safe(line)}");
            }
        }
    }

    private static string State(TargetState? state, RunError? error) => error is null ? $"{state}" : $"{state} ({error.Code})";

    private static string Words(Dictionary<ComparisonResult, int> counts)
    {
        (ComparisonResult Result, string Word)[] words =
        [
            (ComparisonResult.Same, "same"), (ComparisonResult.Outcome, "ended otherwise"), (ComparisonResult.Output, "answered otherwise"),
            (ComparisonResult.OnlyBefore, "only in the first"), (ComparisonResult.OnlyAfter, "only in the second"),
        ];
        return string.Join(", ", words.Where(word => counts.ContainsKey(word.Result)).Select(word => $"{counts[word.Result]} {word.Word}"));
    }
}
