namespace NetBatch.Hosting;

/// <summary>Configs in files that are named after their devices.</summary>
public sealed class ConfigFolder
{
    private static readonly string[] Endings = [".cfg", ".conf", ".txt"];

    private readonly Dictionary<string, string> files;
    private readonly string? single;

    private ConfigFolder(Dictionary<string, string> files, string? single)
    {
        this.files = files;
        this.single = single;
    }

    /// <summary>The devices' names, sorted as people count.</summary>
    public IReadOnlyList<string> Names => [.. files.Keys.Order(NaturalOrder.Instance)];

    /// <summary>Looks at a folder of files NAME.cfg (.conf, .txt), or at one file, which serves all devices.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none, or two files have one name.</exception>
    public static ConfigFolder Read(string path)
    {
        if (File.Exists(path))
        {
            return new ConfigFolder(new(StringComparer.OrdinalIgnoreCase) { [Path.GetFileNameWithoutExtension(path)] = path }, path);
        }

        if (!Directory.Exists(path))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no file and no folder '{path}'.",
                "Give a folder with a file NAME.cfg for each device, or one file.");
        }

        Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(path)
            .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            if (!files.TryAdd(Path.GetFileNameWithoutExtension(file), file))
            {
                throw new NetBatchException(ErrorCode.InvalidArgument,
                    $"'{path}' has two configs of '{Path.GetFileNameWithoutExtension(file)}'.", "Leave one of them.");
            }
        }

        return new ConfigFolder(files, null);
    }

    /// <summary>A device's config; null: there is none.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: its file cannot be read.</exception>
    public string? Of(string device) => Find(device)?.Text;

    /// <summary>The same with its file's name.</summary>
    public ConfigText? Find(string device) => (files.GetValueOrDefault(device) ?? single) is { } file ? ConfigText.Read(file) : null;
}
