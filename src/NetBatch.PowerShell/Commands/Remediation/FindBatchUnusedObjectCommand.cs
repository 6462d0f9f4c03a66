using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Finds objects that a config defines and nothing in it names: access lists, route-maps, policies, VRFs.</summary>
/// <remarks>
/// What is an object is said by the platform's rules of references. Whatever names an object, in whatever sense, uses it: what is found is
/// not used, and an object that is used only by another one that is not used is not found before that one is gone.
/// </remarks>
/// <example>
/// <code>Find-BatchUnusedObject ./configs/*.cfg -Platform cisco_ios | Format-Table Device, Line, Text</code>
/// <para>What could be cleared away, with its line.</para>
/// </example>
/// <example>
/// <code>Get-Content ./r1.cfg | Find-BatchUnusedObject -Platform cisco_nxos | ForEach-Object { "no $($_.Text)" }</code>
/// <para>The lines that would take it away, to be looked at.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "BatchUnusedObject")]
[OutputType(typeof(UnusedConfigObject))]
public sealed class FindBatchUnusedObjectCommand : ConfigInputCommand
{
    private protected override void Take(string? device, string platform, ConfigText config) =>
        WriteObject(Desk.Unused(device, platform, config), enumerateCollection: true);
}
