using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Shows what changed between two kept versions of a device's configuration.</summary>
/// <remarks>
/// Without -From it is compared with the version before, without -To the newest is meant. What changes by itself is left out. Passwords,
/// keys and communities are left out unless -IncludeSecret is given; that one of them changed is shown all the same.
/// </remarks>
/// <example>
/// <code>Compare-BatchConfigVersion r1</code>
/// <para>What the newest version of a device changed.</para>
/// </example>
/// <example>
/// <code>(Compare-BatchConfigVersion r1 -From 3 -To 7).Diff</code>
/// <para>The lines of the difference of two versions.</para>
/// </example>
/// <example>
/// <code>Get-BatchConfigHistory -Since 1d | Compare-BatchConfigVersion</code>
/// <para>All changes of the last day.</para>
/// </example>
[Cmdlet(VerbsData.Compare, "BatchConfigVersion")]
[OutputType(typeof(ConfigVersionComparison))]
public sealed class CompareBatchConfigVersionCommand : NetBatchCommand
{
    /// <summary>The device.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string Device { get; set; } = "";

    /// <summary>Which of its texts: running (the default), startup, set, or another.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Part { get; set; }

    /// <summary>The earlier version. Default: the one before -To.</summary>
    [Parameter(Position = 1)]
    public int? From { get; set; }

    /// <summary>The later version. Default: the newest.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    public int? To { get; set; }

    /// <summary>Show passwords, keys and communities too; &lt;redacted&gt; stands for them else.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunEach(Device, async (session, cut) =>
        await session.WriteAsync(await session.Host.Configs.CompareAsync(Device, Part, From, To, IncludeSecret, cut)));
}
