using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>How a job is gone through. Immutable; the engine refuses what cannot be used before a job exists.</summary>
public sealed record JobRules
{
    /// <summary>Where the batch boundaries stand. Default 10.</summary>
    public BatchSize BatchSize { get; init; } = BatchSize.Default;

    /// <summary>Targets in flight at once; null: the batch size, at most 50. Retries and reconnects included.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>Within the last entry of <see cref="BatchSize"/> no boundaries: the window stays full.</summary>
    public bool Rolling { get; init; }

    /// <summary>Starts an hour, across batches; null: no limit.</summary>
    public int? TargetsPerHour { get; init; }

    /// <summary>At most so many in flight with the same value of a label: <c>site</c> = 2.</summary>
    public IReadOnlyDictionary<string, int> MaxPerGroup { get; init => field = ValueMap.Of(value); } = ValueMap.Of<int>(null);

    /// <summary>Failures at which nothing new starts; null: no limit outside canary batches.</summary>
    public FailureLimit? MaxFailures { get; init; }

    /// <summary>Failures at which a canary batch trips the breaker; null: one.</summary>
    public FailureLimit? CanaryMaxFailures { get; init; }

    /// <summary>Labels of which the first batch gets one target for each combination of values.</summary>
    public IReadOnlyList<string> CanaryBy { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>Labels whose equal values never meet in one batch.</summary>
    public IReadOnlyList<string> NeverTogether { get; init => field = ItemList.Of(value); } = ItemList.Of<string>([]);

    /// <summary>From launch to the end of the key exchange. Default 10 s; a shorter <see cref="LoginTimeout"/> holds for it too.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From launch to the first prompt. Default 30 s.</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence within a step. Default 60 s.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>All attempts of one target together. Default 15 min.</summary>
    public TimeSpan TargetTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Further attempts after a connect-class error, 0 to 10. Default 1.</summary>
    public int RetryCount { get; init; } = 1;

    /// <summary>Before the first further attempt; doubles with each, with jitter. Default 5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a target may wait for its device's lock; zero refuses at once.</summary>
    public TimeSpan LockTimeout { get; init; }

    /// <summary>Who goes first where MaxSessions binds: higher first, 0 to 100. Default 50.</summary>
    public int Priority { get; init; } = 50;

    /// <summary>When targets may be started; null: at any time. What runs when it closes is finished.</summary>
    public ChangeWindow? Window { get; init; }

    /// <summary>Ids of jobs that must have ended before this one begins, or null.</summary>
    public IReadOnlyList<string>? DependsOn { get; init => field = value is null ? null : ItemList.Of(value); }

    /// <summary>What the end of those jobs must be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DependencyRule After { get; init; }

    /// <summary>Whether the job is held until another account has approved its targets and lines.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RequireApproval { get; init; }

    /// <summary>What is done about the keys of devices; null: the user's ssh_config says it, else a first key is accepted where somebody is
    /// there or the device is on loopback, and only known keys are where nobody is.</summary>
    public HostKeyPolicy? HostKeyPolicy { get; init; }

    /// <summary>Whether the job was started at a prompt and runs there, so that somebody sees what is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAttended { get; init; }

    /// <summary>Whether what is said with each target, and decided about it, is kept for each attempt, without secrets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Transcript { get; init; }

    /// <summary>The memory that the job's own process may use, in bytes, at least 64 MiB; null: no limit. Holds where the job has a process
    /// of its own.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>The batch size, and how many failures end the job where that is limited.</summary>
    public override string ToString() => $"batch size {BatchSize}{(MaxFailures is null ? "" : $", at most {MaxFailures} failures")}";
}
