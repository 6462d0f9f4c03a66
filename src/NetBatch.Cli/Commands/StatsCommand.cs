using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch stats</c>: figures over the jobs of a window.</summary>
internal static class StatsCommand
{
    public static Command Create()
    {
        var which = new JobFilterOptions();
        var top = new Option<int>("--top") { Description = "How many slow and flaky devices.", DefaultValueFactory = _ => 10 };
        var all = new Option<bool>("--all") { Description = "All jobs, not only those of the last 7 days." };
        var command = new Command("stats", "Figures over the jobs of the last 7 days, or of --since and --before.") { top, all };
        which.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var filter = which.Read(parsed);
            if (!parsed.GetValue(all) && filter.Since is null && filter.Ids.Count == 0)
            {
                filter = filter with { Since = (filter.Before ?? host.Options.Time.GetUtcNow()).AddDays(-7) };
            }

            var figures = await host.Store.MeasureAsync(filter, Math.Max(0, parsed.GetValue(top)), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Line(figures);
            }
            else
            {
                Show(figures);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(JobMeasure figures)
    {
        var window = (figures.Since, figures.Before) switch
        {
            ({ } since, { } before) => $" from {Output.Moment(since)} to {Output.Moment(before)}",
            ({ } since, null) => $" since {Output.Moment(since)}",
            (null, { } before) => $" before {Output.Moment(before)}",
            _ => "",
        };
        Console.Out.WriteLine(
            $"{Counted.Of(figures.Jobs, "job")}{window}: {(figures.Jobs == 0 ? "none" : string.Join(", ", figures.ByState))}");
        if (figures.Jobs == 0)
        {
            return;
        }

        Console.Out.WriteLine($"Kinds    {string.Join(", ", figures.ByKind)}");
        Console.Out.WriteLine($"Devices  {figures.Targets}: {figures.Counts}");
        Console.Out.WriteLine($"Success  {(figures.SuccessRate is { } rate ? $"{rate:0.0} %" : "none ended")}");
        Console.Out.WriteLine($"Time     {figures.Duration}");
        Console.Out.WriteLine($"Connect  {figures.ConnectTime}");
        if (figures.Failures.Count > 0)
        {
            Console.Out.WriteLine($"Errors   {string.Join(", ", figures.Failures)}");
        }

        Devices("Slowest devices", figures.Slowest);
        Devices("Flakiest devices", figures.Flakiest);
    }

    private static void Devices(string title, IReadOnlyList<DeviceMeasure> devices)
    {
        if (devices.Count > 0)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(title);
            Output.Table(
                ["Device", "Runs", "Completed", "Failed", "Retried", "Success", "Mean", "Max"],
                devices.Select(one =>
                    (string[])[one.Device, $"{one.Runs}", $"{one.Completed}", $"{one.Failures}", $"{one.Retried}", $"{one.SuccessRate:0} %",
                        Output.Time(one.MeanDuration), Output.Time(one.MaxDuration)]));
        }
    }
}
