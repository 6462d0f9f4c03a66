using System.CommandLine;
using System.Globalization;

namespace NetBatch.Cli.Options;

/// <summary>The rules of a job as options; one set for every verb that starts one.</summary>
internal sealed class RuleOptions
{
    private readonly Option<string?> batchSize = new("--batch-size",
        "-b") { Description = "Targets a batch: 10; or canaries first: 1,10%,100%; 0 is everything at once. Default 10." };
    private readonly Option<int?> throttle = new("--throttle")
    {
        Description = "Targets in flight at once. Default: the batch size, at most 50.",
    };
    private readonly Option<bool> rolling = new("--rolling")
    {
        Description = "No batch boundaries within the last batch size: start the next as one ends.",
    };
    private readonly Option<int?> perHour = new("--per-hour") { Description = "Devices started an hour, evenly spaced." };
    private readonly Option<string[]> maxPerGroup = new("--max-per-group")
    {
        Description = "label=N: at most N in flight with the same value of the label.", AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> maxFailures = new("--max-failures")
    {
        Description = "Failures at which nothing new starts: a count over the job, or N% of a batch.",
    };
    private readonly Option<string?> canaryMaxFailures = new("--canary-max-failures")
    {
        Description = "The same within canary batches. Default 1.",
    };
    private readonly Option<bool> stopOnError = new("--stop-on-error") { Description = "The same as --max-failures 1." };
    private readonly Option<string[]> canaryBy = new("--canary-by")
    {
        Description = "Labels: the first batch gets one target of each combination.", AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> neverTogether = new("--never-together")
    {
        Description = "Labels: targets with the same value go into different batches.", AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<TimeSpan?> connectTimeout = TimeOption.Duration("--connect-timeout",
        "From launch to the end of the key exchange. Default 10.");
    private readonly Option<TimeSpan?> loginTimeout = TimeOption.Duration("--login-timeout",
        "From launch to the first prompt. Default 30.");
    private readonly Option<TimeSpan?> stepTimeout = TimeOption.Duration("--step-timeout", "Silence within a command. Default 60.");
    private readonly Option<TimeSpan?> targetTimeout = TimeOption.Duration("--target-timeout",
        "All attempts of one target. Default 900; workflows 1800.");
    private readonly Option<TimeSpan?> lockTimeout = TimeOption.Duration("--lock-timeout",
        "Wait for a device that another job changes. Default 0: refuse.");
    private readonly Option<int?> retries = new("--retries") { Description = "Further attempts after a failed connection. Default 1." };
    private readonly Option<TimeSpan?> retryDelay = TimeOption.Duration("--retry-delay",
        "From a failed connection to the next attempt; doubled with each, and spread. Default 5.");
    private readonly Option<int?> priority = new("--priority")
    {
        Description = "0 to 100: who goes first where sessions are scarce. Default 50.",
    };

    private readonly Option<string?> window = new("--window")
    {
        Description = "When devices may be started: 'Sat 22:00-04:00', or 'Mon-Fri 01:00-03:00; Sun 12:00-13:00 Europe/Berlin'. "
            + "Outside, the job waits.",
    };
    private readonly Option<string?> timeZone = new("--time-zone")
    {
        Description = "The time zone of --window where it names none. Default: this machine's.",
    };
    private readonly Option<string[]> dependsOn = new("--depends-on") { Description = "Ids of jobs that must have ended before.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<DependencyRule?> after = new("--after")
    {
        Description = "What their end must be. Default Success: each Completed.",
    };
    private readonly Option<bool> requireApproval = new("--require-approval")
    {
        Description = "Hold the job until another account approves it (netbatch approve).",
    };
    private readonly Option<HostKeyPolicy?> hostKeys = new("--host-key-policy")
    {
        Description = "AcceptNew: a first key of a device is accepted and told. Strict: only known keys. Pinned: only approved ones "
            + "(netbatch hostkeys). Default: AcceptNew at a prompt and on loopback, else Strict, unless your ssh_config says otherwise.",
    };
    private readonly Option<bool> transcript = new("--transcript")
    {
        Description = "Keep what is said with each device, without secrets (netbatch transcript shows it).",
    };
    private readonly Option<string?> maxMemory = new("--max-memory")
    {
        Description = "What the job's own process (--detach) may use: 512M, 2G. Near it the job pauses.",
    };

    /// <summary>Whether the command line says how large the batches are.</summary>
    public static bool GivesBatchSize(ParseResult parsed) => parsed.Tokens.Any(token => token.Value is "--batch-size" or "-b");

    public IEnumerable<Option> All =>
    [
        batchSize, throttle, rolling, perHour, maxPerGroup, maxFailures, canaryMaxFailures, stopOnError, canaryBy, neverTogether,
        connectTimeout, loginTimeout, stepTimeout, targetTimeout, lockTimeout, retries, retryDelay, priority,
        window, timeZone, dependsOn, after, requireApproval, transcript, maxMemory, hostKeys,
    ];

    /// <summary>The rules as they were given, over those of a template.</summary>
    public JobRules Read(ParseResult parsed, JobRules rules)
    {
        if (parsed.GetValue(stopOnError) && parsed.GetValue(maxFailures) is not null)
        {
            throw new NetBatchException(ErrorCode.InvalidRule, "--stop-on-error is --max-failures 1; both were given.",
                "Leave one of them out.");
        }

        var limit = parsed.GetValue(maxFailures) ?? (parsed.GetValue(stopOnError) ? "1" : null);
        return rules with
        {
            BatchSize = parsed.GetValue(batchSize) is { } boundaries ? BatchSize.Parse(boundaries) : rules.BatchSize,
            ThrottleLimit = parsed.GetValue(throttle) ?? rules.ThrottleLimit,
            Rolling = parsed.GetResult(rolling) is { Implicit: false } ? parsed.GetValue(rolling) : rules.Rolling,
            TargetsPerHour = parsed.GetValue(perHour) ?? rules.TargetsPerHour,
            MaxPerGroup = parsed.GetValue(maxPerGroup) is { Length: > 0 } groups ? Groups(groups) : rules.MaxPerGroup,
            MaxFailures = limit is null ? rules.MaxFailures : FailureLimit.Parse(limit),
            CanaryMaxFailures = parsed.GetValue(canaryMaxFailures) is { } canary ? FailureLimit.Parse(canary) : rules.CanaryMaxFailures,
            CanaryBy = parsed.GetValue(canaryBy) is { Length: > 0 } labels ? Words(labels) : rules.CanaryBy,
            NeverTogether = parsed.GetValue(neverTogether) is { Length: > 0 } apart ? Words(apart) : rules.NeverTogether,
            ConnectTimeout = parsed.GetValue(connectTimeout) ?? rules.ConnectTimeout,
            LoginTimeout = parsed.GetValue(loginTimeout) ?? rules.LoginTimeout,
            StepTimeout = parsed.GetValue(stepTimeout) ?? rules.StepTimeout,
            TargetTimeout = parsed.GetValue(targetTimeout) ?? rules.TargetTimeout,
            LockTimeout = parsed.GetValue(lockTimeout) ?? rules.LockTimeout,
            RetryCount = parsed.GetValue(retries) ?? rules.RetryCount,
            RetryDelay = parsed.GetValue(retryDelay) ?? rules.RetryDelay,
            Priority = parsed.GetValue(priority) ?? rules.Priority,
            Window = parsed.GetValue(window) is { } text
                ? ChangeWindow.Parse(text, parsed.GetValue(timeZone) is { } zone ? Zones.Find(zone) : TimeZoneInfo.Local) : rules.Window,
            DependsOn = parsed.GetValue(dependsOn) is { Length: > 0 } ids ? Words(ids) : rules.DependsOn,
            After = parsed.GetValue(after) ?? rules.After,
            RequireApproval = parsed.GetResult(requireApproval) is { Implicit: false } ? parsed.GetValue(requireApproval)
                : rules.RequireApproval,
            HostKeyPolicy = parsed.GetValue(hostKeys) ?? rules.HostKeyPolicy,
            IsAttended = !Console.IsInputRedirected,
            Transcript = parsed.GetResult(transcript) is { Implicit: false } ? parsed.GetValue(transcript) : rules.Transcript,
            MaxMemory = parsed.GetValue(maxMemory) is { } size ? Bytes(size) : rules.MaxMemory,
        };
    }

    private static long Bytes(string text) => ByteCount.Size(text)
        ?? throw new NetBatchException(ErrorCode.InvalidRule, $"--max-memory has '{text}'.", ByteCount.SizeForms);

    private static string[] Words(string[]? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static Dictionary<string, int> Groups(string[] values)
    {
        Dictionary<string, int> groups = [];
        foreach (var value in Words(values))
        {
            var parts = value.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                throw new NetBatchException(ErrorCode.InvalidRule, $"--max-per-group has '{value}'.", "Write label=N, such as site=2.");
            }

            groups[parts[0]] = most;
        }

        return groups;
    }
}
