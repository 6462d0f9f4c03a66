using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists what others could have written into a shared store, with whether this account has approved it.</summary>
/// <remarks>
/// Notifications, drivers, templates, schedules, workflows, projects, devices, instances, and the files in platforms, services and
/// templates beside the store run or decide in the process of whoever uses them. In a store that others can write, too, each account
/// approves them for itself, by their content: what is changed after that is not approved. What an account wrote itself is approved. A
/// store of one's own lists nothing.
/// </remarks>
/// <example>
/// <code>Get-BatchTrust | Where-Object -Not IsApproved</code>
/// <para>What cannot be used yet.</para>
/// </example>
/// <example>
/// <code>Get-BatchTrust -Sort notification | Format-List Name, ChangedBy, Content</code>
/// <para>What the notifications would do.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchTrust")]
[OutputType(typeof(SharedContent))]
public sealed class GetBatchTrustCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only of these sorts: notification, provider, template, schedule, workflow, project, device, instance, platforms, services,
    /// templates.</summary>
    [Parameter]
    public string[] Sort { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async (session, cut) =>
    {
        await foreach (var one in session.Host.Shared.ListAsync(cut))
        {
            if (Wildcard.MatchesAny(Name, one.Name) && (Sort.Length == 0 || Sort.Contains(one.Sort, StringComparer.OrdinalIgnoreCase)))
            {
                await session.WriteAsync(one);
            }
        }
    });
}
