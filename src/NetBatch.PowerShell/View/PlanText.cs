using System.Text;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>A job's plan in words: what -WhatIf shows and what a confirmation asks about.</summary>
internal static class PlanText
{
    /// <summary>One sentence: what would be done on how many devices.</summary>
    public static string Question(JobPreview preview)
    {
        var changes = preview.Steps.Sum(steps => steps.Count(step => step.Effect == StepEffect.Change));
        var does = changes > 0 ? "CHANGES" : "reads";
        return $"Run '{preview.Work.Name}' on {Counted.Of(preview.Plan.Targets.Count, preview.Work.TargetKind)} in {Counted.Of(preview.Plan.Batches.Count, "batch")}; it {does}.";
    }

    /// <summary>The whole plan: batches with their devices, the exact steps, the time.</summary>
    public static string Whole(JobPreview preview)
    {
        var text = new StringBuilder(Question(preview)).AppendLine();
        foreach (var batch in preview.Plan.Batches)
        {
            var names = preview.Plan.Targets.Skip(batch.First - 1).Take(batch.Size).Select(target => target.Endpoint is { } endpoint ? $"{target.Name} ({endpoint})" : target.Name);
            text.AppendLine($"Batch {batch.Number} of {preview.Plan.Batches.Count}, {preview.Work.TargetKind}s {batch.First}-{batch.Last}{(batch.IsCanary ? ", canary" : "")}: {string.Join(", ", names)}");
        }

        // Devices of one platform get the same steps; they are shown once.
        var same = preview.Plan.Targets.Zip(preview.Steps).GroupBy(pair => string.Join('\n', pair.Second.Select(step => $"  {(step.Effect == StepEffect.Change ? "CHANGE" : "read  ")}  {step.Text.ReplaceLineEndings("\n          ")}{(step.When is { } condition ? $"  ({condition})" : "")}")));
        foreach (var group in same)
        {
            var names = group.Select(pair => pair.First.Name).ToArray();
            text.AppendLine($"On {(names.Length == preview.Plan.Targets.Count ? $"each {preview.Work.TargetKind}" : string.Join(", ", names))}:").AppendLine(group.Key);
        }

        foreach (var line in preview.TransportLines)
        {
            text.AppendLine(line);
        }

        return text.Append(Time(preview)).ToString();
    }

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
