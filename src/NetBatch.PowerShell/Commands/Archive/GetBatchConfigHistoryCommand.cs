using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists the kept versions of devices' configurations, the newest first, or gives their texts.</summary>
/// <remarks>
/// Versions are kept by Save-BatchConfig, a new one only where something changed. Added and Removed count the lines that came and went with
/// it; Author is who changed the device last, where it says so. With -Content each version has its text; passwords, keys and communities
/// are left out unless -IncludeSecret is given.
/// </remarks>
/// <example>
/// <code>Get-BatchConfigHistory r1</code>
/// <para>All versions of a device.</para>
/// </example>
/// <example>
/// <code>Get-BatchConfigHistory -Since 7d | Group-Object Device -NoElement | Sort-Object Count -Descending</code>
/// <para>How often each device changed in the last week.</para>
/// </example>
/// <example>
/// <code>(Get-BatchConfigHistory r1 -Latest -Content -IncludeSecret).Text | Set-Content r1.cfg</code>
/// <para>The newest configuration as a file.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchConfigHistory")]
[OutputType(typeof(ConfigVersion), typeof(PSObject))]
public sealed class GetBatchConfigHistoryCommand : NetBatchCommand
{
    /// <summary>Names of devices; * and ? are wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    [SupportsWildcards]
    public string[] Device { get; set; } = [];

    /// <summary>Only these texts: running, startup, set, or another that the platform's file names.</summary>
    [Parameter]
    public string[] Part { get; set; } = [];

    /// <summary>Only these versions, by number.</summary>
    [Parameter]
    public int[] Version { get; set; } = [];

    /// <summary>Only the newest version of each device and part.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>Only versions that were read at or after this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only versions that were read before this time: a date, a time, or an age such as 12h or 7d.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only versions that this job kept.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public string? JobId { get; set; }

    /// <summary>With the texts.</summary>
    [Parameter]
    public SwitchParameter Content { get; set; }

    /// <summary>Show passwords, keys and communities too; &lt;redacted&gt; stands for them else.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        var filter = new ConfigVersionFilter { Devices = Device, Parts = Part, JobId = JobId, Since = Since, Before = Before,
            LatestOnly = Latest };
        await foreach (var version in session.Host.Configs.ReadAsync(filter, cut))
        {
            if (Version.Length > 0 && !Version.Contains(version.Version))
            {
                continue;
            }

            await session.WriteAsync(Content ? await WithTextAsync(session, version, cut) : version);
        }
    });

    private async Task<object> WithTextAsync(Session session, ConfigVersion version, CancellationToken cut)
    {
        var shown = await session.Host.Configs.ShowAsync(version.Device, version.Part, version.Version, IncludeSecret, cut);
        var record = new PSObject(version);
        record.Properties.Add(new PSNoteProperty("Text", shown.Text));
        return record;
    }
}
