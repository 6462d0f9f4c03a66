using System.Text;
using System.Text.Json;
using NetBatch.Data.Providers;
using NetBatch.Data.Validating;

namespace NetBatch.Data.Pipelines;

/// <summary>
/// The kind <c>pipeline</c>: the checks of a pipeline, one after the other, on databases that are open for reading only.
/// Each check is a step whose rows are its evidence; the rows of a step of its own say how each ended.
/// </summary>
/// <param name="providers">The databases that are known.</param>
/// <param name="scripts">Runs steps that are PowerShell; null: they are refused.</param>
public sealed class PipelineWork(ProviderCatalog providers, IScriptRunner? scripts = null) : WorkKind
{
    /// <summary>The view of the rows that say how each check ended.</summary>
    public const string VerdictView = "verdict";

    /// <inheritdoc/>
    public override string Name => "pipeline";

    /// <inheritdoc/>
    public override string TargetKind => "pipeline";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("settings", WorkOptionType.Map, "Values for parameters that steps do not set themselves, such as { evidence: 5 }."),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        List<WorkProblem> found = [.. PipelineSettings.Problems(args)];
        foreach (var pipeline in targets.OfType<Pipeline>())
        {
            found.AddRange(providers.Problems(pipeline.Source is null ? [pipeline.Database] : [pipeline.Database, pipeline.Source]));
            try
            {
                var definition = PipelineDefinition.FromJson(pipeline.Definition);
                found.AddRange(Missing(pipeline, definition));
                found.AddRange(scripts is null ? PowerShellSteps(definition) : []);
            }
            catch (NetBatchException problem)
            {
                found.Add(new WorkProblem($"targets.{pipeline.Name}", $"{pipeline.Name}: {problem.Message}", problem.Remedy, problem.Code));
            }
        }

        return found.Distinct();
    }

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> OnlyHere(JsonElement args, IReadOnlyList<Target> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return targets.OfType<Pipeline>().SelectMany(pipeline => PowerShellSteps(PipelineDefinition.FromJson(pipeline.Definition)))
            .Distinct();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        [.. PipelineDefinition.FromJson(((Pipeline)target).Definition).Steps.Select(step => new PlannedStep(Text(step), StepEffect.Read))];

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var pipeline = (Pipeline)run.Target;
        var definition = PipelineDefinition.FromJson(pipeline.Definition);
        await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
        var sides = new CheckSides(providers, run, definition.Zone);
        await using var closing = sides.ConfigureAwait(false);
        await sides.OpenAsync(cancellationToken).ConfigureAwait(false);
        await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
        var checks = new PipelineRun(run, definition, sides, scripts);
        var failed = await checks.RunAsync(cancellationToken).ConfigureAwait(false);
        await run.EnterAsync(TargetState.Disconnecting, cancellationToken).ConfigureAwait(false);
        if (failed.Count > 0)
        {
            throw new NetBatchException(
                ErrorCode.ValidationFailed,
                $"{failed.Count} of {definition.Steps.Count} checks did not pass: {string.Join(", ", failed.Take(5))}"
                    + $"{(failed.Count > 5 ? ", ..." : "")}.",
                "Get-BatchValidation shows what each says, Get-BatchResult its evidence.");
        }
    }

    /// <summary>The table that a step checks, or null.</summary>
    internal static string? TableOf(PipelineStep step) => step.With.TryGetProperty("table", out var table) ? table.GetString() : null;

    internal static string Text(PipelineStep step) =>
        step.Name.StartsWith(step.Validator, StringComparison.Ordinal) ? step.Name : $"{step.Name} ({step.Validator})";

    private static IEnumerable<WorkProblem> PowerShellSteps(PipelineDefinition definition)
    {
        var steps = definition.Steps.Where(step => Validators.Find(step.Validator)?.NeedsPowerShell == true).ToArray();
        if (steps.Length > 0)
        {
            var at = steps[0].At is { } place ? $"{place}: " : $"{definition.Name}: ";
            var others = steps.Length == 1 ? "is" : $"(and {steps.Length - 1} more) is";
            yield return new(
                "args.pipeline",
                $"{at}The step '{steps[0].Name}' {others} PowerShell, which only the shell runs that starts the job.",
                "Start it from PowerShell with Start-BatchPipeline, or Start-BatchValidation for a project, and without -Detached.",
                ErrorCode.NeedsThisProcess);
        }
    }

    private static IEnumerable<WorkProblem> Missing(Pipeline pipeline, PipelineDefinition definition)
    {
        if (pipeline.Source is not null)
        {
            yield break;
        }

        foreach (var step in definition.Steps)
        {
            var validator = Validators.Find(step.Validator);
            if (validator?.Source == SourceNeed.Always)
            {
                yield return new($"targets.{pipeline.Name}",
                    $"{pipeline.Name}: the step '{step.Name}' compares two databases, and there is no source.",
                    "Name one in the pipeline, or by -Source (--source).");
            }

            foreach (var problem in validator?.Source == SourceNeed.Optional ? validator.Problems(step.With, hasSource: false) : [])
            {
                yield return new($"targets.{pipeline.Name}", $"{pipeline.Name}: the step '{step.Name}': {problem}",
                    "Or name a source in the pipeline, or by -Source (--source).");
            }
        }
    }
}
