using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Makes a platform file of hier_config's options, of its version 2 or 3.</summary>
/// <remarks>
/// The options' rules are added to those of the platform: they are asked first, and their weights count last. The file goes to the folder
/// platforms beside the store, where everything finds it, or to -Destination. It is checked before it is written. Tag files of hier_config
/// need no import: -TagRule reads them as they are.
/// </remarks>
/// <example>
/// <code>Import-BatchConfigRule ./options_ios.yml -Platform cisco_ios</code>
/// <para>Adds the rules to cisco_ios for all that is computed from now on.</para>
/// </example>
/// <example>
/// <code>Import-BatchConfigRule ./options_ios.yml -Platform cisco_ios -Name campus_ios -Destination ./rules
/// Compare-BatchConfig r1.cfg r1-intended.cfg -Platform campus_ios -RulePath ./rules</code>
/// <para>Keeps them as a platform of their own, beside a project.</para>
/// </example>
[Cmdlet(VerbsData.Import, "BatchConfigRule", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ImportBatchConfigRuleCommand : NetBatchCommand
{
    /// <summary>The file of options, in YAML or JSON.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The platform to whose rules they are added.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(ConfigPlatformCompleter))]
    public string Platform { get; set; } = "";

    /// <summary>The name of a platform of their own. Default: they change the platform itself.</summary>
    [Parameter]
    [ValidatePattern(@"^[a-z0-9_]+$")]
    public string? Name { get; set; }

    /// <summary>The folder that the file goes to. Default: platforms beside the store.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Write over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var folder = Destination is null ? PlatformTools.FolderBeside(StoreFile) : this.FilePath(Destination);
        var file = this.FilePath(Path);
        if (ShouldProcess(folder, $"Import {System.IO.Path.GetFileName(file)}"))
        {
            WriteObject(new FileInfo(Checked(() => PlatformTools.Beside(StoreFile).Import(file, Platform, Name, folder, Force))));
        }
    }
}
