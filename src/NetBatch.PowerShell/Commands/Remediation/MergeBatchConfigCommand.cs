using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Joins configs of one platform: what several hold stands once, in the order of first appearance.</summary>
/// <remarks>
/// Gives the lines of the whole config, two blanks a level. Files come in the order they are given. Two values of one setting both stay,
/// for a person to choose; sections that may hold a line twice and are sent whole (route policies of IOS XR) are put one after the other.
/// </remarks>
/// <example>
/// <code>Merge-BatchConfig ./base.cfg, ./site-berlin.cfg, ./r1.cfg -Platform cisco_ios | Set-Content ./intended/r1.cfg</code>
/// <para>Makes an intended config of its parts.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./parts/*.cfg | Merge-BatchConfig -Platform juniper_junos</code>
/// <para>Joins all files of a folder.</para>
/// </example>
[Cmdlet(VerbsData.Merge, "BatchConfig")]
[OutputType(typeof(string))]
public sealed class MergeBatchConfigCommand : ConfigInputCommand
{
    private readonly List<ConfigText> configs = [];
    private string? platform;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (configs.Count > 0)
        {
            Whole(() => WriteObject(Desk.Merge(platform!, configs), enumerateCollection: true));
        }
    }

    private protected override void Take(string? device, string platform, ConfigText config)
    {
        if (this.platform is { } first && !string.Equals(first, platform, StringComparison.OrdinalIgnoreCase))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument,
                $"Configs of different platforms ({first} and {platform}) cannot be merged.");
        }

        this.platform = platform;
        configs.Add(config);
    }
}
