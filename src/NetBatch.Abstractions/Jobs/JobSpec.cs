using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>What a job is: name, work, targets, rules. Validated whole before anything starts, never changed after.</summary>
public sealed record JobSpec
{
    /// <summary>The version of this form. Older ones are upgraded on reading, newer ones refused.</summary>
    public const int CurrentSchema = 2;

    /// <summary>The version this spec was written in.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What people call it; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Why it exists, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What it belongs to, or null.</summary>
    public string? Project { get; init; }

    /// <summary>Free words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What is done on each target.</summary>
    public required WorkSpec Work { get; init; }

    /// <summary>How the targets are gone through.</summary>
    public JobRules Rules { get; init; } = new();

    /// <summary>Names of the notifications that tell of the job's end, or null.</summary>
    public IReadOnlyList<string>? Notify { get; init; }

    /// <summary>Secrets of a prompt, sealed for the workers that need them; null: there are none.</summary>
    public IReadOnlyList<SealedSecret>? Sealed { get; init; }

    /// <summary>The schedule that the job was started by, or null.</summary>
    public ScheduleOrigin? Origin { get; init; }

    /// <summary>Snapshots of what is worked on, in the order given. The store keeps them apart from the rest of the spec.</summary>
    [JsonIgnore]
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>
    /// Arguments of single targets, by the target's name in any case: a JSON object whose members go over those of
    /// <see cref="Work"/>; an object within goes over an object member by member. The store keeps them with the targets.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement> TargetArgs
    {
        get;
        init => field = value.ToDictionary(StringComparer.OrdinalIgnoreCase);
    }
        = NoArgs;

    /// <summary>The arguments that hold for a target of this job.</summary>
    public JsonElement ArgsOf(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return TargetArguments.Over(Work.Args, TargetArgs.TryGetValue(target.Name, out var own) ? own : null);
    }

    private static readonly IReadOnlyDictionary<string, JsonElement> NoArgs = new Dictionary<string, JsonElement>();
}

/// <summary>The schedule that started a job, and for which moment. A schedule starts one job for a moment, never two.</summary>
/// <param name="Schedule">The schedule's name.</param>
/// <param name="Due">The moment.</param>
public sealed record ScheduleOrigin(string Schedule, DateTimeOffset Due);

/// <summary>A kind of work and its arguments.</summary>
/// <param name="Kind">The kind's name, such as <c>command</c>.</param>
/// <param name="Version">The version of the kind's argument form.</param>
/// <param name="Args">A JSON object under the kind's declared options; holds no secret.</param>
public sealed record WorkSpec(string Kind, int Version, JsonElement Args)
{
    /// <summary>The kind.</summary>
    public override string ToString() => Kind;
}
