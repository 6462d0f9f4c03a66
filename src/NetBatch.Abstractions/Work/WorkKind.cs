using System.Text.Json;

namespace NetBatch;

/// <summary>
/// A kind of work: what it needs, what it would do and how it does it. The engine knows kinds only through this;
/// a new kind is one class and touches nothing else.
/// </summary>
public abstract class WorkKind
{
    /// <summary>The name that <c>-Work</c> takes, such as <c>command</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Version of the argument form, from 1.</summary>
    public virtual int Version => 1;

    /// <summary>The <see cref="Target.Kind"/> it works on.</summary>
    public abstract string TargetKind { get; }

    /// <summary>What the engine must know of it.</summary>
    public virtual WorkTraits Traits => WorkTraits.Resumable;

    /// <summary>The arguments it takes.</summary>
    public abstract IReadOnlyList<WorkOption> Options { get; }

    /// <summary>Problems of the arguments for these targets, beyond what the declared options already tell.</summary>
    public virtual IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) => [];

    /// <summary>What would be done on a target, in order: what <c>-WhatIf</c> shows and what <see cref="RunAsync"/> does.</summary>
    public abstract IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target);

    /// <summary>
    /// What of these arguments and targets holds the job to this process, so that it is refused elsewhere (-Detached); by
    /// default everything, where <see cref="Traits"/> say so.
    /// </summary>
    public virtual IEnumerable<WorkProblem> OnlyHere(JsonElement args, IReadOnlyList<Target> targets) =>
        Traits.HasFlag(WorkTraits.NeedsThisProcess)
            ? [new("work", $"The work '{Name}' needs this process and cannot be handed to another.", "Start it without -Detached.",
                ErrorCode.NeedsThisProcess)]
            : [];

    /// <summary>
    /// What is locked while the target may be changed: names of one device share at least one of them; none: nothing is locked.
    /// Asked only for targets whose plan has a Change.
    /// </summary>
    public virtual ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        new(target.Endpoint is { } place ? [place] : []);

    /// <summary>
    /// Works on one target, once. Returns when it has ended and disconnected. A trouble of the target is a
    /// <see cref="NetBatchException"/>; any other exception is a defect and is recorded as WorkFailed with its text.
    /// </summary>
    /// <param name="run">The target, and whom to report to.</param>
    /// <param name="cancellationToken">Cut at once: a stop now, the deadline, a lost lease. A begun Change ends at its own safe
    /// point.</param>
    public abstract Task RunAsync(IRunContext run, CancellationToken cancellationToken);
}

/// <summary>What the engine must know of a kind.</summary>
[Flags]
public enum WorkTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,
    /// <summary>It can change its targets.</summary>
    MayChange = 1,
    /// <summary>It holds something of this process and cannot be handed to another.</summary>
    NeedsThisProcess = 2,
    /// <summary>A target that was interrupted before it was changed may be begun again.</summary>
    Resumable = 4,
    /// <summary>It reads or writes the store while it works on a target, which a worker of a site cannot.</summary>
    NeedsStore = 8,
}

/// <summary>One argument of a kind.</summary>
/// <param name="Name">Its member in the arguments' JSON.</param>
/// <param name="Type">What the member holds.</param>
/// <param name="Help">One sentence for help texts.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Default">The value where it is not given, as JSON text, or null.</param>
/// <param name="Least">Least value of a number, in the option's unit.</param>
/// <param name="Most">Greatest value of a number, or most characters of a string.</param>
public sealed record WorkOption(
    string Name,
    WorkOptionType Type,
    string Help,
    bool Required = false,
    string? Default = null,
    double? Least = null,
    double? Most = null)
{
    /// <summary>What is wrong with a value for it, as the end of a sentence, or null.</summary>
    public string? Wrong(JsonElement value) => Type switch
    {
        WorkOptionType.Text when value.ValueKind != JsonValueKind.String => "is not a text.",
        WorkOptionType.Text when value.GetString()!.Length > Most => $"is longer than {Most} characters.",
        WorkOptionType.TextList when value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String) => "is not a list of texts.",
        WorkOptionType.TextList when Required && value.GetArrayLength() == 0 => "is empty.",
        WorkOptionType.Switch when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "is neither true nor false.",
        WorkOptionType.Map when value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) => "is neither an object nor a list.",
        WorkOptionType.WholeNumber when value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out _) => "is not a whole number.",
        WorkOptionType.Number when value.ValueKind != JsonValueKind.Number => "is not a number.",
        WorkOptionType.WholeNumber or WorkOptionType.Number when value.GetDouble() < Least || value.GetDouble() > Most =>
            $"is {value}; it may be {(Most is null ? $"{Least} or more" : $"{Least} to {Most}")}.",
        _ => null,
    };
}

/// <summary>What an argument holds.</summary>
public enum WorkOptionType
{
    /// <summary>A string.</summary>
    Text,
    /// <summary>An array of strings.</summary>
    TextList,
    /// <summary>A whole number.</summary>
    WholeNumber,
    /// <summary>A number.</summary>
    Number,
    /// <summary>true or false.</summary>
    Switch,
    /// <summary>An object, or a list of objects, under the kind's own rules.</summary>
    Map,
}

/// <summary>Something that keeps a job from being made.</summary>
/// <param name="Path">Which rule or argument, such as <c>args.commands[2]</c>.</param>
/// <param name="Message">One sentence that names the value.</param>
/// <param name="Remedy">What to write instead, or null.</param>
/// <param name="Code">The code, where it is more than an unusable argument.</param>
public sealed record WorkProblem(string Path, string Message, string? Remedy = null, ErrorCode Code = ErrorCode.InvalidArgument);

/// <summary>One step that would be done on a target.</summary>
/// <param name="Text">The exact command or query.</param>
/// <param name="Effect">Whether it may change the target.</param>
public sealed record PlannedStep(string Text, StepEffect Effect)
{
    /// <summary>Where only the device itself decides whether the step is done: the condition, in words; else null.</summary>
    public string? When { get; init; }
}
