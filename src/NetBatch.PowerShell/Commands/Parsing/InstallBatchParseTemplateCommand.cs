using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Installs a collection of templates, such as ntc-templates, from a folder or an archive, with its licence.</summary>
/// <remarks>
/// The collection is searched for in a folder, a zip, a wheel or a tar.gz: an index with *.textfsm beside it. It goes to a folder of its
/// own in templates beside the store, where everything finds it that parses; your own templates there are asked first. Each template is
/// compiled once, and those that cannot be used are told. Nothing is downloaded.
/// </remarks>
/// <example>
/// <code>Install-BatchParseTemplate ./ntc-templates-8.0.0.tar.gz</code>
/// <para>Installs a release that was downloaded, as ntc-templates.</para>
/// </example>
/// <example>
/// <code>Install-BatchParseTemplate ../ntc-templates -Force; Get-BatchParseTemplate -Platform cisco_ios -Command 'show version'</code>
/// <para>Takes a newer checkout, and shows what parses a command now.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Install, "BatchParseTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InstallBatchParseTemplateCommand : NetBatchCommand
{
    /// <summary>The folder or the archive.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The name of its folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "ntc-templates";

    /// <summary>Take the place of a collection of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var source = this.FilePath(Path);
        if (!ShouldProcess(Name, $"Install templates from {source}"))
        {
            return;
        }

        var installed = Checked(() => TemplateInstaller.Install(source, StoreFile, Name, Force));
        foreach (var problem in installed.Problems)
        {
            WriteWarning(SafeText.Of(problem));
        }

        WriteObject(RowObjects.Custom(
            "NetBatch.InstalledTemplates",
            ("Name", installed.Name),
            ("Templates", installed.Templates),
            ("Licence", installed.Licence),
            ("Path", installed.Path)));
    }
}
