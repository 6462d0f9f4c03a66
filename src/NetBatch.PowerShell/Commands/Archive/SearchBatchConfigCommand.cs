using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Finds lines in configs: by what they equal, begin or end with or contain, by a regular expression, by their lineage.</summary>
/// <remarks>
/// All that is asked must hold, and of several values of one parameter one is enough. Case counts, as it does on devices. Without -Lineage
/// lines at any depth are found. A lineage names the lines from the top with ' &gt; ' between: plain text means "begins with it", * is any
/// line, and equals:, endswith:, contains: or regex: before a text ask for something else.
/// </remarks>
/// <example>
/// <code>Search-BatchConfig ./configs/*.cfg -Platform cisco_ios -Lineage 'router bgp > neighbor' -Contains 'remote-as 65001'</code>
/// <para>Which devices peer with an autonomous system.</para>
/// </example>
/// <example>
/// <code>Get-Content ./r1.cfg | Search-BatchConfig -Platform cisco_ios -Pattern '^ip address .* secondary$' |
/// Select-Object Line, Path</code>
/// <para>Secondary addresses, with the line number and the interface they stand in.</para>
/// </example>
[Cmdlet(VerbsCommon.Search, "BatchConfig")]
[OutputType(typeof(ConfigLine))]
public sealed class SearchBatchConfigCommand : ConfigInputCommand
{
    private ConfigSearch? search;

    /// <summary>The line is one of these.</summary>
    [Parameter]
    [Alias("Equals")]
    public string[]? EqualTo { get; set; }

    /// <summary>The line begins with one of these.</summary>
    [Parameter]
    public string[]? StartsWith { get; set; }

    /// <summary>The line ends with one of these.</summary>
    [Parameter]
    public string[]? EndsWith { get; set; }

    /// <summary>The line holds one of these.</summary>
    [Parameter]
    public string[]? Contains { get; set; }

    /// <summary>A regular expression that is found in the line.</summary>
    [Parameter]
    [Alias("Regex")]
    public string? Pattern { get; set; }

    /// <summary>The line has one of these lineages, such as 'router bgp &gt; neighbor'.</summary>
    [Parameter]
    public string[]? Lineage { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Whole(() => search = new ConfigSearch(EqualTo, StartsWith, EndsWith, Contains, Pattern, Lineage));
    }

    private protected override void Take(string? device, string platform, ConfigText config) =>
        WriteObject(Desk.Search(device, platform, config, search!), enumerateCollection: true);
}
