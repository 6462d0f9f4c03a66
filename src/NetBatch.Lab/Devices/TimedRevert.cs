namespace NetBatch.Lab.Devices;

/// <summary>
/// A change that is on trial: unless somebody confirms it in time, the device goes back by itself, whether anybody is logged in or not.
/// A device has one at a time. Its members are called with the device's gate held.
/// </summary>
internal sealed class TimedRevert(SimDevice device, TimeProvider time) : IDisposable
{
    private ITimer? timer;
    private Action? restore;
    private object? token;

    /// <summary>Whether a change waits to be confirmed.</summary>
    public bool IsPending => restore is not null;

    /// <summary>When the device goes back, or null.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When the timer was set, or null.</summary>
    public DateTimeOffset? SetAt { get; private set; }

    /// <summary>What the platform calls the change: a file, a session; null where it has no name.</summary>
    public string? Name { get; private set; }

    /// <summary>Who set it: a session, where only that one may confirm.</summary>
    public object? Owner { get; private set; }

    /// <summary>The user who set it.</summary>
    public string User { get; private set; } = "";

    /// <summary>How often the device went back without having been confirmed.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a trial; where one runs already, its end moves and what it goes back to stays.</summary>
    public void Start(TimeSpan after, string user, Action restore, string? name = null, object? owner = null)
    {
        if (this.restore is null)
        {
            device.Counters.PendingRevert(begins: true);
            (this.restore, Name, Owner, User) = (restore, name, owner, user);
        }

        timer?.Dispose();
        SetAt = time.GetUtcNow();
        DueAt = SetAt + after;

        // The token tells a timer that fires while it is being replaced from the one that counts.
        var token = new object();
        this.token = token;
        timer = time.CreateTimer(Due, token, after, Timeout.InfiniteTimeSpan);
        device.PathMayHaveChanged();
    }

    /// <summary>The change stays; false: there is none on trial.</summary>
    public bool Confirm()
    {
        if (restore is null)
        {
            return false;
        }

        Clear();
        device.PathMayHaveChanged();
        return true;
    }

    /// <summary>Goes back at once; false: there is nothing on trial.</summary>
    public bool Now()
    {
        if (this.restore is not { } restore)
        {
            return false;
        }

        Clear();
        restore();
        Count++;
        device.Counters.Reverted();
        device.ConfigChanged();
        return true;
    }

    /// <summary>Ends without going back: the lab is going down.</summary>
    public void Dispose() => timer?.Dispose();

    private void Due(object? token)
    {
        lock (device.Gate)
        {
            if (ReferenceEquals(this.token, token))
            {
                Now();
            }
        }
    }

    private void Clear()
    {
        timer?.Dispose();
        (timer, token, restore, Name, Owner, DueAt, SetAt) = (null, null, null, null, null, null, null);
        device.Counters.PendingRevert(begins: false);
    }
}
