using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that take configs one by one: files, lines of text, or objects that hold a config.</summary>
public abstract class ConfigInputCommand : ConfigCommand
{
    private readonly List<string> lines = [];

    /// <summary>Files with one config each; * and ? are wildcards.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Lines of one config, files, or objects with RunningConfig, Config or Output, and with Device or Name, and
    /// Platform.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The platform of configs that do not come with theirs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConfigPlatformCompleter))]
    public string? Platform { get; set; }

    /// <summary>The device that the config is of, for texts and files that do not say so. Default: a file's name.</summary>
    [Parameter]
    public string? Device { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Whole(() => _ = Desk);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var one in InputObject ?? [])
        {
            switch (one?.BaseObject)
            {
                case null:
                    break;
                case string line:
                    lines.Add(line);
                    break;
                case FileInfo file:
                    TakeFile(file.FullName);
                    break;
                default:
                    TakeObject(one);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var path in Path)
        {
            foreach (var file in this.Resolved(path))
            {
                TakeFile(file);
            }
        }

        if (lines.Count > 0)
        {
            Give(Device, Platform, new ConfigText(string.Join('\n', lines), Device), Device);
        }
    }

    /// <summary>Works on one config.</summary>
    private protected abstract void Take(string? device, string platform, ConfigText config);

    private void TakeFile(string path) =>
        Each(path, () => Give(Device ?? System.IO.Path.GetFileNameWithoutExtension(path), Platform, ConfigText.Read(path), path));

    private void TakeObject(PSObject row)
    {
        var device = ConfigRow.Text(row, ConfigRow.Device) ?? Device;
        if (ConfigRow.Text(row, ConfigRow.Config) is not { } text)
        {
            WriteError(new NetBatchException(ErrorCode.InvalidArgument, $"{device ?? "An object"} has no config.",
                $"It needs a property {string.Join(", ", ConfigRow.Config)}.").ToRecord(row));
            return;
        }

        Give(device, ConfigRow.Text(row, ConfigRow.Platform) ?? Platform, new ConfigText(text, device), row);
    }

    private void Give(string? device, string? platform, ConfigText config, object? about) => Each(about, () => Take(
        device,
        platform ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"The platform of {config.Source ?? "the config"} is not known.",
            "Give -Platform."),
        config));
}
