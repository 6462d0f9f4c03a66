using System.Globalization;
using System.Runtime.InteropServices;
using NetBatch.Lab.Server;

namespace NetBatch.Lab;

/// <summary>
/// Simulated routers behind a real OpenSSH server on loopback. This process holds the devices; disposing ends sshd and sessions and
/// removes users and files. Where this process is killed, a keeper process does the same.
/// </summary>
/// <remarks>
/// As root it makes accounts with passwords and marks them in /etc/passwd. Without root everybody logs in as the account that runs the
/// lab, by key; terminals then need a devpts that is mounted with <c>gid=5</c>, as distributions do and some containers do not.
/// </remarks>
public sealed class LabHost : IAsyncDisposable
{
    private readonly Dictionary<string, SimDevice> devices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<SimDevice, DevicePort> doors = [];
    private readonly DeviceCounters counters = new();
    private readonly DeviceConnections connections = new();
    private readonly TaskCompletionSource stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LabSpec spec;
    private SshServer? server;
    private RelayListener? relay;
    private LabControl? control;
    private bool disposed;

    private LabHost(LabSpec spec, string name, string folder)
    {
        this.spec = spec;
        Name = name;
        Folder = folder;
        Users = Environment.IsPrivilegedProcess
            ? spec.Users.Count > 0 ? spec.Users : [new LabUser("lab" + Secrets.Text(6).ToLowerInvariant(), Secrets.Text(16))]
            : [new LabUser(Environment.UserName, "", 15)];
    }

    /// <summary>The lab's name, unique on this machine.</summary>
    public string Name { get; }

    /// <summary>The lab's folder, which is gone with the lab.</summary>
    public string Folder { get; }

    /// <summary>Who may log in. Without root: the account that runs the lab, by key only, with an empty password.</summary>
    public IReadOnlyList<LabUser> Users { get; }

    /// <summary>A private key that opens every user's login; it dies with the lab.</summary>
    public string KeyPath => Path.Combine(Folder, "client_key");

    /// <summary>A known_hosts file with the key of every device, so that the user's own file learns nothing of the lab.</summary>
    public string KnownHostsPath => Path.Combine(Folder, "known_hosts");

    /// <summary>Counts of the whole lab.</summary>
    public LabCounts Counts => Settled(counters);

    /// <summary>The devices' names in order.</summary>
    public IReadOnlyList<string> DeviceNames => [.. devices.Values.Select(device => device.Name)];

    /// <summary>Builds the lab and returns when every device answers.</summary>
    /// <exception cref="NetBatchException">The spec cannot be built, or this machine cannot run a lab; the remedy tells what is
    /// missing.</exception>
    public static async Task<LabHost> StartAsync(LabSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Check();
        if (!OperatingSystem.IsLinux())
        {
            throw LabErrors.Unusable("The lab runs on Linux only: it needs OpenSSH's server and its accounts.",
                "Run it in WSL, a container or a virtual machine.");
        }

        SshServer.Program();
        if (!Environment.IsPrivilegedProcess && spec.Users.Count > 0)
        {
            throw LabErrors.Unusable("Users with passwords need root, as they are real accounts for as long as the lab lives.",
                "Run the lab as root, or without users: then you log in as yourself with the lab's key.");
        }

        await Accounts.CheckFreeAsync(Environment.IsPrivilegedProcess ? spec.Users : [], cancellationToken).ConfigureAwait(false);
        var (name, folder) = LabFolder.Create(spec);
        var lab = new LabHost(spec, name, folder);
        try
        {
            await lab.BeginAsync(cancellationToken).ConfigureAwait(false);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The devices as an inventory: name, 127.0.0.1, own port, platform, labels site, role, group, model.</summary>
    /// <param name="credential">How to log in; null: the first user with <see cref="KeyPath"/>.</param>
    public IReadOnlyList<Device> Devices(CredentialReference? credential = null) =>
        [.. devices.Values.Select(device => LabInventory.ToDevice(device, doors[device].Port, credential ?? KeyCredential, Name))];

    /// <summary>The inventory as CSV with a header line: name, address, port, platform, site, role, group, model, credential, lab (the
    /// lab's name).</summary>
    /// <param name="credential">How to log in; null: the first user with <see cref="KeyPath"/>.</param>
    public string InventoryCsv(CredentialReference? credential = null) => LabInventory.ToCsv(Devices(credential));

    /// <summary>Counts of one device.</summary>
    public LabCounts CountsOf(string device) => Settled(Find(device).Counters);

    /// <summary>When a device goes back by itself unless its last change is confirmed, by the lab's clock; null: nothing waits to be
    /// confirmed.</summary>
    public DateTimeOffset? RevertDueAt(string device)
    {
        var found = Find(device);
        lock (found.Gate)
        {
            return found.Revert.DueAt;
        }
    }

    /// <summary>The lines that a device received, oldest first. Secrets are left out.</summary>
    public IReadOnlyList<ReceivedLine> Received(string device) => Find(device).Record.Lines;

    /// <summary>The running config of a device, as its <c>show</c> command has it (Junos: with braces; Linux: empty).</summary>
    public string RunningConfig(string device) => LabInventory.RunningConfig(Find(device));

    /// <summary>The startup config of a device; where the platform has none, the running config.</summary>
    public string StartupConfig(string device) => LabInventory.StartupConfig(Find(device));

    /// <summary>The faults that a device has now.</summary>
    public IReadOnlyList<LabFault> Faults(string device) => Find(device).Faults;

    /// <summary>Gives a device a fault, in place of one of the same kind. Open sessions feel it at their next command.</summary>
    public void SetFault(string device, LabFault fault)
    {
        var found = Find(device);
        lock (found.Gate)
        {
            found.SetFault(fault);
            doors[found].Apply();
        }
    }

    /// <summary>Takes a fault from a device; null: all of them. A device that refused connections takes them again, at the same
    /// port.</summary>
    public void ClearFault(string device, LabFaultKind? kind = null)
    {
        var found = Find(device);
        lock (found.Gate)
        {
            found.ClearFaults(kind);
            doors[found].Apply();
        }
    }

    /// <summary>Cuts the connections of a device, or of all; the clients see a reset.</summary>
    public void CutSessions(string? device = null) => connections.Cut(device is null ? null : Find(device));

    /// <summary>Every password or key that was tried, as sshd's own log has it.</summary>
    public async Task<IReadOnlyList<LabLogin>> LoginsAsync(CancellationToken cancellationToken = default) =>
        LabLogin.Parse(await server!.ReadLogAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Waits until the lab is asked to stop: by <see cref="LabState.StopAsync"/>, SIGTERM, SIGINT or SIGHUP, or the token. Dispose
    /// it then.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken = default)
    {
        void Asked(PosixSignalContext context)
        {
            context.Cancel = true;
            stopRequested.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Asked);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Asked);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Asked);
        using var cancelled = cancellationToken.Register(() => stopRequested.TrySetResult());
        await stopRequested.Task.ConfigureAwait(false);
    }

    /// <summary>Ends everything and leaves nothing behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        stopRequested.TrySetResult();
        if (control is not null)
        {
            await control.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var (device, door) in doors)
        {
            lock (device.Gate)
            {
                device.Dispose();
            }

            await door.DisposeAsync().ConfigureAwait(false);
        }

        await connections.DisposeAsync().ConfigureAwait(false);
        if (relay is not null)
        {
            await relay.DisposeAsync().ConfigureAwait(false);
        }

        if (server is not null)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        LabFolder.Remove(Folder);
    }

    internal void RequestStop() => stopRequested.TrySetResult();

    private CredentialReference KeyCredential => new(CredentialSource.Key, KeyPath, Users[0].Name);

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var specs = Enumerable.Range(1, spec.Devices)
            .Select(number => (Name: spec.NamePrefix + number.ToString(CultureInfo.InvariantCulture),
                Platform: spec.Platforms[(number - 1) % spec.Platforms.Count], Described: (LabDeviceSpec?)null))
            .Concat(spec.Described.Select(device => (device.Name, device.Platform, (LabDeviceSpec?)device)));
        foreach (var (name, platform, described) in specs)
        {
            var device = new SimDevice(name, platform, devices.Count, spec, described);
            device.Counters.Lab = counters;
            if (!devices.TryAdd(name, device))
            {
                throw LabErrors.Argument($"The lab has two devices named '{name}'.");
            }
        }

        if (spec.Faults.Keys.FirstOrDefault(name => !devices.ContainsKey(name)) is { } stranger)
        {
            throw LabErrors.Argument($"The fault names a device '{stranger}', which the lab does not have.",
                $"Its devices are {devices.Values.First().Name} to {devices.Values.Last().Name}.");
        }

        var root = Environment.IsPrivilegedProcess;
        LabFolder.WriteState(Folder, Name, root ? [.. Users.Select(user => user.Name)] : [], devices.Count, spec.Time);
        server = await SshServer.StartAsync(Folder, Name, root ? Users : [], spec.AllowJump, cancellationToken).ConfigureAwait(false);
        var ids = root ? await Accounts.IdsAsync(Users, cancellationToken).ConfigureAwait(false)
            : new Dictionary<int, string> { [Accounts.OwnId] = Environment.UserName };
        relay = new RelayListener(Path.Combine(Folder, "relay.sock"), connections, ids,
            Users.ToDictionary(user => user.Name, user => user.Privilege));
        relay.Start();
        var hostKey = (await File.ReadAllTextAsync(Path.Combine(Folder, "host_key.pub"), cancellationToken).ConfigureAwait(false)).Split(
            ' ');
        foreach (var device in devices.Values)
        {
            var door = new DevicePort(device, server, connections);
            doors[device] = door;
            device.ReachabilityChanged = door.Apply;
            lock (device.Gate)
            {
                door.Apply();
            }
        }

        await File.WriteAllTextAsync(KnownHostsPath,
            string.Concat(doors.Values.Select(door => $"[127.0.0.1]:{door.Port} {hostKey[0]} {hostKey[1]}\n")), cancellationToken)
            .ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(Folder, "inventory.csv"), InventoryCsv(), cancellationToken).ConfigureAwait(false);
        control = new LabControl(this);
        control.Start();
    }

    private LabCounts Settled(DeviceCounters counts)
    {
        connections.CountEnded();
        return counts.Read();
    }

    private SimDevice Find(string device) =>
        devices.TryGetValue(device, out var found) ? found
            : throw LabErrors.Argument($"The lab has no device '{device}'.",
                $"Its devices are {devices.Values.First().Name} to {devices.Values.Last().Name}.");
}
