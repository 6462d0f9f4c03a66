using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Sends one message, marked as a test, by notifications, and tells what came of it.</summary>
/// <remarks>
/// It is sent now, once, from this process, and nothing is kept of it. Where it is not delivered, the record says why and there is an
/// error; the command goes on with the next. A job's own notifications are sent by the process that runs the job, with the secrets that one
/// can follow.
/// </remarks>
/// <example>
/// <code>Test-BatchNotification ops</code>
/// <para>Whether the channel is reached.</para>
/// </example>
/// <example>
/// <code>Get-BatchNotification | Test-BatchNotification -ErrorAction SilentlyContinue | Where-Object -Not Delivered</code>
/// <para>Those that nobody would hear of.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchNotification")]
[OutputType(typeof(NotificationTest))]
public sealed class TestBatchNotificationCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NameInput("notification")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
    {
        foreach (var one in await session.Host.Notifications.ToUseAsync([name], cut))
        {
            var came = await session.Host.Notifications.TestAsync(one.Name, cut);
            await session.WriteAsync(came);
            if (!came.Delivered)
            {
                await session.ErrorAsync(came.Problem().ToRecord(came.Name));
            }
        }
    }));
}
