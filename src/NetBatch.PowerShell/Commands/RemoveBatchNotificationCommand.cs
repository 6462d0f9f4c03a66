using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Forgets notifications; what is still to be sent by them is given up.</summary>
/// <remarks>A name, or a wildcard, that matches nothing is an error.</remarks>
/// <example>
/// <code>Remove-BatchNotification old-*</code>
/// <para>Forgets those whose names begin so.</para>
/// </example>
/// <example>
/// <code>Get-BatchNotification | Where-Object Kind -eq Command | Remove-BatchNotification -Confirm</code>
/// <para>Asks for each that runs a program.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "BatchNotification", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveBatchNotificationCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        var found = await session.Host.Notifications.ReadAsync([name], cut).ToListAsync(cut);
        if (found.Count == 0)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no notification '{name}'.", "List all with Get-BatchNotification.");
        }

        foreach (var one in found)
        {
            var may = false;
            await session.DoAsync(() => may = ShouldProcess(one.Name, "Remove the notification"));
            if (may)
            {
                await session.Host.Notifications.RemoveAsync(one.Name, cut);
            }
        }
    }));
}
