using NetBatch.Hosting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetBatch.Cli.View;

/// <summary>Shows a job while it runs: redrawn on a terminal, a line for each batch and failure elsewhere.</summary>
/// <param name="host">The host.</param>
/// <param name="jobId">The job.</param>
/// <param name="details">Whether the devices in flight are shown.</param>
/// <param name="since">What ended before is not told again.</param>
internal sealed class JobView(NetBatchHost host, string jobId, bool details, DateTimeOffset since)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<int> batchesTold = [];
    private string? waitTold;
    private readonly HashSet<(int Number, int Attempts)> failuresTold = [];

    /// <summary>Shows the job until it stands still; cancelling ends the showing only.</summary>
    public async Task<BatchJob> FollowAsync(CancellationToken cancellationToken)
    {
        if (Output.Terminal.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await Output.Terminal.Live(new Text("")).StartAsync(context => LoopAsync(context.UpdateTarget, cancellationToken));
        }
        else
        {
            await LoopAsync(null, cancellationToken);
        }

        return await host.FindAsync(jobId, CancellationToken.None);
    }

    private async Task LoopAsync(Action<IRenderable?>? draw, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mark = await host.Store.MarkAsync(jobId, cancellationToken);
            var status = await host.StatusAsync(jobId, false, cancellationToken);
            if (draw is not null)
            {
                draw(await PictureAsync(status, cancellationToken));
            }
            else
            {
                await TellAsync(status, cancellationToken);
            }

            if (status.State.IsAtRest())
            {
                return;
            }

            await host.Store.WaitForChangeAsync(jobId, mark, TimeSpan.FromSeconds(1), cancellationToken);
            await Task.Delay(Redraw, cancellationToken);
        }
    }

    private async Task TellAsync(JobStatus status, CancellationToken cancellationToken)
    {
        var waits = status.State == JobState.Waiting ? status.Job.Message ?? $"Waits for {status.Job.WaitReason.ToString().ToLowerInvariant()}." : null;
        if (waits is not null && waits != waitTold)
        {
            Console.Out.WriteLine(waits);
        }

        waitTold = waits;
        foreach (var run in await FailuresAsync(cancellationToken))
        {
            if (run.EndedAt >= since && failuresTold.Add((run.Number, run.Attempts)))
            {
                Console.Out.WriteLine($"  {run.Name}: {Output.Safe(run.Error?.ToString() ?? run.State.ToString())}");
            }
        }

        foreach (var batch in status.Batches.Where(batch => batch.State.IsFinal() && batch.EndedAt >= since && batchesTold.Add(batch.Number)))
        {
            Console.Out.WriteLine($"Batch {batch.Number} of {status.Batches.Count}, devices {batch.First}-{batch.Last}: {batch.State}, {batch.Counts} in {Output.Time(batch.Duration)}  ({status.Percent} %)");
        }
    }

    private async Task<IRenderable> PictureAsync(JobStatus status, CancellationToken cancellationToken)
    {
        var left = status.TimeLeft is { } time && !status.State.IsFinal() ? $"  left {Output.Time(time)}" : "";
        List<IRenderable> lines =
        [
            new Markup($"[bold]{Markup.Escape(status.Name)}[/]  {status.Id}  [{Colour(status.State)}]{status.State}[/]"),
            new BreakdownChart().Width(60).HideTags().AddItems(Parts(status.Counts)),
            new Text($"{status.Percent} %  {status.Counts.Ended} of {status.Job.TotalTargets}  {Output.Time(status.Elapsed)}{left}"),
        ];
        if (status.Position.Length > 0)
        {
            lines.Add(new Text(status.Position));
        }

        var tail = Math.Max(3, Output.Terminal.Profile.Height - 12);
        if (details)
        {
            lines.AddRange(status.Targets.Take(tail).Select(run => new Text($"  {run.Name,-24} {run.State,-14} {Output.Time(host.Options.Time.GetUtcNow() - run.StartedAt)}")));
        }

        var failures = await FailuresAsync(cancellationToken);
        lines.AddRange(failures.TakeLast(Math.Max(3, tail - status.Targets.Count)).Select(run =>
            new Markup($"  [red]{Markup.Escape(run.Name)}[/] {Markup.Escape(Output.Safe(run.Error?.ToString() ?? run.State.ToString()))}")));
        if (status.Job.Message is { } message)
        {
            lines.Add(new Text(message));
        }

        return new Rows(lines);
    }

    private async Task<List<TargetRun>> FailuresAsync(CancellationToken cancellationToken)
    {
        var failed = new RunFilter { States = [TargetState.Failed, TargetState.ConnectionFailed, TargetState.OutcomeUnknown] };
        List<TargetRun> runs = [];
        await foreach (var run in host.Store.ReadRunsAsync(jobId, failed, cancellationToken))
        {
            runs.Add(run);
        }

        return runs;
    }

    private static IEnumerable<BreakdownChartItem> Parts(TargetCounts counts)
    {
        yield return new("completed", counts.Completed, Color.Green);
        yield return new("failed", counts.Failures, Color.Red);
        yield return new("in flight", counts.InFlight, Color.Yellow);
        yield return new("other", counts.Skipped + counts.Stopped + counts.Interrupted, Color.Grey);
        yield return new("pending", counts.Pending, Color.Grey23);
    }

    private static string Colour(JobState state) => state switch
    {
        JobState.Completed => "green",
        JobState.Partial or JobState.Paused or JobState.Interrupted => "yellow",
        JobState.Failed or JobState.Stopped => "red",
        _ => "blue",
    };
}
