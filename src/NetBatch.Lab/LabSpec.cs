namespace NetBatch.Lab;

/// <summary>What a lab is made of.</summary>
public sealed record LabSpec
{
    /// <summary>The platforms that can be simulated.</summary>
    public static IReadOnlyList<string> KnownPlatforms { get; } =
        ["cisco_ios", "cisco_iosxe", "cisco_nxos", "cisco_iosxr", "arista_eos", "juniper_junos", "fortinet_fortios", "cisco_asa",
            "huawei_vrp", "hp_comware", "linux"];

    /// <summary>Number of devices (r1, r2, ...), 0 to 2000; those in <see cref="Described"/> come on top.</summary>
    public int Devices { get; init; } = 10;

    /// <summary>Platforms of the devices, given out in turn.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = ["cisco_ios"];

    /// <summary>Devices with given outputs and configs, named by themselves.</summary>
    public IReadOnlyList<LabDeviceSpec> Described { get; init; } = [];

    /// <summary>What stands before the number in a device's name.</summary>
    public string NamePrefix { get; init; } = "r";

    /// <summary>Faults by device name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LabFault>> Faults { get; init; } = new Dictionary<string, IReadOnlyList<LabFault>>();

    /// <summary>
    /// Lines that the devices have besides their initial config, by device name or platform (both: the platform's first), typed as in
    /// configuration mode: an <c>archive</c> for IOS, or the drift of one router. Linux has no config.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ExtraConfig { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long each command takes before its output.</summary>
    public TimeSpan CommandDelay { get; init; }

    /// <summary>Who may log in to every device. Empty: one user with a made-up name and password.</summary>
    public IReadOnlyList<LabUser> Users { get; init; } = [];

    /// <summary>The secret that <c>enable</c> and <c>sudo</c> ask for, where a user's privilege is below 15.</summary>
    public string EnableSecret { get; init; } = "enable-secret";

    /// <summary>A text shown after the login, before the first prompt; null: the platform's own habit.</summary>
    public string? Banner { get; init; }

    /// <summary>
    /// Folder of output files, which win over the built-in outputs: <c>DEVICE/show version.txt</c>, then <c>PLATFORM/show version.txt</c>,
    /// then <c>show version.txt</c>. Characters that a file name cannot hold are written as <c>_</c>. <c>show running-config.txt</c> is a
    /// device's initial config.
    /// </summary>
    public string? OutputFolder { get; init; }

    /// <summary>Size of <c>show tech-support</c> in bytes, 0 to 200,000,000.</summary>
    public int TechSupportBytes { get; init; } = 200_000;

    /// <summary>Whether other lab devices may be reached through a lab device as a jump host.</summary>
    public bool AllowJump { get; init; }

    /// <summary>Serial numbers, uptimes and the like follow from this number and the device's place.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Name of the lab in <see cref="LabState"/>: letters, digits, - and _; null: made up.</summary>
    public string? Name { get; init; }

    /// <summary>Folder that holds a folder for each running lab; null: <see cref="LabState.DefaultRoot"/>.</summary>
    public string? StateRoot { get; init; }

    /// <summary>The clock of the devices.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Refuses what cannot be built.</summary>
    internal void Check()
    {
        if (Devices is < 0 or > 2000 || Devices + Described.Count == 0)
        {
            throw LabErrors.Argument($"A lab of {Devices} devices cannot be made.", "Ask for 1 to 2000.");
        }

        if (Devices > 0 && Platforms.Count == 0)
        {
            throw LabErrors.Argument("The devices have no platform.", $"Choose of: {string.Join(", ", KnownPlatforms)}.");
        }

        foreach (var platform in Platforms.Concat(Described.Select(device => device.Platform)))
        {
            if (!KnownPlatforms.Contains(platform, StringComparer.Ordinal))
            {
                throw LabErrors.Argument($"The lab cannot simulate the platform '{platform}'.",
                    $"Choose of: {string.Join(", ", KnownPlatforms)}.");
            }
        }

        if (TechSupportBytes is < 0 or > 200_000_000)
        {
            throw LabErrors.Argument($"A show tech-support of {TechSupportBytes} bytes cannot be made.", "Ask for 0 to 200,000,000.");
        }

        if (OutputFolder is not null && !Directory.Exists(OutputFolder))
        {
            throw LabErrors.Argument($"There is no folder '{OutputFolder}' for the outputs.");
        }

        if (Name is not null && (Name.Length is 0 or > 32 || !Name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')))
        {
            throw LabErrors.Argument($"'{Name}' cannot name a lab.", "Use up to 32 letters, digits, - and _.");
        }

        foreach (var user in Users)
        {
            user.Check();
        }
    }
}

/// <summary>A user of the lab's devices.</summary>
/// <param name="Name">Login name: a small letter, then small letters, digits, - and _; at most 31. As the login is a real one, it must not
/// exist on this machine.</param>
/// <param name="Password">The password.</param>
/// <param name="Privilege">1: the user begins unprivileged where the platform knows that, and needs the enable secret; 15: begins
/// privileged.</param>
public sealed record LabUser(string Name, string Password, int Privilege = 15)
{
    /// <summary>Name and privilege, never the password.</summary>
    public override string ToString() => $"{Name} (privilege {Privilege})";

    internal void Check()
    {
        if (Name.Length is 0 or > 31 || !char.IsAsciiLetterLower(Name[0])
            || !Name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign is '-' or '_'))
        {
            throw LabErrors.Argument($"'{Name}' cannot be a user of the lab.",
                "Begin with a small letter; use small letters, digits, - and _; at most 31.");
        }

        if (Password.Length == 0 || Password.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
        {
            throw LabErrors.Argument($"The password of the lab's user '{Name}' is empty or holds a line break.");
        }

        if (Privilege is not (1 or 15))
        {
            throw LabErrors.Argument($"The lab's user '{Name}' has privilege {Privilege}.", "Use 1 or 15.");
        }
    }
}

/// <summary>A device with given outputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Platform">One of <see cref="LabSpec.KnownPlatforms"/>.</param>
/// <param name="Outputs">Output by command, as a user types the command; commands that are not in it get the built-in output.</param>
/// <param name="RunningConfig">Its running config in the platform's own words, or null for a built-in one.</param>
public sealed record LabDeviceSpec(string Name, string Platform, IReadOnlyDictionary<string, string> Outputs, string? RunningConfig = null);
