namespace NetBatch.Lab;

/// <summary>Counts of a device or of a whole lab, as the server's side saw them.</summary>
/// <param name="CurrentConnections">TCP connections open now.</param>
/// <param name="MaxConnections">Most TCP connections open at one moment.</param>
/// <param name="TotalConnections">TCP connections accepted.</param>
/// <param name="CurrentSessions">Logged-in sessions (shells and exec channels) open now.</param>
/// <param name="MaxSessions">Most sessions open at one moment.</param>
/// <param name="TotalSessions">Sessions begun: every one is a successful login.</param>
public sealed record LabCounts(int CurrentConnections, int MaxConnections, int TotalConnections, int CurrentSessions, int MaxSessions, int TotalSessions);

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
            return new LabCounts(_connections, _maxConnections, _totalConnections, _sessions, _maxSessions, _totalSessions);
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
}
