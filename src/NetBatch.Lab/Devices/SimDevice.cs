using NetBatch.Lab.Configs;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab;

/// <summary>A simulated device: what all its sessions share. Its sessions hold <see cref="Gate"/> while they work.</summary>
internal sealed class SimDevice
{
    private readonly Lock _faultGate = new();
    private readonly List<LabFault> _faults = [];
    private readonly GivenOutputs _given;

    public SimDevice(string name, string platform, int index, LabSpec spec, LabDeviceSpec? described = null)
    {
        Name = name;
        Platform = platform;
        Spec = spec;
        Facts = new DeviceFacts(name, platform, index, spec.Seed, spec.Time.GetUtcNow());
        _given = new GivenOutputs(name, platform, spec.OutputFolder, described?.Outputs);
        Record = new DeviceRecord(name, spec.Time);
        Counters = new DeviceCounters();
        var config = described?.RunningConfig ?? _given.InitialConfig ?? InitialConfig.For(this);
        if (platform == "juniper_junos")
        {
            Junos = JunosConfig.Parse(config);
            JunosHistory = [Junos.Copy()];
        }
        else if (platform != "linux")
        {
            Running = ConfigText.Parse(config);
            Startup = Running.Copy();
        }

        _faults.AddRange(spec.Faults.GetValueOrDefault(name, []));
    }

    public string Name { get; }

    public string Platform { get; }

    public LabSpec Spec { get; }

    public DeviceFacts Facts { get; }

    public DeviceRecord Record { get; }

    public DeviceCounters Counters { get; }

    /// <summary>Sessions are synchronous state machines on shared configs: one works at a time.</summary>
    public Lock Gate { get; } = new();

    public ConfigNode Running { get; set; } = new("");

    public ConfigNode Startup { get; set; } = new("");

    /// <summary>Raised by each change of the running config: candidates see by it that they are outdated.</summary>
    public int ConfigVersion { get; set; }

    /// <summary>Named candidates (EOS configure session).</summary>
    public Dictionary<string, ConfigNode> Candidates { get; } = new(StringComparer.Ordinal);

    public JunosConfig Junos { get; set; } = new();

    /// <summary>Junos' committed configurations, newest first.</summary>
    public List<JunosConfig> JunosHistory { get; } = [];

    /// <summary>The user who holds the exclusive candidate, or null.</summary>
    public string? ExclusiveBy { get; set; }

    public TimeSpan CommandDelay => Spec.CommandDelay;

    public string EnableSecret => Spec.EnableSecret;

    public DateTimeOffset Now => Spec.Time.GetUtcNow();

    /// <summary>The name that the configuration gives.</summary>
    public string HostName =>
        Platform switch
        {
            "juniper_junos" => Junos.HostName ?? Name,
            "linux" => Name,
            _ => HostNameOf(Running) ?? Name,
        };

    public IReadOnlyList<LabFault> Faults
    {
        get
        {
            lock (_faultGate)
            {
                return [.. _faults];
            }
        }
    }

    public string? GivenOutput(string command) => _given.Find(command);

    public void SetFault(LabFault fault)
    {
        lock (_faultGate)
        {
            _faults.RemoveAll(old => old.Kind == fault.Kind && (fault.Kind != LabFaultKind.RejectLine || old.Value == fault.Value));
            _faults.Add(fault);
        }
    }

    public void ClearFaults(LabFaultKind? kind)
    {
        lock (_faultGate)
        {
            _faults.RemoveAll(fault => kind is null || fault.Kind == kind);
        }
    }

    public bool Has(LabFaultKind kind)
    {
        lock (_faultGate)
        {
            return _faults.Exists(fault => fault.Kind == kind);
        }
    }

    /// <summary>Whether a fault strikes now; one that strikes a number of times is used up by it.</summary>
    public bool Strikes(LabFaultKind kind, out LabFault fault, Func<LabFault, bool>? when = null)
    {
        lock (_faultGate)
        {
            var at = _faults.FindIndex(one => one.Kind == kind && (when is null || when(one)));
            fault = at < 0 ? new LabFault(kind) : _faults[at];
            if (at >= 0 && fault.Times is { } times)
            {
                if (times > 1)
                {
                    _faults[at] = fault with { Times = times - 1 };
                }
                else
                {
                    _faults.RemoveAt(at);
                }
            }

            return at >= 0;
        }
    }

    internal static string? HostNameOf(ConfigNode config) =>
        config.Children.Find(line => line.Line.StartsWith("hostname ", StringComparison.Ordinal))?.Line[9..].Trim();
}
