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

    private readonly WatchKeys keys = new(Output.Terminal.Profile.Capabilities.Interactive && !Console.IsOutputRedirected, details);
    private readonly FailureList failures = new(host, jobId);
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

        return await host.Store.GetAsync(jobId, CancellationToken.None);
    }

    private async Task LoopAsync(Action<IRenderable?>? draw, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mark = await host.Store.MarkAsync(jobId, cancellationToken);
            var status = await host.Jobs.StatusAsync(jobId, false, cancellationToken);
            if (draw is not null)
            {
                draw(await PictureAsync(status, cancellationToken));
            }
            else
            {
                await TellAsync(status, cancellationToken);
            }

            if (status.State.IsAtRest() || host.Jobs.TakenOver(status.Job) is not null)
            {
                return;
            }

            await keys.WaitAsync(host, jobId, mark, Redraw, TimeSpan.FromSeconds(1), cancellationToken);
            if (keys.Left)
            {
                return;
            }
        }
    }

    private async Task TellAsync(JobStatus status, CancellationToken cancellationToken)
    {
        var waits = status.State == JobState.Waiting
            ? status.Job.Message ?? $"Waits for {status.Job.WaitReason.ToString().ToLowerInvariant()}." : null;
        if (waits is not null && waits != waitTold)
        {
            Console.Out.WriteLine(waits);
        }

        waitTold = waits;
        foreach (var run in await failures.ReadAsync(status, cancellationToken))
        {
            if (run.EndedAt >= since && failuresTold.Add((run.Number, run.Attempts)))
            {
                Console.Out.WriteLine($"  {run.Name}: {Output.Safe(run.Error?.ToString() ?? run.State.ToString())}");
            }
        }

        foreach (var batch in status.Batches.Where(batch =>
            batch.State.IsFinal() && batch.EndedAt >= since && batchesTold.Add(batch.Number)))
        {
            Console.Out.WriteLine(
                $"Batch {batch.Number} of {status.Batches.Count}, {TargetNoun.Of(status.Job.Kind)}s {batch.First}-{batch.Last}: "
                    + $"{batch.State}, {batch.Counts} in {Output.Time(batch.Duration)}  ({status.Percent} %)");
        }
    }

    private async Task<IRenderable> PictureAsync(JobStatus status, CancellationToken cancellationToken)
    {
        var failed = await failures.ReadAsync(status, cancellationToken);
        var (width, height) = (Math.Max(20, Output.Terminal.Profile.Width - 1), Math.Max(8, Output.Terminal.Profile.Height - 2));
        return new Rows(JobReports.Picture(status, failed, keys.Details, width, height).Select(Paint));
    }

    private static Text Paint(PictureLine line) => new(Output.Safe(line.Text), line.Tone switch
    {
        PictureTone.Bold => new Style(decoration: Decoration.Bold),
        PictureTone.Good => new Style(Color.Green),
        PictureTone.Bad => new Style(Color.Red),
        PictureTone.Warning => new Style(Color.Yellow),
        PictureTone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    });
}
