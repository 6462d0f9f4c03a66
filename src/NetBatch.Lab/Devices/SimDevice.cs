using NetBatch.Lab.Configs;
using NetBatch.Lab.Configs.Views;
using NetBatch.Lab.Devices;
using NetBatch.Lab.Platforms;

namespace NetBatch.Lab;

/// <summary>A simulated device: what all its sessions share. Its sessions hold <see cref="Gate"/> while they work.</summary>
internal sealed class SimDevice : IDisposable
{
    private readonly Lock faultGate = new();
    private readonly List<LabFault> faults = [];
    private readonly GivenOutputs given;
    private readonly IDeviceConfig? own;

    public SimDevice(string name, string platform, int index, LabSpec spec, LabDeviceSpec? described = null)
    {
        Name = name;
        Platform = platform;
        Spec = spec;
        Facts = new DeviceFacts(name, platform, index, spec.Seed, spec.Time.GetUtcNow());
        given = new GivenOutputs(name, platform, spec.OutputFolder, described?.Outputs);
        Revert = new TimedRevert(this, spec.Time);
        Record = new DeviceRecord(name, spec.Time);
        Counters = new DeviceCounters();
        var config = described?.RunningConfig ?? given.InitialConfig ?? InitialConfig.For(this);
        if (platform == "juniper_junos")
        {
            Junos = ExtraConfig.Add(JunosConfig.Parse(config), Extra(spec));
            JunosHistory.Add(new JunosCommit(Junos.Copy(), Facts.BootedAt, "root", "other"));
        }
        else if (OwnConfigs.Read(platform, config) is { } read)
        {
            own = ExtraConfig.Add(read, Extra(spec));
            SaveOwn();
        }
        else if (platform != "linux")
        {
            Running.Become(ExtraConfig.Add(ConfigText.Parse(config), Shells.GrammarOf(platform), Extra(spec)));
            Startup.Become(Running);
        }

        faults.AddRange(spec.Faults.GetValueOrDefault(name, []));
    }

    public string Name { get; }

    public string Platform { get; }

    public LabSpec Spec { get; }

    public DeviceFacts Facts { get; }

    public DeviceRecord Record { get; }

    public DeviceCounters Counters { get; }

    /// <summary>Sessions are synchronous state machines on shared configs: one works at a time.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The running config: one object for as long as the device lives, as open sessions hold it.</summary>
    public ConfigNode Running { get; } = new("");

    /// <summary>The startup config.</summary>
    public ConfigNode Startup { get; } = new("");

    /// <summary>Raised by each change of the running config: candidates see by it that they are outdated.</summary>
    public int ConfigVersion { get; private set; }

    /// <summary>The change that waits to be confirmed, if any.</summary>
    public TimedRevert Revert { get; }

    /// <summary>Configurations in files of the device, by their name with its file system: <c>flash:before</c>; on NX-OS the
    /// checkpoints.</summary>
    public SortedDictionary<string, SavedConfig> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Commits of a platform with a commit database (IOS XR), newest first, each with the configuration before it.</summary>
    public List<ConfigCommit> Commits { get; } = [];

    /// <summary>Named candidates (EOS configure session).</summary>
    public Dictionary<string, ConfigNode> Candidates { get; } = new(StringComparer.Ordinal);

    public JunosConfig Junos { get; set; } = new();

    /// <summary>The running config where it is none of indented lines; null: see <see cref="Running"/>.</summary>
    public IDeviceConfig? OwnConfig => Platform == "juniper_junos" ? Junos : own;

    /// <summary>The saved config of such a platform, or null where what runs is what is saved.</summary>
    public IDeviceConfig? OwnSaved { get; private set; }

    /// <summary>Junos' committed configurations, newest first.</summary>
    public List<JunosCommit> JunosHistory { get; } = [];

    /// <summary>The user who holds the exclusive candidate, or null.</summary>
    public string? ExclusiveBy { get; set; }

    /// <summary>Told when new sessions can no longer reach the device, or can again.</summary>
    public Action? ReachabilityChanged { get; set; }

    public TimeSpan CommandDelay => Spec.CommandDelay;

    public string EnableSecret => Spec.EnableSecret;

    public DateTimeOffset Now => Spec.Time.GetUtcNow();

    /// <summary>The name that the configuration gives.</summary>
    public string HostName =>
        Platform switch
        {
            "linux" => Name,
            _ when OwnConfig is { } config => config.HostName ?? Name,
            _ => HostNameOf(Running) ?? (Running.Place("hostname") is null ? Name : Shells.GrammarOf(Platform).DefaultHostName),
        };

    public IReadOnlyList<LabFault> Faults
    {
        get
        {
            lock (faultGate)
            {
                return [.. faults];
            }
        }
    }

    /// <summary>Whether a change has cut the path on which new sessions come (<see cref="LabFaultKind.CutPath"/>).</summary>
    public bool IsCutOff =>
        Faults.FirstOrDefault(fault => fault.Kind == LabFaultKind.CutPath) is { } fault
            && (fault.Value is { } value ? Holds(value) : Revert.IsPending);

    /// <summary>The running config is another one now.</summary>
    public void ConfigChanged()
    {
        ConfigVersion++;
        PathMayHaveChanged();
    }

    /// <summary>Tells who listens for connections, where a fault makes that depend on the config.</summary>
    public void PathMayHaveChanged()
    {
        if (Has(LabFaultKind.CutPath))
        {
            ReachabilityChanged?.Invoke();
        }
    }

    public void Dispose() => Revert.Dispose();

    /// <summary>The running config of a platform that has a kind of its own.</summary>
    public T Own<T>()
        where T : IDeviceConfig => (T)OwnConfig!;

    /// <summary>What runs is what the device comes up with.</summary>
    public void SaveOwn() => OwnSaved = (own as ViewConfig)?.Copy();

    public string? GivenOutput(string command) => given.Find(command);

    public void SetFault(LabFault fault)
    {
        lock (faultGate)
        {
            faults.RemoveAll(old =>
                old.Kind == fault.Kind
                    && (fault.Kind is not (LabFaultKind.RejectLine or LabFaultKind.RejectCommit or LabFaultKind.IgnoreLine)
                        || old.Value == fault.Value));
            faults.Add(fault);
        }
    }

    public void ClearFaults(LabFaultKind? kind)
    {
        lock (faultGate)
        {
            faults.RemoveAll(fault => kind is null || fault.Kind == kind);
        }
    }

    public bool Has(LabFaultKind kind)
    {
        lock (faultGate)
        {
            return faults.Exists(fault => fault.Kind == kind);
        }
    }

    /// <summary>Whether a fault strikes now; one that strikes a number of times is used up by it.</summary>
    public bool Strikes(LabFaultKind kind, out LabFault fault, Func<LabFault, bool>? when = null)
    {
        lock (faultGate)
        {
            var at = faults.FindIndex(one => one.Kind == kind && (when is null || when(one)));
            fault = at < 0 ? new LabFault(kind) : faults[at];
            if (at >= 0 && fault.Times is { } times)
            {
                if (times > 1)
                {
                    faults[at] = fault with { Times = times - 1 };
                }
                else
                {
                    faults.RemoveAt(at);
                }
            }

            return at >= 0;
        }
    }

    private List<string> Extra(LabSpec spec) =>
        [.. spec.ExtraConfig.GetValueOrDefault(Platform, []), .. spec.ExtraConfig.GetValueOrDefault(Name, [])];

    private bool Holds(string text) =>
        OwnConfig is { } config ? config.Holds(text) : Holds(Running, text);

    private static bool Holds(ConfigNode node, string text) =>
        node.Line.Contains(text, StringComparison.OrdinalIgnoreCase) || node.Children.Any(child => Holds(child, text));

    internal static string? HostNameOf(ConfigNode config) =>
        config.Children.FirstOrDefault(line => line.Line.StartsWith("hostname ", StringComparison.Ordinal))?.Line[9..].Trim();
}
