using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>When jobs of a template are started by themselves. Moments before it was last changed are none of its.</summary>
public sealed record BatchSchedule : NamedDefinition
{
    /// <summary>The version of this form. Newer ones are refused.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version that this schedule was written in.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <inheritdoc/>
    public override required string Name { get; init; }

    /// <summary>A cron expression: five fields (minute, hour, day of month, month, day of week), or <c>@daily</c> and the like. Where both
    /// days are given, either is enough.</summary>
    public required string Cron { get; init; }

    /// <summary>Whose clock it goes by: a name of the IANA database, such as <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The job template.</summary>
    public required string Template { get; init; }

    /// <summary>Values of the template's parameters.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init => field = ValueMap.Of(value); } =
        ValueMap.Of<JsonElement>(null);

    /// <summary>A change window in the place of the template's, or null.</summary>
    public ChangeWindow? Window { get; init; }

    /// <summary>What becomes of moments at which nobody went through the schedules.</summary>
    public MissedRuns Missed { get; init; }

    /// <summary>How many missed moments are made up for at most where <see cref="Missed"/> says All, 1 to 100. Default 10.</summary>
    public int MostMissed { get; init => field = value == 0 ? 10 : value; } = 10;

    /// <summary>Schedules whose last job must have ended before this one's begins, or null.</summary>
    public IReadOnlyList<string>? AfterSchedules { get; init => field = value is null ? null : ItemList.Of(value); }

    /// <summary>What the end of those jobs must be.</summary>
    public DependencyRule After { get; init; }

    /// <summary>Names of notifications for its jobs, beside the template's, or null.</summary>
    public IReadOnlyList<string>? Notify { get; init => field = value is null ? null : ItemList.Of(value); }

    /// <summary>Whether it rests.</summary>
    public bool Disabled { get; init; }

    /// <summary>When it is due next, as told when it was read; null: never, it rests, or its expression or time zone cannot be read
    /// here.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>What became of its last moment, as told when it was read, or null.</summary>
    [JsonIgnore]
    public ScheduleRun? LastRun { get; init; }

    /// <summary>The JSON form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EngineJson.Indented.BatchSchedule);

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SpecNewer"/> or <see cref="ErrorCode.InvalidArgument"/>; the message names
    /// the member.</exception>
    public static BatchSchedule FromJson(string json) =>
        DefinitionForm.Read(json, "schedule", CurrentSchema, Defaults, EngineJson.Default.BatchSchedule);


    private static readonly Lazy<JsonElement> Defaults = new(() => JsonElement.Parse("""{"schema":1,"missed":"Skip","mostMissed":10}"""));
}

/// <summary>What becomes of moments at which nobody went through the schedules.</summary>
public enum MissedRuns
{
    /// <summary>They are left out.</summary>
    Skip,
    /// <summary>One job is started for the last of them.</summary>
    Once,
    /// <summary>A job is started for each, one after the other, oldest first, up to a number.</summary>
    All,
}
