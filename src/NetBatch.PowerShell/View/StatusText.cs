using System.Globalization;

namespace NetBatch.Commands;

/// <summary>A job's status as lines of text.</summary>
internal static class StatusText
{
    private const int BarWidth = 30;
    private const string Green = "\e[32m", Red = "\e[31m", Yellow = "\e[33m", Bold = "\e[1m", Off = "\e[0m";

    /// <summary>The lines, cut to a width and a height.</summary>
    public static IReadOnlyList<string> Lines(JobStatus status, int width, int height, bool colour)
    {
        string Paint(string text, string code) => colour ? $"{code}{text}{Off}" : text;
        List<string> lines =
        [
            Paint(Cut($"{status.Name}  {status.Id}  {status.State}", width), Bold),
            Cut($"[{Bar(status.Percent)}] {status.Percent,3}%  {Time(status.Elapsed)} elapsed{(status.TimeLeft is { } left && left > TimeSpan.Zero ? $", about {Time(left)} left" : "")}", width),
            Paint(Cut($"{status.Counts}{(status.Position.Length > 0 ? $"  -  {status.Position}" : "")}", width), status.Counts.Failures > 0 ? Red : Green),
        ];
        if (status.Job.Message is { } message)
        {
            lines.Add(Paint(Cut(message, width), Yellow));
        }

        var room = Math.Max(2, (height - lines.Count - 2) / 2);
        lines.Add("");
        lines.AddRange(Around(status, room).Select(batch => Paint(Cut(Batch(batch), width), BatchColour(batch))));
        lines.AddRange(status.Targets.Take(room).Select(run => Cut($"  {run.Name,-24} {run.State}", width)));
        if (status.Targets.Count > room)
        {
            lines.Add(Cut($"  and {status.Targets.Count - room} more", width));
        }

        return lines;
    }

    private static IEnumerable<BatchStatus> Around(JobStatus status, int room)
    {
        var current = status.CurrentBatch > 0 ? status.CurrentBatch : status.Batches.Count;
        var first = Math.Clamp(current - room + 1, 1, Math.Max(1, status.Batches.Count - room + 1));
        return status.Batches.Skip(first - 1).Take(room);
    }

    private static string Batch(BatchStatus batch) =>
        $"Batch {batch.Number,3}  {batch.First}-{batch.Last}  {batch.State,-9} {(batch.State == BatchState.Pending ? "" : batch.Counts.ToString())}{(batch.Duration is { } took ? $"  {Time(took)}" : "")}{(batch.IsCanary ? "  canary" : "")}";

    private static string BatchColour(BatchStatus batch) => batch.State switch
    {
        BatchState.Completed => Green,
        BatchState.Failed or BatchState.Partial => Red,
        BatchState.Running => Bold,
        _ => "",
    };

    private static string Bar(int percent)
    {
        var full = percent * BarWidth / 100;
        return new string('#', full) + new string('.', BarWidth - full);
    }

    private static string Time(TimeSpan span) =>
        span.TotalHours >= 1 ? $"{(int)span.TotalHours}:{span:mm\\:ss}" : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..width];
}
