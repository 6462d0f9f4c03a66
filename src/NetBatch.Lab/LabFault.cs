using System.Globalization;

namespace NetBatch.Lab;

/// <summary>What can be wrong with a simulated device.</summary>
public enum LabFaultKind
{
    /// <summary>The port refuses connections, as a device that is down behind a living host.</summary>
    Refuse,
    /// <summary>The connection is accepted and nothing is ever sent: no SSH version, no key exchange.</summary>
    Stall,
    /// <summary>Something that is not SSH answers, then closes.</summary>
    Garbage,
    /// <summary>The host key is another one than in the lab's known_hosts file.</summary>
    ChangedHostKey,
    /// <summary>The connection is cut in the middle of an output: of the command that begins with the value, or of the first one.</summary>
    Drop,
    /// <summary>Nothing is ever answered: after the login, or where a value is given after the command that begins with it.</summary>
    Hang,
    /// <summary>Output comes byte by byte; value: pause between bytes, default 20 ms.</summary>
    Drip,
    /// <summary>Bells, colours, a cursor query and replacement characters stand at the end of every line of output.</summary>
    Noise,
    /// <summary>The prompt is like no prompt of the platform; value: the prompt, default <c>??? </c>.</summary>
    WrongPrompt,
    /// <summary>The first prompt comes late; value: the delay, default 5 s.</summary>
    SlowLogin,
    /// <summary>More sessions than the value (default 0) are turned away after the login with a text and a close.</summary>
    SessionLimit,
    /// <summary>The login ends in a demand to change the password.</summary>
    PasswordExpired,
    /// <summary>A config line that holds the value is rejected.</summary>
    RejectLine,
    /// <summary>A commit that would bring a line with the value into the running config fails, and changes nothing (IOS XR, EOS sessions,
    /// Junos).</summary>
    RejectCommit,
    /// <summary>Right behind a commit somebody else commits the value: a line of the config's top level (IOS XR), a set line
    /// (Junos).</summary>
    OthersCommit,
    /// <summary>A config line that holds the value is answered as done, and is not kept.</summary>
    IgnoreLine,
    /// <summary>
    /// New connections are refused, as by a change that cut the management path; open sessions live on. Value: for as long as the running
    /// config holds this text; none: for as long as a change waits to be confirmed.
    /// </summary>
    CutPath,
    /// <summary>The device shows only the first half of its running config and a piece of a line, without an error; value: of the command
    /// that begins with it.</summary>
    CutConfig,
    /// <summary>Every command takes this much longer.</summary>
    Delay,
}

/// <summary>A fault of a simulated device. In text: <c>hang</c>, <c>hang=show version</c>, <c>delay=200ms</c>, <c>drop*2</c> (only
/// twice).</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Value">The part after <c>=</c>, or null for the kind's default.</param>
/// <param name="Times">How often it strikes before the device is well again, 1 or more; null: until it is cleared. Not for
/// <see cref="LabFaultKind.Refuse"/>, <see cref="LabFaultKind.ChangedHostKey"/> and <see cref="LabFaultKind.CutPath"/>.</param>
public sealed record LabFault(LabFaultKind Kind, string? Value = null, int? Times = null)
{
    private static readonly (string Name, LabFaultKind Kind)[] Names =
    [
        ("refuse", LabFaultKind.Refuse), ("stall", LabFaultKind.Stall), ("garbage", LabFaultKind.Garbage),
        ("changed-host-key", LabFaultKind.ChangedHostKey), ("drop", LabFaultKind.Drop), ("hang", LabFaultKind.Hang),
        ("drip", LabFaultKind.Drip), ("noise", LabFaultKind.Noise), ("wrong-prompt", LabFaultKind.WrongPrompt),
        ("slow-login", LabFaultKind.SlowLogin), ("session-limit", LabFaultKind.SessionLimit),
        ("password-expired", LabFaultKind.PasswordExpired), ("reject-line", LabFaultKind.RejectLine),
        ("reject-commit", LabFaultKind.RejectCommit), ("others-commit", LabFaultKind.OthersCommit),
        ("ignore-line", LabFaultKind.IgnoreLine),
        ("cut-path", LabFaultKind.CutPath), ("cut-config", LabFaultKind.CutConfig), ("delay", LabFaultKind.Delay),
    ];

    /// <summary>The names of all kinds, as they are written.</summary>
    public static IReadOnlyList<string> KindNames { get; } = [.. Names.Select(name => name.Name)];

    /// <summary>The value as a duration: a number of milliseconds, or with <c>ms</c> or <c>s</c>; the kind's default where there is
    /// none.</summary>
    internal TimeSpan Duration =>
        Value is null
            ? Kind switch { LabFaultKind.Drip => TimeSpan.FromMilliseconds(20), LabFaultKind.SlowLogin => TimeSpan.FromSeconds(5),
                _ => TimeSpan.FromSeconds(1) }
            : ParseDuration(Value) ?? TimeSpan.Zero;

    /// <summary>Reads one fault.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: no such kind, or a value that the kind cannot
    /// use.</exception>
    public static LabFault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var head = (equals < 0 ? text : text[..equals]).Trim();
        // A prompt may end in a space.
        var value = equals < 0 ? null : text[(equals + 1)..].TrimStart();
        var star = head.IndexOf('*', StringComparison.Ordinal);
        int? times = null;
        if (star > 0)
        {
            times = int.TryParse(head[(star + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? count
                : throw LabErrors.Argument($"'{text}': after * stands how often the fault strikes, 1 or more.");
            head = head[..star];
        }

        foreach (var (name, kind) in Names)
        {
            if (string.Equals(name, head, StringComparison.OrdinalIgnoreCase))
            {
                return Checked(new LabFault(kind, value is "" ? null : value, times), text);
            }
        }

        throw LabErrors.Argument($"There is no fault '{head}'.", $"Known are: {string.Join(", ", KindNames)}.");
    }

    /// <summary>Reads <c>device=fault</c>, as in <c>r7=hang</c> or <c>r7=delay=200ms</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the form is another one.</exception>
    public static KeyValuePair<string, LabFault> ParseAssignment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new(text[..equals].Trim(), Parse(text[(equals + 1)..]))
            : throw LabErrors.Argument($"'{text}' is not device=fault.", "Write for example r7=hang or r7=delay=200ms.");
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Names.First(name => name.Kind == Kind).Name + (Times is null ? "" : $"*{Times}") + (Value is null ? "" : $"={Value}");

    private static LabFault Checked(LabFault fault, string text)
    {
        var wrong = fault.Kind switch
        {
            LabFaultKind.Drip or LabFaultKind.SlowLogin => fault.Value is not null && ParseDuration(fault.Value) is null,
            LabFaultKind.Delay => fault.Value is null || ParseDuration(fault.Value) is null,
            LabFaultKind.RejectLine or LabFaultKind.IgnoreLine or LabFaultKind.RejectCommit or LabFaultKind.OthersCommit =>
                fault.Value is null,
            LabFaultKind.CutPath => fault.Times is not null,
            LabFaultKind.SessionLimit =>
                fault.Value is not null && !int.TryParse(fault.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            LabFaultKind.Refuse or LabFaultKind.ChangedHostKey => fault.Value is not null || fault.Times is not null,
            _ => false,
        };
        return wrong
            ? throw LabErrors.Argument($"The fault '{text}' has a value that it cannot use.",
                "Write for example delay=200ms, drip=50ms, slow-login=5s, session-limit=2, reject-line=ntp server.")
            : fault;
    }

    private static TimeSpan? ParseDuration(string text)
    {
        var (number, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1.0)
            : text.EndsWith('s') ? (text[..^1], 1000.0)
            : (text, 1.0);
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1e9
            ? TimeSpan.FromMilliseconds(value * unit)
            : null;
    }
}
