using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Approves contents of a shared store as they are now, for this account.</summary>
/// <remarks>
/// It shows each content and asks. What is approved is kept in a file of this account's own, by its content: a change by anybody else takes
/// it back. A job that another account made is approved by the sort 'job' and its id before it is resumed or retried here.
/// </remarks>
/// <example>
/// <code>Approve-BatchTrust notification oncall</code>
/// <para>Shows the notification and asks.</para>
/// </example>
/// <example>
/// <code>Get-BatchTrust | Where-Object ChangedBy -like 'ann@*' | Approve-BatchTrust -Force</code>
/// <para>Approves all that a colleague wrote.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Approve, "BatchTrust", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SharedContent))]
public sealed class ApproveBatchTrustCommand : NetBatchCommand
{
    private readonly Confirmation confirmation;

    /// <summary>Makes the cmdlet.</summary>
    public ApproveBatchTrustCommand() => confirmation = new Confirmation(this);

    /// <summary>What it is, as Get-BatchTrust says, or job.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Sort { get; set; } = "";

    /// <summary>Names; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write what was approved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(async (session, cut) =>
    {
        foreach (var shown in await session.Host.Shared.MatchingAsync(Sort, Name, cut))
        {
            var text = $"{SafeText.Of($"{shown.Sort} {shown.Name} by {shown.ChangedBy}")}:{Environment.NewLine}"
                + $"{SafeText.Of(shown.Content)}";
            var may = false;
            await session.DoAsync(() =>
                may = confirmation.May($"Approve {text}", $"{text}{Environment.NewLine}Approve it?", risky: true, Force));
            if (!may)
            {
                continue;
            }

            session.Host.Shared.Approve(shown);
            if (PassThru)
            {
                await session.WriteAsync(shown with { IsApproved = true });
            }
        }
    });
}
