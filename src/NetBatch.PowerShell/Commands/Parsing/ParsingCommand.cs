using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that work with templates and need no store.</summary>
public abstract class ParsingCommand : NetBatchCommand
{
    /// <summary>Folders of templates, each with an index and *.textfsm, that are asked before all others. Asked after them are the folder
    /// templates beside the store, the one that the environment variable NTC_TEMPLATES_DIR names, and the templates that come with
    /// NetBatch.</summary>
    [Parameter]
    public string[] TemplatePath { get; set; } = [];

    /// <summary>The templates, looked at when they are first used.</summary>
    private protected TextFsmTemplates Desk => desk ??= new TextFsmTemplates(StoreFile);

    /// <summary>-TemplatePath as full paths.</summary>
    private protected string[] Folders => this.Folders(TemplatePath);

    private TextFsmTemplates? desk;
}
