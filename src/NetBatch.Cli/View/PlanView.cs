using NetBatch.Hosting;

namespace NetBatch.Cli.View;

/// <summary>Shows what a job would do.</summary>
internal static class PlanView
{
    public static void Show(JobPreview preview, bool json)
    {
        foreach (var batch in preview.Plan.Batches)
        {
            if (!json)
            {
                Console.Out.WriteLine(
                    $"Batch {batch.Number} of {preview.Plan.Batches.Count}, {preview.Work.TargetKind}s {batch.First}-{batch.Last}"
                        + $"{(batch.IsCanary ? ", canary" : "")}");
            }

            for (var number = batch.First; number <= batch.Last; number++)
            {
                var target = preview.Plan.Targets[number - 1];
                var steps = preview.Steps[number - 1];
                if (json)
                {
                    Output.Line(new { batch = batch.Number, batch.IsCanary, number, name = target.Name, endpoint = target.Endpoint,
                        transport = preview.Transports[number - 1], steps });
                    continue;
                }

                Console.Out.WriteLine($"  {number,4}  {target.Name}  {target.Endpoint}");
                foreach (var step in steps)
                {
                    Console.Out.WriteLine(
                        $"        {(step.Effect == StepEffect.Change ? "CHANGE " : "")}"
                            + $"{Output.Safe(step.Text).ReplaceLineEndings("\n        ")}"
                            + $"{(step.When is { } condition ? $"  ({condition})" : "")}");
                }
            }
        }

        foreach (var line in json ? [] : preview.TransportLines)
        {
            Console.Out.WriteLine(Output.Safe(line));
        }

        if (!json && preview.LeastTime > TimeSpan.Zero)
        {
            Console.Out.WriteLine($"At least {Output.Time(preview.LeastTime)} under the rate limit.");
        }
    }
}
