namespace NetBatch.Lab;

/// <summary>Counts of a device or of a whole lab, as the server's side saw them.</summary>
/// <param name="CurrentConnections">TCP connections open now.</param>
/// <param name="MaxConnections">Most TCP connections open at one moment.</param>
/// <param name="TotalConnections">TCP connections accepted.</param>
/// <param name="CurrentSessions">Logged-in sessions (shells and exec channels) open now.</param>
/// <param name="MaxSessions">Most sessions open at one moment.</param>
/// <param name="TotalSessions">Sessions begun: every one is a successful login.</param>
/// <param name="PendingReverts">Devices with a change that goes back unless it is confirmed in time.</param>
/// <param name="Reverts">How often a device went back: its timer ran out, or it was told to before.</param>
public sealed record LabCounts(
    int CurrentConnections, int MaxConnections, int TotalConnections, int CurrentSessions, int MaxSessions, int TotalSessions, int PendingReverts = 0, int Reverts = 0);

/// <summary>Counts up and down; a device's counts go on to the lab's.</summary>
internal sealed class DeviceCounters(DeviceCounters? lab = null)
{
    private readonly Lock _gate = new();
    private int _connections;
    private int _maxConnections;
    private int _totalConnections;
    private int _sessions;
    private int _maxSessions;
    private int _totalSessions;
    private int _pendingReverts;
    private int _reverts;

    /// <summary>The counts of the lab, set where the device stands in one.</summary>
    public DeviceCounters? Lab { get; set; } = lab;

    public int CurrentSessions
    {
        get
        {
            lock (_gate)
            {
                return _sessions;
            }
        }
    }

    public LabCounts Read()
    {
        lock (_gate)
        {
            return new LabCounts(_connections, _maxConnections, _totalConnections, _sessions, _maxSessions, _totalSessions, _pendingReverts, _reverts);
        }
    }

    public void Connection(bool open)
    {
        lock (_gate)
        {
            _connections += open ? 1 : -1;
            _totalConnections += open ? 1 : 0;
            _maxConnections = Math.Max(_maxConnections, _connections);
        }

        Lab?.Connection(open);
    }

    public void Session(bool open)
    {
        lock (_gate)
        {
            _sessions += open ? 1 : -1;
            _totalSessions += open ? 1 : 0;
            _maxSessions = Math.Max(_maxSessions, _sessions);
        }

        Lab?.Session(open);
    }

    public void PendingRevert(bool begins)
    {
        lock (_gate)
        {
            _pendingReverts += begins ? 1 : -1;
        }

        Lab?.PendingRevert(begins);
    }

    public void Reverted()
    {
        lock (_gate)
        {
            _reverts++;
        }

        Lab?.Reverted();
    }
}
