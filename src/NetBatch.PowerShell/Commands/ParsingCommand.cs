using System.Management.Automation;
using NetBatch.Hosting;
using NetBatch.TextFsm;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that work with templates and need no store.</summary>
public abstract class ParsingCommand : NetBatchCommand
{
    /// <summary>Folders of templates, each with an index and *.textfsm, that are asked before all others. Asked after them are the folder templates beside the store, the one that the environment variable NTC_TEMPLATES_DIR names, and the templates that come with NetBatch.</summary>
    [Parameter]
    public string[] TemplatePath { get; set; } = [];

    /// <summary>The parser, made at its first use.</summary>
    private protected TemplateParser Parser => parser ??= Templates.ParserFor(StoreFile);

    /// <summary>-TemplatePath as full paths.</summary>
    private protected string[] Folders => this.Folders(TemplatePath);

    private TemplateParser? parser;
}
