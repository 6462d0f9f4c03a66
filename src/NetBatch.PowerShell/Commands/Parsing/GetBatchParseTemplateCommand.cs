using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Lists the templates that parse show commands, in the order in which they are asked.</summary>
/// <remarks>
/// With -Platform and -Command together it gives the one that would be used. Templates come from -TemplatePath, from the folder templates
/// beside the store, from the folder that the environment variable NTC_TEMPLATES_DIR names, and with NetBatch; the first that fits is used.
/// </remarks>
/// <example>
/// <code>Get-BatchParseTemplate -Platform cisco_ios, frr</code>
/// <para>What can be parsed of two platforms.</para>
/// </example>
/// <example>
/// <code>Get-BatchParseTemplate -Platform cisco_ios -Command 'sh ip ospf nei' | Select-Object Name, Columns, Keys, Collection</code>
/// <para>Which template parses a command, and what it gives.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "BatchParseTemplate")]
[OutputType(typeof(PSObject))]
public sealed class GetBatchParseTemplateCommand : ParsingCommand
{
    /// <summary>Names of templates; * and ? are wildcards.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Only those of these platforms.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string[] Platform { get; set; } = [];

    /// <summary>Only those that parse this command, as it would be sent; with one -Platform the one that would be used.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateCommandCompleter))]
    public string? Command { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var missing = Name.Where(name => !Wildcard.Has(name)).ToList();
        foreach (var template in Checked(() => Desk.List(Folders, Platform, Command).ToArray()))
        {
            if (Wildcard.MatchesAny(Name, template.Files[0]) || Wildcard.MatchesAny(Name, template.Name))
            {
                missing.RemoveAll(name => Wildcard.Matches(name, template.Files[0]) || Wildcard.Matches(name, template.Name));
                WriteObject(Describe(template));
            }
        }

        var unknown = Checked(() => Desk.UnknownPlatforms(Folders, Platform).ToArray());
        Array.ForEach(unknown, problem => WriteError(problem.ToRecord(null)));
        foreach (var name in unknown.Length > 0 ? [] : missing)
        {
            WriteError(new NetBatchException(ErrorCode.InvalidArgument, $"There is no such template '{name}'.",
                "Get-BatchParseTemplate lists all.").ToRecord(name));
        }
    }

    private static PSObject Describe(ListedTemplate template) => RowObjects.Custom(
        "NetBatch.Template",
        ("Name", template.Name),
        ("Platform", template.Platform),
        ("Command", template.Command),
        ("Columns", template.Columns),
        ("Keys", template.Keys),
        ("Collection", template.Collection),
        ("Files", template.Files.ToArray()),
        ("Problem", template.Problem));
}
