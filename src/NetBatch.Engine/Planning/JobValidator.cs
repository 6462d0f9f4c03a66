using System.Text.Json;

namespace NetBatch;

/// <summary>Checks a job whole, before it exists, and plans it.</summary>
/// <param name="catalog">The kinds of work.</param>
public sealed class JobValidator(WorkCatalog catalog)
{
    /// <summary>The plan of a spec that can be used.</summary>
    /// <exception cref="NetBatchException">Every problem, a line each, with the first one's code.</exception>
    public JobPlan Plan(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var kind = catalog.Find(spec.Work.Kind, spec.Work.Version);
        List<WorkProblem> problems = [.. Basics(spec), .. JobRulesCheck.Problems(spec.Rules), .. TargetProblems(spec, kind),
            .. LabelProblems(spec)];
        problems.AddRange(spec.TargetArgs.Count == 0 ? Arguments(kind, spec.Work.Args, spec.Targets, problems.Count == 0)
            : TargetArgsProblems(spec, kind, problems.Count == 0));

        Refuse(problems);
        return Planner.Plan(spec.Targets, spec.Rules);
    }

    /// <summary>Problems of arguments by the declared options and, where these are kept, by the kind itself.</summary>
    private static List<WorkProblem> Arguments(WorkKind kind, JsonElement args, IReadOnlyList<Target> targets, bool whole)
    {
        List<WorkProblem> problems = [.. WorkArguments.Problems(kind, args)];
        if (problems.Count == 0 && whole)
        {
            problems.AddRange(kind.Validate(args, targets));
        }

        return problems;
    }

    /// <summary>Targets with arguments of their own are checked one by one, the others together.</summary>
    private static IEnumerable<WorkProblem> TargetArgsProblems(JobSpec spec, WorkKind kind, bool whole)
    {
        var byName = spec.Targets.ToLookup(target => target.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, args) in spec.TargetArgs)
        {
            if (args.ValueKind != JsonValueKind.Object)
            {
                yield return new($"targetArgs.{name}", $"The arguments of '{name}' are not a JSON object.");
            }
            else if (byName[name].Count() != 1)
            {
                yield return byName[name].Any()
                    ? new($"targetArgs.{name}",
                        $"{byName[name].Count()} targets are named '{name}'; arguments of its own need a name that only one has.",
                        "Give them names that differ.")
                    : new($"targetArgs.{name}", $"There are arguments for '{name}', which is no target of this job.",
                        "Name a target, or leave them out.");
            }
            else
            {
                foreach (var problem in Arguments(kind, TargetArguments.Over(spec.Work.Args, args), [byName[name].First()], whole))
                {
                    yield return problem with { Path = $"targetArgs.{name}.{problem.Path}", Message = $"{name}: {problem.Message}" };
                }
            }
        }

        var own = spec.TargetArgs.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rest = spec.Targets.Where(target => !own.Contains(target.Name)).ToArray();
        if (rest.Length > 0)
        {
            foreach (var problem in Arguments(kind, spec.Work.Args, rest, whole))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<WorkProblem> Basics(JobSpec spec)
    {
        if (string.IsNullOrWhiteSpace(spec.Name) || spec.Name.Length > 200)
        {
            yield return new("name", $"The job's name is '{spec.Name}'; it needs 1 to 200 characters.");
        }

        if (spec.Targets.Count == 0)
        {
            yield return new("targets", "No target was selected.", "Name at least one; an empty selection never means everything.",
                ErrorCode.NoTargets);
        }
    }

    private static IEnumerable<WorkProblem> TargetProblems(JobSpec spec, WorkKind kind)
    {
        Dictionary<(string? Site, string Place), Target> seen = [];
        foreach (var target in spec.Targets)
        {
            if (target.Kind != kind.TargetKind)
            {
                yield return new($"targets.{target.Name}",
                    $"'{target.Name}' is a {target.Kind}; the work '{kind.Name}' is done on a {kind.TargetKind}.");
            }

            var endpoint = target.Endpoint ?? target.Id;
            if (endpoint.Length > 0 && !seen.TryAdd((target.SiteOf(), endpoint), target))
            {
                yield return new(
                    $"targets.{target.Name}",
                    $"'{seen[(target.SiteOf(), endpoint)].Name}' and '{target.Name}' are the same target, {endpoint}.",
                    "Leave one of them out.",
                    ErrorCode.DuplicateTarget);
            }
        }
    }

    /// <summary>
    /// A label that none of several targets has is misspelt as a rule: the rule would do nothing, and what it should keep apart would go
    /// together. One target alone is kept apart from nothing.
    /// </summary>
    private static IEnumerable<WorkProblem> LabelProblems(JobSpec spec)
    {
        var named = spec.Rules.NeverTogether.Select(label => (Rule: "NeverTogether", Label: label))
            .Concat(spec.Rules.CanaryBy.Select(label => (Rule: "CanaryBy", Label: label)))
            .Concat(spec.Rules.MaxPerGroup.Keys.Select(label => (Rule: "MaxPerGroup", Label: label)));
        foreach (var (rule, label) in spec.Targets.Count > 1 ? named : [])
        {
            if (!spec.Targets.Any(target => target.Label(label) is { Length: > 0 }))
            {
                var known = spec.Targets.SelectMany(target => target.Labels.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.OrdinalIgnoreCase).ToArray();
                yield return new(
                    rule,
                    $"{rule} goes by the label '{label}', which none of the {spec.Targets.Count} targets has.",
                    known.Length > 0 ? $"They have: {string.Join(", ", known)}. Name one of these, or leave the rule out."
                        : "Give them labels in the inventory, or leave the rule out.");
            }
        }
    }

    private static void Refuse(List<WorkProblem> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        const int Shown = 20;
        var lines = problems.Take(Shown).Select(problem => problem.Message);
        var more = problems.Count > Shown ? $"{Environment.NewLine}... and {problems.Count - Shown} more problems." : "";
        throw new NetBatchException(problems[0].Code, string.Join(Environment.NewLine, lines) + more, problems[0].Remedy);
    }
}

/// <summary>Checks arguments against the options that a kind declares.</summary>
internal static class WorkArguments
{
    public static IEnumerable<WorkProblem> Problems(WorkKind kind, JsonElement args)
    {
        if (args.ValueKind != JsonValueKind.Object)
        {
            yield return new("args", $"The arguments of '{kind.Name}' are not a JSON object.");
            yield break;
        }

        foreach (var member in args.EnumerateObject())
        {
            if (!kind.Options.Any(option => option.Name == member.Name))
            {
                yield return new(
                    $"args.{member.Name}",
                    $"'{kind.Name}' has no argument '{member.Name}'.",
                    $"It takes: {string.Join(", ", kind.Options.Select(option => option.Name))}.");
            }
        }

        foreach (var option in kind.Options)
        {
            if (!args.TryGetProperty(option.Name, out var value))
            {
                if (option.Required)
                {
                    yield return new($"args.{option.Name}", $"'{kind.Name}' needs the argument '{option.Name}': {option.Help}");
                }
            }
            else if (option.Wrong(value) is { } wrong)
            {
                yield return new($"args.{option.Name}", $"The argument '{option.Name}' of '{kind.Name}' {wrong}");
            }
        }
    }
}
