using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Reads a config into a tree of lines.</summary>
/// <remarks>
/// Gives the lines at the top, each with those below it in Children; with -Recurse every line by itself, in the order of the text.
/// Comments, separators and lines that close a section are read and left out. A malformed text is an error with its line number.
/// </remarks>
/// <example>
/// <code>ConvertTo-BatchConfigTree ./r1.cfg -Platform cisco_ios | Where-Object Text -like 'interface*'</code>
/// <para>The interfaces of a config, each with its lines in Children.</para>
/// </example>
/// <example>
/// <code>Get-BatchResult -Name nightly | ConvertTo-BatchConfigTree -Platform cisco_ios -Recurse | Group-Object Text |
/// Sort-Object Count -Descending</code>
/// <para>Which lines stand how often in the configs that a job has read.</para>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "BatchConfigTree")]
[OutputType(typeof(ConfigLine))]
public sealed class ConvertToBatchConfigTreeCommand : ConfigInputCommand
{
    /// <summary>Give every line by itself, each before those below it.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override void Take(string? device, string platform, ConfigText config) =>
        Write(Desk.Tree(device, platform, config));

    private void Write(IReadOnlyList<ConfigLine> lines)
    {
        foreach (var line in lines)
        {
            WriteObject(line);
            if (Recurse)
            {
                Write(line.Children);
            }
        }
    }
}
