using System.Globalization;

namespace NetBatch;

/// <summary>A running job as lines of text: what both front ends draw over and over.</summary>
public static class JobPicture
{
    private const int BarWidth = 30;

    /// <summary>The lines: job bar, batch bar, devices in flight with state and time, failures, keys.</summary>
    /// <param name="status">The live report.</param>
    /// <param name="failures">Targets that failed so far, in the order of their ends.</param>
    /// <param name="details">Whether devices are shown.</param>
    /// <param name="width">Columns at most.</param>
    /// <param name="height">Lines at most.</param>
    public static IReadOnlyList<PictureLine> Lines(JobStatus status, IReadOnlyList<TargetRun> failures, bool details, int width,
        int height)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(failures);
        var left = status.TimeLeft is { } time && time > TimeSpan.Zero ? $", about {Time(time)} left" : "";
        List<PictureLine> lines =
        [
            new($"{status.Name}  {status.Id}  {status.State}", PictureTone.Bold),
            new($"Job   [{Bar(status.Percent)}] {status.Percent,3}%  {status.Counts.Ended} of {status.Job.TotalTargets}  "
                + $"{Time(status.Elapsed)} elapsed{left}"),
        ];
        if (status.Batches.FirstOrDefault(batch => batch.Number == status.CurrentBatch) is { } current)
        {
            var percent = current.Size == 0 ? 100 : 100 * current.Counts.Ended / current.Size;
            lines.Add(new($"Batch [{Bar(percent)}] {percent,3}%  {status.Position}{(current.IsCanary ? " (canary)" : "")}"));
        }

        if (status.Step.Length > 0)
        {
            lines.Add(new(status.Step));
        }

        lines.Add(new(status.Counts.ToString(), status.Counts.Failures > 0 ? PictureTone.Bad : PictureTone.Good));
        if (status.Job.Message is { } message)
        {
            lines.Add(new(message, PictureTone.Warning));
        }

        var keys = status.State.IsAtRest() ? []
            : new[] { new PictureLine(details ? "d: hide devices   q: stop watching" : "d: show devices   q: stop watching",
                PictureTone.Faint) };
        if (details)
        {
            var room = Math.Max(2, height - lines.Count - keys.Length);
            var forFailures = Math.Min(failures.Count, Math.Max(room / 2, room - status.Targets.Count));
            lines.AddRange(Some(status.Targets, room - forFailures,
                run => new PictureLine($"  {run.Name,-24} {run.State,-14} {Time(status.At - run.StartedAt)}"), fromEnd: false));
            lines.AddRange(Some(failures, forFailures, run =>
                new PictureLine($"  {run.Name,-24} {run.Error?.ToString() ?? run.State.ToString()}", PictureTone.Bad), fromEnd: true));
            // The batches that were gone through, as far as there is room left.
            var past = status.Batches.Where(batch => batch.State.IsFinal()).ToArray();
            lines.AddRange(past.TakeLast(Math.Max(0, height - lines.Count - keys.Length)).Select(Past));
        }

        return [.. lines.Concat(keys).Select(line => line with { Text = Cut(line.Text, width) })];
    }

    private static PictureLine Past(BatchStatus batch) => new(
        $"Batch {batch.Number,3}  {$"{batch.First}-{batch.Last}",-11}  {batch.State,-9}  {batch.Counts}"
            + $"{(batch.Duration is { } took ? $"  {Time(took)}" : "")}{(batch.IsCanary ? "  canary" : "")}",
        batch.State == BatchState.Completed ? PictureTone.Good
            : batch.State is BatchState.Failed or BatchState.Partial ? PictureTone.Bad : PictureTone.Faint);

    /// <summary>As many as there is room for; the last line tells how many more there are.</summary>
    private static IEnumerable<PictureLine> Some(IReadOnlyList<TargetRun> runs, int room, Func<TargetRun, PictureLine> line, bool fromEnd)
    {
        var shown = runs.Count <= room ? runs.Count : Math.Max(0, room - 1);
        foreach (var run in fromEnd ? runs.Skip(runs.Count - shown) : runs.Take(shown))
        {
            yield return line(run);
        }

        if (shown < runs.Count && room > 0)
        {
            yield return new PictureLine($"  and {runs.Count - shown} more", PictureTone.Faint);
        }
    }

    private static string Bar(int percent)
    {
        var full = percent * BarWidth / 100;
        return new string('#', full) + new string('.', BarWidth - full);
    }

    private static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalHours: >= 1 } span => $"{(int)span.TotalHours}:{span:mm\\:ss}",
        { } span => span.ToString(@"m\:ss", CultureInfo.InvariantCulture),
    };

    private static string Cut(string text, int width)
    {
        var line = SafeText.Of(text).Replace('\n', ' ').Replace('\t', ' ');
        return line.Length <= width ? line : line[..width];
    }
}
