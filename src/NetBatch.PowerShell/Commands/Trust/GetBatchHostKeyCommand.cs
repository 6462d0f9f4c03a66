using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the host keys that are known beside the store.</summary>
/// <remarks>IsPinned tells those that a person has approved; the others were accepted at a first connection. The user's own known_hosts
/// counts too and is not listed.</remarks>
/// <example>
/// <code>Get-BatchHostKey</code>
/// <para>All of them.</para>
/// </example>
/// <example>
/// <code>Get-BatchHostKey 10.0.0.* | Where-Object -Not IsPinned</code>
/// <para>Keys that nobody has looked at.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchHostKey")]
[OutputType(typeof(KnownHostKey))]
public sealed class GetBatchHostKeyCommand : NetBatchCommand
{
    /// <summary>Hosts as in known_hosts: 10.0.0.1, or [10.0.0.1]:2222 where the port is not 22; * and ? are wildcards. Default:
    /// all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostKeyNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void EndProcessing() => Run((session, _) => session.WriteAllAsync(session.Host.HostKeys.List(Name)));
}
