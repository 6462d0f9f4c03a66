using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Sets how many sessions a store's jobs may have together, or gives the store to a group.</summary>
/// <remarks>
/// MaxSessions holds for every process that uses the store, from its next reservation on: the throttles of all jobs together never exceed
/// it, and a job that does not fit waits. Without it a store has 100; the environment variable NETBATCH_MAX_SESSIONS goes over it for one
/// process.
///
/// Members of the group see each other's jobs and may approve them. The file becomes 0660 and its folder 2770 of that group; without this a
/// store is its owner's alone (0600). Only the owner of the files can do it, and only for a group of their own. Members reach the store by
/// -StorePath or NETBATCH_HOME, so it has to lie where they can go. Whoever may write the file may write anything in it: sharing is for
/// people who trust each other, approvals are a second look.
///
/// In a PostgreSQL database the group is a role: its members may read and write the store's tables, and not change them.
/// </remarks>
/// <example>
/// <code>Set-BatchStore -StorePath /srv/netbatch -Group netops</code>
/// <para>Makes the store there the group's.</para>
/// </example>
/// <example>
/// <code>Set-BatchStore -Group netops -WhatIf</code>
/// <para>Tells which files would be given away.</para>
/// </example>
/// <example>
/// <code>Set-BatchStore -MaxSessions 250</code>
/// <para>Lets all jobs together have 250 sessions at once.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchStore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = "Group")]
[OutputType(typeof(void))]
public sealed class SetBatchStoreCommand : NetBatchCommand
{
    /// <summary>The group, by name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Group")]
    public string Group { get; set; } = "";

    /// <summary>Sessions that all jobs of the store together may have at once, 1 to 10000.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "MaxSessions")]
    [ValidateRange(1, 10000)]
    public int MaxSessions { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An address that is refused may hold a password.
        var file = Checked(() => StoreFile, StorePlace.IsAddress(StorePath) ? null : StorePath);
        if (ParameterSetName == "MaxSessions")
        {
            if (ShouldProcess(file, $"Let all jobs together have {MaxSessions} sessions"))
            {
                Run((session, cut) => session.Host.Store.SetMaxSessionsAsync(MaxSessions, cut), file);
            }
        }
        else if (ShouldProcess(file, $"Share the store and its folder with the group {Group}"))
        {
            Run((session, cut) => session.Host.Approvals.ShareStoreAsync(Group, cut), Group);
        }
    }
}
