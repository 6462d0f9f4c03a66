using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>The rules of a job, for every cmdlet that starts one.</summary>
public abstract class JobRulesCommand : NetBatchCommand
{
    private static readonly JobRules Usual = new();

    /// <summary>The rules where nothing else was said.</summary>
    private protected virtual JobRules Defaults => Usual;

    /// <summary>Where the batch boundaries stand: counts and percentages of all devices (10, or 1,10%,100%). The next batch starts
    /// when every device of this one has ended. Entries before the last are canary batches, in which one failure ends the job; 0 is one
    /// batch of everything. Default 10.</summary>
    [Parameter]
    public string[]? BatchSize { get; set; }

    /// <summary>How many devices are worked on at once, 1 to 10,000; retries included. Default: the batch size, at most 50.</summary>
    [Parameter]
    public int? ThrottleLimit { get; set; }

    /// <summary>No batch boundaries within the last entry of -BatchSize: the next device starts as soon as one ends.</summary>
    [Parameter]
    public SwitchParameter Rolling { get; set; }

    /// <summary>How many devices may be started in an hour, evenly spaced across batches, 1 to 3,600,000. Default: no limit.</summary>
    [Parameter]
    [Alias("DevicesPerHour")]
    public int? TargetsPerHour { get; set; }

    /// <summary>How many devices with the same value of a label may be worked on at once: site=2, or @{ site = 2; role = 1 }.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? MaxPerGroup { get; set; }

    /// <summary>Failures at which nothing new starts: a count over the whole job (3) or a percentage of the batch (20%). Default: no limit
    /// outside canary batches.</summary>
    [Parameter]
    public string? MaxFailures { get; set; }

    /// <summary>Failures at which a canary batch ends the job: a count or a percentage of the batch. Default: 1.</summary>
    [Parameter]
    public string? CanaryMaxFailures { get; set; }

    /// <summary>Nothing new starts after the first failure; the same as -MaxFailures 1.</summary>
    [Parameter]
    public SwitchParameter StopOnError { get; set; }

    /// <summary>Labels of which the first batch gets one device for each combination of values, such as platform,model.</summary>
    [Parameter]
    public string[]? CanaryBy { get; set; }

    /// <summary>Labels whose equal values never meet in one batch, such as pair.</summary>
    [Parameter]
    public string[]? NeverTogether { get; set; }

    /// <summary>The longest time from the start of a connection to the end of the key exchange. Seconds, or 500ms, 90s, 15m, 2h, 00:01:30.
    /// Default 10 s.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>The longest time from the start of a connection to the first prompt. Default 30 s.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? LoginTimeout { get; set; }

    /// <summary>The longest silence of a device within a command. Default 60 s.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? StepTimeout { get; set; }

    /// <summary>The longest time for one device, all attempts together. Default 15 minutes; workflows 30 minutes.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? TargetTimeout { get; set; }

    /// <summary>Further attempts after an error of the connection, 0 to 10; a refused password is never tried again. Default 1.</summary>
    [Parameter]
    public int? RetryCount { get; set; }

    /// <summary>The time before the first further attempt; it doubles with each. Default 5 s.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RetryDelay { get; set; }

    /// <summary>How long a change may wait for a device that another job holds. Default 0: it is refused at once.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? LockTimeout { get; set; }

    /// <summary>Which job goes first where the sessions of all jobs are used up: higher first, 0 to 100. Default 50.</summary>
    [Parameter]
    public int? Priority { get; set; }

    /// <summary>When devices may be started: days and times by the clock of -TimeZone, such as 'Sat 22:00-04:00' or 'Mon-Fri 01:00-03:00;
    /// Sun 12:00-13:00'. Outside, the job waits; what runs is finished.</summary>
    [Parameter]
    public string? Window { get; set; }

    /// <summary>The time zone of -Window, such as Europe/Berlin. Default: this machine's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Jobs that must have ended before this one begins: ids, or jobs.</summary>
    [Parameter]
    [JobIdInput]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string[]? DependsOn { get; set; }

    /// <summary>What the end of those jobs must be: Success (each Completed), or Completion (however). Default: Success. Where it fails,
    /// this job ends Stopped and its devices Skipped.</summary>
    [Parameter]
    public DependencyRule? After { get; set; }

    /// <summary>Hold the job until another account has approved its devices and lines with Approve-BatchJob. The store must be shared with
    /// a group (Set-BatchStore).</summary>
    [Parameter]
    public SwitchParameter RequireApproval { get; set; }

    /// <summary>What is done about a device's host key. AcceptNew: a first key is accepted and told, a changed one refused. Strict: only
    /// known keys. Pinned: only keys approved by Approve-BatchHostKey. Any: goes with the next version. Default: AcceptNew at a prompt and
    /// on loopback, else Strict, unless your ssh_config says otherwise.</summary>
    [Parameter]
    public HostKeyPolicy? HostKeyPolicy { get; set; }

    /// <summary>Keep what is said with each device and what is made of it, without secrets, for each attempt; Get-BatchTranscript shows it.
    /// It tells why a login hangs.</summary>
    [Parameter]
    public SwitchParameter Transcript { get; set; }

    /// <summary>The memory that the job's own process (-Detached) may use, in bytes (512MB), at least 64MB. Near it the job
    /// pauses.</summary>
    [Parameter]
    public long? MaxMemory { get; set; }

    /// <summary>The rules as they were given, over those of a template; whether they can be used is for the engine to say, all at
    /// once.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidRule"/>.</exception>
    private protected JobRules Rules(JobRules? basis = null)
    {
        var rules = basis ?? Defaults;
        return rules with
        {
            BatchSize = BatchSize is { Length: > 0 } ? NetBatch.BatchSize.Parse(string.Join(',', BatchSize)) : rules.BatchSize,
            ThrottleLimit = ThrottleLimit ?? rules.ThrottleLimit,
            Rolling = Given(nameof(Rolling), Rolling, rules.Rolling),
            TargetsPerHour = TargetsPerHour ?? rules.TargetsPerHour,
            MaxPerGroup = MaxPerGroup is null ? rules.MaxPerGroup
                : MaxPerGroup.Keys.Cast<object>().ToDictionary(key => $"{key}", key => Count($"{key}", MaxPerGroup[key])),
            MaxFailures = Failures() ?? rules.MaxFailures,
            CanaryMaxFailures = CanaryMaxFailures is null ? rules.CanaryMaxFailures : FailureLimit.Parse(CanaryMaxFailures),
            CanaryBy = CanaryBy is { Length: > 0 } ? CanaryBy : rules.CanaryBy,
            NeverTogether = NeverTogether is { Length: > 0 } ? NeverTogether : rules.NeverTogether,
            ConnectTimeout = ConnectTimeout ?? rules.ConnectTimeout,
            LoginTimeout = LoginTimeout ?? rules.LoginTimeout,
            StepTimeout = StepTimeout ?? rules.StepTimeout,
            TargetTimeout = TargetTimeout ?? rules.TargetTimeout,
            RetryCount = RetryCount ?? rules.RetryCount,
            RetryDelay = RetryDelay ?? rules.RetryDelay,
            LockTimeout = LockTimeout ?? rules.LockTimeout,
            Priority = Priority ?? rules.Priority,
            Window = ReadWindow() ?? rules.Window,
            DependsOn = DependsOn ?? rules.DependsOn,
            After = After ?? rules.After,
            RequireApproval = Given(nameof(RequireApproval), RequireApproval, rules.RequireApproval),
            HostKeyPolicy = HostKeyPolicy ?? rules.HostKeyPolicy,
            IsAttended = !this.IsUnattended(),
            Transcript = Given(nameof(Transcript), Transcript, rules.Transcript),
            MaxMemory = MaxMemory ?? rules.MaxMemory,
        };
    }

    /// <summary>A switch where it was written, with true or false; else what stood before.</summary>
    private protected bool Given(string name, SwitchParameter value, bool before) =>
        MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : before;

    private ChangeWindow? ReadWindow()
    {
        if (Window is null && TimeZone is not null)
        {
            throw new NetBatchException(ErrorCode.InvalidRule, "-TimeZone was given without -Window.", "Give both, or leave it out.");
        }

        return Window is null ? null : ChangeWindow.Parse(Window, TimeZone is null ? TimeZoneInfo.Local : Zones.Find(TimeZone));
    }

    private FailureLimit? Failures()
    {
        if (StopOnError && MaxFailures is not null)
        {
            throw new NetBatchException(ErrorCode.InvalidRule, "-StopOnError and -MaxFailures were both given.",
                "Give one of them; -StopOnError is -MaxFailures 1.");
        }

        return StopOnError ? FailureLimit.Parse("1") : MaxFailures is null ? null : FailureLimit.Parse(MaxFailures);
    }

    private static int Count(string label, object? value) =>
        int.TryParse($"{value}", NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new NetBatchException(ErrorCode.InvalidRule, $"MaxPerGroup has '{value}' for {label}, which is no count.",
                "Write for example site=2.");
}
