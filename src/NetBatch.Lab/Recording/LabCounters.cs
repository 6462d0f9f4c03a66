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
    int CurrentConnections, int MaxConnections, int TotalConnections, int CurrentSessions, int MaxSessions, int TotalSessions,
    int PendingReverts = 0, int Reverts = 0);

/// <summary>Counts up and down; a device's counts go on to the lab's.</summary>
internal sealed class DeviceCounters(DeviceCounters? lab = null)
{
    private readonly Lock gate = new();
    private int connections;
    private int maxConnections;
    private int totalConnections;
    private int sessions;
    private int maxSessions;
    private int totalSessions;
    private int pendingReverts;
    private int reverts;

    /// <summary>The counts of the lab, set where the device stands in one.</summary>
    public DeviceCounters? Lab { get; set; } = lab;

    public int CurrentSessions
    {
        get
        {
            lock (gate)
            {
                return sessions;
            }
        }
    }

    public LabCounts Read()
    {
        lock (gate)
        {
            return new LabCounts(connections, maxConnections, totalConnections, sessions, maxSessions, totalSessions, pendingReverts,
                reverts);
        }
    }

    public void Connection(bool open)
    {
        lock (gate)
        {
            connections += open ? 1 : -1;
            totalConnections += open ? 1 : 0;
            maxConnections = Math.Max(maxConnections, connections);
        }

        Lab?.Connection(open);
    }

    public void Session(bool open)
    {
        lock (gate)
        {
            sessions += open ? 1 : -1;
            totalSessions += open ? 1 : 0;
            maxSessions = Math.Max(maxSessions, sessions);
        }

        Lab?.Session(open);
    }

    public void PendingRevert(bool begins)
    {
        lock (gate)
        {
            pendingReverts += begins ? 1 : -1;
        }

        Lab?.PendingRevert(begins);
    }

    public void Reverted()
    {
        lock (gate)
        {
            reverts++;
        }

        Lab?.Reverted();
    }
}
