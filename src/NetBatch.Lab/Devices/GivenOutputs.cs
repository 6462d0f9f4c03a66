namespace NetBatch.Lab.Devices;

/// <summary>Outputs that were given for a device: in the lab's spec, or as files.</summary>
internal sealed class GivenOutputs
{
    private readonly Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);

    public GivenOutputs(string device, string platform, string? folder, IReadOnlyDictionary<string, string>? texts)
    {
        foreach (var (command, text) in texts ?? new Dictionary<string, string>())
        {
            this.texts[Key(command)] = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        }

        // From the general to the special: the later one wins.
        foreach (var place in folder is null ? [] : new[] { folder, Path.Combine(folder, platform), Path.Combine(folder, device) })
        {
            if (Directory.Exists(place))
            {
                foreach (var file in Directory.EnumerateFiles(place, "*.txt"))
                {
                    files[Key(Path.GetFileNameWithoutExtension(file))] = file;
                }
            }
        }

        InitialConfig = ReadFile("show running-config") ?? ReadFile("show configuration");
        files.Remove("show running-config");
        files.Remove("show configuration");
    }

    /// <summary>The running config among the files, or null.</summary>
    public string? InitialConfig { get; }

    /// <summary>The output given for a command, or null.</summary>
    public string? Find(string command)
    {
        var key = Key(command);
        return texts.TryGetValue(key, out var text) ? text : ReadFile(key);
    }

    private string? ReadFile(string key) =>
        files.TryGetValue(key, out var file) ? File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal) : null;

    private static string Key(string command)
    {
        var words = string.Join(' ', command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(words.Select(sign => sign is '/' or '\\' or '|' or ':' or '*' or '?' or '"' or '<' or '>' ? '_' : sign));
    }
}
