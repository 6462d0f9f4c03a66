using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Lists the projects that are defined.</summary>
/// <remarks>Format-List shows instances and settings, too.</remarks>
/// <example>
/// <code>Get-BatchProject</code>
/// <para>All projects.</para>
/// </example>
/// <example>
/// <code>Get-BatchProject retail* | Format-List</code>
/// <para>Projects by name, with all that is kept of them.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchProject")]
[OutputType(typeof(BatchProject))]
public sealed class GetBatchProjectCommand : NetBatchCommand
{
    /// <summary>Names; * and ? are wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name.Length == 0)
        {
            Run(async (session, cut) =>
            {
                await foreach (var project in session.Host.Projects.ReadAsync([], cut))
                {
                    await session.WriteAsync(project);
                }
            });
        }

        Array.ForEach(Name, name => RunEach(name, async (session, cut) =>
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                await foreach (var project in session.Host.Projects.ReadAsync([name], cut))
                {
                    await session.WriteAsync(project);
                }

                return;
            }

            await session.WriteAsync((await session.Host.Projects.FindAsync([name], cut))[0]);
        }));
    }
}
