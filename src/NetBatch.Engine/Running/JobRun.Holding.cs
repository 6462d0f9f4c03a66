namespace NetBatch;

/// <summary>What holds a job back: other jobs, approval, its window, free sessions.</summary>
internal sealed partial class JobRun
{
    private static readonly TimeSpan MostSleep = TimeSpan.FromMinutes(10);

    private readonly TimeProvider time;
    private JobHold? hold;
    private string? refusal;
    private (WaitReason Reason, string? Message) told;

    /// <summary>Whether nothing but sessions keeps the job from going on; where not, it gives back those that it has.</summary>
    public bool WantsSessions { get => Volatile.Read(ref field); private set => Volatile.Write(ref field, value); }

    /// <summary>The moment that this round of decisions is made for, and whether the window is open then. Asked once for all of them: a
    /// window that closed between two looks would be open for the one that sets the alarm and closed for the one that starts.</summary>
    private DateTimeOffset now;
    private bool windowOpen;

    private void Look() => windowOpen = IsWindowOpen(now = time.GetUtcNow());

    private bool IsWindowOpen(DateTimeOffset at) => spec.Rules.Window?.IsOpen(at) != false;

    /// <summary>What keeps the job from starting targets, in the order in which it is told.</summary>
    private (WaitReason Reason, string? Message) Obstacle()
    {
        if (hold is not null)
        {
            return (hold.Reason, hold.Message);
        }

        if (!windowOpen)
        {
            return (WaitReason.Window, WindowMessage());
        }

        return (reserved ? WaitReason.None : WaitReason.Sessions, null);
    }

    private string WindowMessage()
    {
        var window = spec.Rules.Window!;
        return window.NextOpen(now) is { } opens
            ? $"The window {window} is closed; it opens at {TimeZoneInfo.ConvertTime(opens, window.Zone):yyyy-MM-dd HH:mm zzz}."
            : $"The window {window} does not open within a year.";
    }

    /// <summary>Runs, or waits for what keeps it.</summary>
    private void ApplyHoldState()
    {
        var obstacle = Obstacle();
        var to = obstacle.Reason == WaitReason.None ? JobState.Running : JobState.Waiting;
        if (state == to && told == obstacle)
        {
            return;
        }

        if (state != to)
        {
            Transitions.Ensure(state, to);
        }

        (state, told) = (to, obstacle);
        writer.Post(new JobChanged(to, obstacle.Reason, EndReason.None, obstacle.Message, attempt));
    }

    /// <summary>Goes on where what was waited for has come, and waits where the window has closed and what ran has ended.</summary>
    private void Hold()
    {
        WantsSessions = hold is null && windowOpen;
        if (intent == Intent.GoOn
            && (state == JobState.Waiting
                || (state == JobState.Running && !windowOpen && dispatcher.InFlight == 0 && !NothingLeft && !breaker.Tripped)))
        {
            if (state == JobState.Running)
            {
                // What did not start belongs to the next opening; a target that gave its place up is among it.
                range = null;
                dispatcher.LineUp([]);
            }

            ApplyHoldState();
        }

        if (spec.Rules.Window is { } window && !windowOpen)
        {
            // Looked at again now and then: a machine that slept has another idea of how long an hour is.
            var left = window.NextOpen(now) - now;
            wake.Change(left < MostSleep ? left.Value : MostSleep, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends a job that may not begin.</summary>
    private async Task<JobState> RefusedAsync()
    {
        if (!Transitions.MayGo(state, JobState.Stopped))
        {
            Intend(Intent.StopNow, JobState.Stopping, EndReason.Dependency);
        }

        CloseRest(TargetState.Skipped);
        state = JobState.Stopped;
        await writer.WriteAsync(new JobChanged(state, WaitReason.None, EndReason.Dependency, refusal, attempt)).ConfigureAwait(false);
        return state;
    }
}
