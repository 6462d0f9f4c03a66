using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Takes over the history of configurations that Oxidized or RANCID keeps in a git repository.</summary>
/// <remarks>
/// Each commit of a device's file becomes a version, with its time and, where it is a person, its author. The repository is only read;
/// Save-BatchConfig -As Git may go on committing to it, to the same files. Devices are those of the inventory (Import-BatchDevice reads
/// router.db). What was cut off goes on when it is asked for again.
/// </remarks>
/// <example>
/// <code>Import-BatchDevice ~/.config/oxidized/router.db; Import-BatchConfigHistory ~/.config/oxidized/devices.git</code>
/// <para>Devices and history of Oxidized.</para>
/// </example>
/// <example>
/// <code>Import-BatchConfigHistory /var/lib/rancid/core -Device core* -All</code>
/// <para>A group of RANCID, with devices that are gone.</para>
/// </example>
[Cmdlet(VerbsData.Import, "BatchConfigHistory", SupportsShouldProcess = true)]
[OutputType(typeof(TakenOverHistory))]
public sealed class ImportBatchConfigHistoryCommand : NetBatchCommand
{
    /// <summary>The repository's folder, with a working tree or without.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>Only these devices; * and ? are wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Device { get; set; } = [];

    /// <summary>Files of devices that the inventory does not have, too.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = this.PathOf(Path)!;
        if (!ShouldProcess(folder, "Take over its history"))
        {
            return;
        }

        RunEach(folder, async (session, cut) =>
        {
            await foreach (var one in session.Host.Configs.ImportAsync(folder, Device, All, cut))
            {
                await session.WriteAsync(one);
            }
        });
    }
}
