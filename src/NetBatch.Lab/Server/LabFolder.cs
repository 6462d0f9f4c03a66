using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch.Lab.Server;

/// <summary>The folder of a running lab and its state file, by which other processes find the lab.</summary>
internal static class LabFolder
{
    public const string StateFile = "state.json";

    /// <summary>Makes a folder that no other lab has.</summary>
    public static (string Name, string Folder) Create(LabSpec spec)
    {
        var root = spec.StateRoot ?? LabState.DefaultRoot;
        MakeRoot(root);
        for (var tries = 0; ; tries++)
        {
            var name = spec.Name ?? Secrets.Text(8);
            var folder = LabRoots.FolderOf(root, name);
            if (folder.Length > 80)
            {
                throw LabErrors.Argument($"The folder '{root}' has too long a name for the lab's sockets.",
                    "Choose one of at most 45 characters.");
            }

            if (FileFacts.Of(folder) is not null)
            {
                if (spec.Name is not null || tries > 10)
                {
                    throw LabErrors.Unusable($"A lab named '{name}' is there already.",
                        "Take it down first (lab down), or choose another name.");
                }

                continue;
            }

            SafeFolder.CreateNew(folder);
            if (!OperatingSystem.IsWindows())
            {
                // sshd's sessions reach relay and socket in it by name; nobody lists it.
                File.SetUnixFileMode(folder, (UnixFileMode)(Environment.IsPrivilegedProcess ? 0b111_001_001 : 0b111_000_000));
            }

            return (name, folder);
        }
    }

    /// <summary>Makes the folder of the labs' folders; one that others can write would let them choose whose files a lab writes and
    /// removes.</summary>
    private static void MakeRoot(string root)
    {
        if (OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(root, (UnixFileMode)0b111_001_001);
        }

        if (SafeFolder.Problem(root) is { } problem)
        {
            throw LabErrors.Unusable($"The labs' folder '{root}' cannot be used: {problem}.",
                "Set XDG_RUNTIME_DIR to a folder of yours that nobody else can write.");
        }
    }

    /// <summary>Removes a folder, and its parent where that is the default one and empty.</summary>
    public static void Remove(string folder)
    {
        if (SafeFolder.IsOwn(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var parent = Path.GetDirectoryName(folder);
        if (parent == LabState.DefaultRoot)
        {
            try
            {
                Directory.Delete(parent);
            }
            catch (IOException)
            {
                // Another lab lives in it, or has removed it just now.
            }
        }
    }

    public static void WriteState(string folder, string name, IReadOnlyList<string> users, int devices, TimeProvider time)
    {
        var state = new LabStateFile(name, Environment.ProcessId, ProcessTable.StartOf(Environment.ProcessId) ?? 0, time.GetUtcNow(), users,
            devices);
        File.WriteAllText(Path.Combine(folder, StateFile), JsonSerializer.Serialize(state, LabJson.Default.LabStateFile));
    }

    /// <summary>The state file of a folder; null where it is not (or no longer) that of a lab.</summary>
    public static LabStateFile? ReadState(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, StateFile)), LabJson.Default.LabStateFile);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>What a lab writes about itself.</summary>
internal sealed record LabStateFile(string Name, int Pid, long StartTicks, DateTimeOffset StartedAt, IReadOnlyList<string> Users,
    int Devices)
{
    [JsonIgnore]
    public bool IsAlive => ProcessTable.Lives(Pid, StartTicks);
}

[JsonSerializable(typeof(LabStateFile))]
internal sealed partial class LabJson : JsonSerializerContext;
