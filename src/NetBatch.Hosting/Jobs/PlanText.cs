using System.Text;

namespace NetBatch.Hosting;

/// <summary>A job's plan in words: what is shown in place of a start, and what a person is asked about before one. Texts of devices and
/// configs stand in it as they are.</summary>
public static class PlanText
{
    private const int MostNames = 5;
    private const int MostGroups = 3;
    private const int MostLines = 10;

    /// <summary>One sentence: what would be done on how many devices.</summary>
    public static string Question(JobPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return $"Run '{preview.Work.Name}' on {Counted.Of(preview.Plan.Targets.Count, preview.Work.TargetKind)} in "
            + $"{Counted.Of(preview.Plan.Batches.Count, "batch")}; it {Does(preview)}.";
    }

    private static string Does(JobPreview preview) => preview.Changes ? "CHANGES" : "reads";

    /// <summary>What a person is asked: the sentence, the first devices, the first lines.</summary>
    /// <param name="preview">The plan.</param>
    /// <param name="whole">How all of it can be seen here.</param>
    public static string Asked(JobPreview preview, string whole) =>
        $"{Question(preview)}{Environment.NewLine}{Steps(preview)}{whole} shows the whole plan. Start the job?";

    /// <summary>The same of a job that is there: what it does, on how many, the first of them, the first lines.</summary>
    public static string Lines(JobPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var targets = Counted.Of(preview.Plan.Targets.Count, preview.Work.TargetKind);
        return $"It {Does(preview)} {targets}.{Environment.NewLine}{Steps(preview)}";
    }

    private static string Steps(JobPreview preview)
    {
        var text = new StringBuilder();
        var groups = Groups(preview).ToArray();
        foreach (var (names, steps) in groups.Take(MostGroups))
        {
            var lines = steps.Split('\n');
            text.AppendLine($"On {Some(names)}:");
            text.AppendJoin(Environment.NewLine, lines.Take(MostLines)).AppendLine();
            if (lines.Length > MostLines)
            {
                text.AppendLine($"  ... and {Counted.Of(lines.Length - MostLines, "more line")}");
            }
        }

        if (groups.Length > MostGroups)
        {
            text.AppendLine($"Other lines on {Some([.. groups.Skip(MostGroups).SelectMany(group => group.Names)])}.");
        }

        return text.ToString();
    }

    /// <summary>The whole plan: batches with their devices, the exact steps, the time.</summary>
    public static string Whole(JobPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var text = new StringBuilder(Question(preview)).AppendLine();
        foreach (var batch in preview.Plan.Batches)
        {
            var names = preview.Plan.Targets.Skip(batch.First - 1).Take(batch.Size)
                .Select(target => target.Endpoint is { } endpoint ? $"{target.Name} ({endpoint})" : target.Name);
            text.AppendLine($"Batch {batch.Number} of {preview.Plan.Batches.Count}, {preview.Work.TargetKind}s {batch.First}-{batch.Last}"
                + $"{(batch.IsCanary ? ", canary" : "")}: {string.Join(", ", names)}");
        }

        foreach (var (names, steps) in Groups(preview))
        {
            var whom = names.Length == preview.Plan.Targets.Count ? $"each {preview.Work.TargetKind}" : string.Join(", ", names);
            text.AppendLine($"On {whom}:").AppendLine(steps);
        }

        foreach (var line in preview.TransportLines)
        {
            text.AppendLine(line);
        }

        return text.Append(Time(preview)).ToString();
    }

    // Devices of one platform get the same steps; they are shown once.
    private static IEnumerable<(string[] Names, string Steps)> Groups(JobPreview preview) => preview.Plan.Targets.Zip(preview.Steps)
        .GroupBy(pair => string.Join('\n', pair.Second.Select(Line)))
        .Select(group => (group.Select(pair => pair.First.Name).ToArray(), group.Key));

    private static string Line(PlannedStep step) =>
        $"  {(step.Effect == StepEffect.Change ? "CHANGE" : "read  ")}  {step.Text.ReplaceLineEndings("\n          ")}"
            + $"{(step.When is { } condition ? $"  ({condition})" : "")}";

    private static string Some(string[] names) =>
        $"{string.Join(", ", names.Take(MostNames))}{(names.Length > MostNames ? $" and {names.Length - MostNames} more" : "")}";

    private static string Time(JobPreview preview) => preview.LeastTime > TimeSpan.Zero
        ? $"Time: at least {Duration(preview.LeastTime)}, by the limit of {preview.Work.TargetKind}s an hour."
        : preview.Plan.Batches.Count == 1 ? $"Time: that of the slowest {preview.Work.TargetKind}."
        : $"Time: that of the slowest {preview.Work.TargetKind} of each of {preview.Plan.Batches.Count} batches, one after the other.";

    private static string Duration(TimeSpan span) =>
        span.TotalDays >= 1 ? $"{(int)span.TotalDays} d {span.Hours} h {span.Minutes} min"
        : span.TotalHours >= 1 ? $"{span.Hours} h {span.Minutes} min"
        : span.TotalMinutes >= 1 ? $"{span.Minutes} min {span.Seconds} s"
        : $"{span.TotalSeconds:0.#} s";
}
