using System.Text.Json;

namespace NetBatch.Ssh.Work;

/// <summary>Arguments of the kind <c>copy</c>, read from their JSON.</summary>
internal sealed record CopyArgs
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>The file: of this machine, or of the devices where it is fetched.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where it goes; null: by the platform's file, or this machine's current folder.</summary>
    public string? Destination { get; init; }

    /// <summary>Whether it is fetched from the devices.</summary>
    public bool Fetch { get; init; }

    /// <summary><c>auto</c>, <c>sftp</c> or <c>scp</c>.</summary>
    public string Protocol { get; init; } = "auto";

    /// <summary>Whether a file that is there is written over.</summary>
    public bool Force { get; init; }

    /// <summary>Whether free space and hash are checked.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Bytes a second of the whole job, or null.</summary>
    public long? Bandwidth { get; init; }

    /// <summary>Bytes a second of the devices with one value of the label <c>site</c>, or null.</summary>
    public long? SiteBandwidth { get; init; }

    public static IReadOnlyList<WorkOption> Options { get; } =
    [
        new("source", WorkOptionType.Text, "The file: of this machine, or with fetch of the devices.", Required: true),
        new("destination", WorkOptionType.Text,
            "Where it goes: a path on the devices, or a folder when it ends with / or :; {name} is the device's name. Default: the "
                + "folder that the platform's file names. With fetch a folder of this machine, in which each device has one of its name."),
        new("fetch", WorkOptionType.Switch, "Whether the file is fetched from the devices.", Default: "false"),
        new("protocol", WorkOptionType.Text, "auto (as the platform's file says, sftp first), sftp or scp.", Default: "\"auto\""),
        new("force", WorkOptionType.Switch, "Whether a file of the name that is there is written over.", Default: "false"),
        new("verify", WorkOptionType.Switch,
            "Whether free space is checked before and the hash after, by the device's own command where it has one.", Default: "true"),
        new("bandwidth", WorkOptionType.WholeNumber, "Bytes a second of the whole job.", Least: 1024, Most: 1e12),
        new("siteBandwidth", WorkOptionType.WholeNumber, "Bytes a second of the devices with the same label 'site'.", Least: 1024,
            Most: 1e12),
    ];

    public static CopyArgs Read(JsonElement args) => args.Deserialize<CopyArgs>(Form) ?? new CopyArgs();

    /// <summary>What is wrong with them, whatever the devices.</summary>
    public IEnumerable<WorkProblem> Problems()
    {
        if (Protocol is not ("auto" or "sftp" or "scp"))
        {
            yield return new WorkProblem("args.protocol", $"'{Protocol}' is no protocol for files.", "Give auto, sftp or scp.");
        }

        foreach (var (name, path) in new[] { ("source", Source), ("destination", Destination ?? "x") })
        {
            if (path.Length == 0 || path.Any(char.IsControl))
            {
                yield return new WorkProblem($"args.{name}",
                    path.Length == 0 ? $"'{name}' is empty." : $"'{name}' holds a control character.", "Give a path.");
            }
        }

        if (!Fetch && Source.Length > 0 && !File.Exists(Source))
        {
            yield return new WorkProblem("args.source", Directory.Exists(Source) ? $"'{Source}' is a folder."
                : $"There is no file '{Source}'.", "Give the path of one file of this machine.");
        }
    }

    /// <summary>The file's name without its folders.</summary>
    public string Name => Source[(Source.LastIndexOfAny(Fetch ? ['/', ':', '\\'] : ['/', Path.DirectorySeparatorChar]) + 1)..];

    /// <summary>Where it goes on a device.</summary>
    /// <param name="folder">The platform's own folder.</param>
    /// <param name="device">The device's name, for <c>{name}</c>.</param>
    public string RemotePath(string folder, string device)
    {
        var path = Fetch ? Source
            : Destination is not { Length: > 0 } given ? folder + Name
            : given[^1] is '/' or ':' ? given + Name
            : given;
        // A path without a folder begins where the login does; only a shell knows "~".
        path = path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path;
        return path.Replace("{name}", FileName.Of(device), StringComparison.Ordinal);
    }

    /// <summary>Where it goes on this machine, for a device.</summary>
    public string LocalPath(string device) => Path.Combine(Path.GetFullPath(Destination ?? "."), FileName.Of(device), FileName.Of(Name));
}
