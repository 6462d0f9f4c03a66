namespace NetBatch;

/// <summary>Refuses rules that cannot be used, all at once, before a job exists.</summary>
public static class JobRulesCheck
{
    /// <summary>Targets in flight that need no naming.</summary>
    public const int ThrottleCap = 50;

    private const long LeastMemory = 64L << 20;
    private const long MostMemory = 1L << 40;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The problems of these rules; none where they can be used.</summary>
    public static IReadOnlyList<WorkProblem> Problems(JobRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        List<WorkProblem> problems = [];
        Range("ThrottleLimit", rules.ThrottleLimit, 1, 10_000);
        Range("TargetsPerHour", rules.TargetsPerHour, 1, 3_600_000);
        Range("RetryCount", rules.RetryCount, 0, 10);
        Range("Priority", rules.Priority, 0, 100);
        Time("ConnectTimeout", rules.ConnectTimeout);
        Time("LoginTimeout", rules.LoginTimeout);
        Time("StepTimeout", rules.StepTimeout);
        Time("TargetTimeout", rules.TargetTimeout);
        if (rules.RetryDelay < TimeSpan.Zero || rules.RetryDelay > Day)
        {
            problems.Add(new("RetryDelay", $"RetryDelay is {rules.RetryDelay}; it may be 0 s to 1 day."));
        }

        if (rules.LockTimeout < TimeSpan.Zero || rules.LockTimeout > Day)
        {
            problems.Add(new("LockTimeout", $"LockTimeout is {rules.LockTimeout}; it may be 0 s to 1 day."));
        }

        if (rules.Rolling && rules.NeverTogether.Count > 0)
        {
            problems.Add(new(
                "NeverTogether",
                "NeverTogether keeps targets in different batches, and Rolling has no boundaries between batches.",
                $"Leave one of them out; MaxPerGroup {rules.NeverTogether[0]}=1 keeps them apart while rolling."));
        }

        if (rules.MaxMemory is { } memory and (< LeastMemory or > MostMemory))
        {
            problems.Add(new("MaxMemory", $"MaxMemory is {memory} bytes; it may be 64 MiB to 1 TiB."));
        }

        if (rules.After != DependencyRule.Success && rules.DependsOn is not { Count: > 0 })
        {
            problems.Add(new("After", $"After is {rules.After}, and the job depends on none.", "Name jobs in DependsOn, or leave it out."));
        }

        foreach (var (label, most) in rules.MaxPerGroup)
        {
            Range($"MaxPerGroup {label}", most, 1, 10_000);
        }

        return problems;

        void Range(string rule, int? value, int least, int most)
        {
            if (value < least || value > most)
            {
                problems.Add(new(rule, $"{rule} is {value}; it may be {least} to {most}."));
            }
        }

        void Time(string rule, TimeSpan value)
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > Day)
            {
                problems.Add(new(rule, $"{rule} is {value}; it may be 0.1 s to 1 day."));
            }
        }
    }

    /// <summary>How many targets of a batch may be in flight at once.</summary>
    public static int Throttle(this JobRules rules, int batchSize) =>
        rules.ThrottleLimit ?? Math.Min(batchSize, ThrottleCap);
}
