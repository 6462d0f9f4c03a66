using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Approves host keys: those that were accepted, or all of a known_hosts file.</summary>
/// <remarks>
/// An approved key stands over every other that is known of its host, and is the only one that -HostKeyPolicy Pinned takes. Compare the
/// fingerprint with that on the device's console first.
/// </remarks>
/// <example>
/// <code>Approve-BatchHostKey 10.0.0.1</code>
/// <para>Approves the key that was accepted at the first connection.</para>
/// </example>
/// <example>
/// <code>Approve-BatchHostKey -Path ./scanned_hosts</code>
/// <para>Approves what ssh-keyscan has found inside the management network.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Approve, "BatchHostKey", DefaultParameterSetName = "Name", SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(KnownHostKey))]
public sealed class ApproveBatchHostKeyCommand : NetBatchCommand
{
    /// <summary>Hosts as in known_hosts; * and ? are wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostKeyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>A known_hosts file, all of whose keys are approved.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var what = Path ?? string.Join(", ", Name);
        if (ShouldProcess(what, "Approve the host keys"))
        {
            Run((session, _) => session.WriteAllAsync(Path is { } file ? session.Host.HostKeys.Import(this.PathOf(file)!)
                : session.Host.HostKeys.Pin(Name)), what);
        }
    }
}
