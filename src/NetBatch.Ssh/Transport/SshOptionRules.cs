using System.Collections.Frozen;

namespace NetBatch.Ssh.Transport;

/// <summary>Which of the client's options a device may set.</summary>
internal static class SshOptionRules
{
    private const string OwnConfig = "Set it in your ssh_config, which is read as well.";

    /// <summary>These are the transport's own, with what to use instead.</summary>
    private static readonly FrozenDictionary<string, string> Reserved = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Host"] = OwnConfig,
        ["Match"] = OwnConfig,
        ["User"] = "Give the user name with the credential.",
        ["Port"] = "Give the device's port.",
        ["ProxyJump"] = "Give the device's jump hosts, or set it in your ssh_config.",
        ["IdentityFile"] = "Give a credential key:PATH.",
        ["ConnectTimeout"] = "Use the job's ConnectTimeout.",
        ["ConnectionAttempts"] = "Use the job's RetryCount.",
        ["NumberOfPasswordPrompts"] = "A password is given once, so that no account is locked.",
        ["BatchMode"] = "It follows from the credential.",
        ["LogLevel"] = "NetBatch reads the client's log.",
        ["LogVerbose"] = "NetBatch reads the client's log.",
        ["SyslogFacility"] = "NetBatch reads the client's log.",
        ["RequestTTY"] = "It follows from the platform.",
        ["RemoteCommand"] = "Give the command to the job.",
        ["SessionType"] = "It follows from the platform.",
        ["StdinNull"] = "The session needs its input.",
        ["ForkAfterAuthentication"] = "The session stays with the job.",
        ["ControlMaster"] = "Each session has its own connection.",
        ["ControlPath"] = "Each session has its own connection.",
        ["ControlPersist"] = "Each session has its own connection.",
        ["EscapeChar"] = "Sessions have none.",
        ["UpdateHostKeys"] = "Host keys are kept as they were accepted.",
        ["IgnoreUnknown"] = OwnConfig,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The device's options, in a fixed order.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: one of them may not be set.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Check(Device device)
    {
        foreach (var (name, value) in device.SshOptions)
        {
            if (Fault(name, value) is var (what, remedy))
            {
                throw Refused(device, what, remedy);
            }
        }

        return [.. device.SshOptions.OrderBy(option => option.Key, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Why a device may not set an option, and what to do instead; null: it may.</summary>
    public static (string What, string Remedy)? Fault(string name, string? value) =>
        name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit)
            ? ($"the SSH option '{Printable(name)}' has a name that no option has", "Write the client's own name, such as KexAlgorithms.")
        : Reserved.TryGetValue(name, out var instead) ? ($"the SSH option {name} is set by NetBatch", instead)
        : SshOptionNames.Problem(name, value) is { } problem ? ($"the SSH option {name} {problem}", SshOptionNames.Remedy)
        : string.IsNullOrWhiteSpace(value) ? ($"the SSH option {name} has no value", "Give a value or leave the option out.")
        : value.Any(char.IsControl)
            ? ($"the SSH option {name} has a line break or another control character", "Write the value in one line.")
        : null;

    /// <summary>Refuses what would not stay inside a quoted value of the generated config.</summary>
    public static void CheckText(Device device, string what, string value)
    {
        if (value.Any(letter => char.IsControl(letter) || letter == '"') || value.EndsWith('\\')
            || value.Contains("\\\\", StringComparison.Ordinal))
        {
            throw Refused(device, $"the {what} '{Printable(value)}' has a character that the SSH client's config cannot hold",
                "Leave out quotes, line breaks and double backslashes.");
        }
    }

    private static NetBatchException Refused(Device device, string what, string remedy) =>
        new(ErrorCode.InvalidArgument, $"{device.Name}: {what}.", remedy);

    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
