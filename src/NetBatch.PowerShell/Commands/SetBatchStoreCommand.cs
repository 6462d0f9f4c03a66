using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Gives a store to a group, whose members then see each other's jobs and may approve them.</summary>
/// <remarks>
/// The file becomes 0660 and its folder 2770 of that group; without this a store is its owner's alone (0600). Only the owner of the files
/// can do it, and only for a group of their own. Members reach the store by -StorePath or NETBATCH_HOME, so it has to lie where they can go.
/// Whoever may write the file may write anything in it: sharing is for people who trust each other, approvals are a second look.
/// </remarks>
/// <example>
/// <code>Set-BatchStore -StorePath /srv/netbatch -Group netops</code>
/// <para>Makes the store there the group's.</para>
/// </example>
/// <example>
/// <code>Set-BatchStore -Group netops -WhatIf</code>
/// <para>Tells which files would be given away.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "BatchStore", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class SetBatchStoreCommand : NetBatchCommand
{
    /// <summary>The group, by name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Group { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcess(StoreFile, $"Share the store and its folder with the group {Group}"))
        {
            Run((session, cut) => session.Host.Approvals.ShareStoreAsync(Group, cut), Group);
        }
    }
}
