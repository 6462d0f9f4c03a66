using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists the platforms that are known: those that come with NetBatch and those of the user's own folder.</summary>
/// <remarks>
/// A platform tells how a command line behaves (HasSession) and how its configuration is compared and changed (HasConfig). Files of one's
/// own stand in the folder platforms beside the store; docs/platforms.md explains each member. A file in a former form is still read, with
/// a warning that shows it in the form of today.
/// </remarks>
/// <example>
/// <code>Get-BatchPlatform cisco*</code>
/// <para>All platforms of one maker.</para>
/// </example>
/// <example>
/// <code>(Get-BatchPlatform ios).Name</code>
/// <para>Which platform another tool's name means.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchPlatform")]
[OutputType(typeof(PSObject))]
public sealed class GetBatchPlatformCommand : NetBatchCommand
{
    /// <summary>Names, here or in other tools; * and ? are wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var tools = Checked(() => PlatformTools.Beside(StoreFile));
        foreach (var warning in tools.TakeWarnings())
        {
            WriteWarning(SafeText.Of(warning));
        }

        foreach (var platform in Checked(() => tools.List(Name).ToArray()))
        {
            WriteObject(Describe(platform));
        }
    }

    private static PSObject Describe(ListedPlatform platform) => RowObjects.Custom(
        "NetBatch.Platform",
        ("Name", platform.Name),
        ("Title", platform.Title),
        ("HasSession", platform.HasSession),
        ("HasConfig", platform.HasConfig),
        ("Extends", platform.Extends),
        ("Source", platform.Source),
        ("Aliases", platform.Aliases.ToArray()),
        ("Netmiko", platform.Netmiko.ToArray()),
        ("Napalm", platform.Napalm.ToArray()),
        ("Ansible", platform.Ansible.ToArray()),
        ("Scrapli", platform.Scrapli.ToArray()),
        ("Netbox", platform.Netbox.ToArray()),
        ("Templates", platform.Templates.ToArray()));
}
