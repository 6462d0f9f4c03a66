using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that define a job template: its work, parameters, devices and rules.</summary>
public abstract class JobTemplateCommand : JobRulesCommand
{
    private const string PipelineKind = "pipeline";

    /// <summary>What jobs of it are called; may hold {placeholders}. Default: the template's name.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string? JobName { get; set; }

    /// <summary>What it is for; may hold {placeholders}.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string? Description { get; set; }

    /// <summary>Words to find its jobs by.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string[]? Tag { get; set; }

    /// <summary>What its jobs belong to.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? Project { get; set; }

    /// <summary>Commands, in order; may hold {placeholders}. Write {{name} where a brace is meant.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string[]? Command { get; set; }

    /// <summary>Allow commands that may change the devices.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public SwitchParameter AllowChange { get; set; }

    /// <summary>Config lines, in order, instead of commands; may hold {placeholders}.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string[]? ConfigLine { get; set; }

    /// <summary>Save the running config after the config lines.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public SwitchParameter Save { get; set; }

    /// <summary>Another kind of work than commands or config lines, by its name.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(WorkKindCompleter))]
    public string? Work { get; set; }

    /// <summary>The arguments of that kind of work; their texts may hold {placeholders}.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public Hashtable? Argument { get; set; }

    /// <summary>The parameters: names, or tables such as @{ Name = 'vlan'; Type = 'WholeNumber'; Least = 2; Most = 4094; Required = $true;
    /// Help = 'The VLAN.' }. Other members: Default, Values, Pattern. Types: Text, TextList, WholeNumber, Number, Switch.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public object[]? Parameter { get; set; }

    /// <summary>Devices where none are given at the start: names in the inventory, * and ? are wildcards; may hold
    /// {placeholders}.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[]? Device { get; set; }

    /// <summary>The same by labels: site=ams, or @{ site = '{site}' }.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [Pairs]
    public IDictionary? DeviceLabel { get; set; }

    /// <summary>The same by tags, all of which a device must have.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string[]? DeviceTag { get; set; }

    /// <summary>The same by platforms.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string[]? DevicePlatform { get; set; }

    /// <summary>Projects whose pipelines are run, instead of devices: names, * and ? are wildcards; may hold {placeholders}. The projects
    /// are taken as they are when a job starts.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    [SupportsWildcards]
    public string[]? PipelineProject { get; set; }

    /// <summary>Files of pipelines that are run; the last part may hold wildcards. They are read when a job starts.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [SupportsWildcards]
    public string[]? PipelinePath { get; set; }

    /// <summary>The instances that pipelines of files check, in the place of those that they name; * and ? are wildcards.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [SupportsWildcards]
    public string[]? PipelineInstance { get; set; }

    /// <summary>The instance that pipelines of files compare with, in the place of the one that they name; empty: that one.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [AllowEmptyString]
    public string? PipelineSource { get; set; }

    /// <summary>The platform of devices that name none.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string? Platform { get; set; }

    /// <summary>Where the login's secret is: env:NAME, vault:NAME, key:PATH or agent, with user@ in front. Templates keep no
    /// secret.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string? CredentialName { get; set; }

    /// <summary>Where the secret for privilege is: env:NAME or vault:NAME.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string? EnableCredentialName { get; set; }

    /// <summary>Where the secret for jump hosts is: env:NAME, vault:NAME, key:PATH or agent.</summary>
    [Parameter(ParameterSetName = "Parts")]
    public string? JumpCredentialName { get; set; }

    /// <summary>Names of notifications that tell of its jobs' ends.</summary>
    [Parameter(ParameterSetName = "Parts")]
    [ArgumentCompleter(typeof(NotificationNameCompleter))]
    public string[]? Notify { get; set; }

    /// <summary>The template as the parameters say, over what there is.</summary>
    private protected JobTemplate Template(string name, JobTemplate? basis = null)
    {
        var work = MakeWork() ?? basis?.Work
            ?? (PipelineProject is null && PipelinePath is null ? null : WorkSpecs.Of(PipelineKind, new Hashtable()))
            ?? throw new NetBatchException(ErrorCode.InvalidArgument, "The template has no work.",
                "Give -Command, -ConfigLine, -PipelineProject, or -Work with -Argument.");
        var template = basis ?? new JobTemplate { Name = name, Work = work };
        return template with
        {
            Work = work,
            JobName = JobName ?? template.JobName,
            Description = Description ?? template.Description,
            Tags = Tag ?? template.Tags,
            Project = Project ?? template.Project,
            Notify = Notify ?? template.Notify,
            Parameters = Parameter?.Select(Declared).ToArray() ?? template.Parameters,
            Targets = Filter(template.Targets),
            Pipelines = Choice(template.Pipelines),
            Rules = Rules(basis?.Rules ?? (work.Kind == PipelineKind ? DataRules.Pipelines(parallel: false) : null)),
            Platform = Platform ?? template.Platform,
            Credential = CredentialName is null ? template.Credential : CredentialReference.Parse(CredentialName),
            EnableCredential = EnableCredentialName is null ? template.EnableCredential : CredentialReference.Parse(EnableCredentialName),
            JumpCredential = JumpCredentialName is null ? template.JumpCredential : CredentialReference.Parse(JumpCredentialName),
        };
    }

    private WorkSpec? MakeWork()
    {
        string?[] given = [Command is null ? null : "-Command", ConfigLine is null ? null : "-ConfigLine", Work is null ? null : "-Work"];
        return given.OfType<string>().ToArray() is { Length: > 1 } several
            ? throw new NetBatchException(ErrorCode.InvalidArgument, $"{string.Join(" and ", several)} were both given.",
                "A template has one kind of work.")
            : Command is not null ? WorkSpecs.Commands(Command, AllowChange)
            : ConfigLine is not null ? WorkSpecs.Of("config", new Hashtable { ["lines"] = ConfigLine, ["save"] = Save })
            : Work is not null ? WorkSpecs.Of(Work, Argument ?? []) : null;
    }

    private TargetFilter? Filter(TargetFilter? before) =>
        Device is null && DeviceLabel is null && DeviceTag is null && DevicePlatform is null ? before : (before ?? new TargetFilter()) with
        {
            Names = Device ?? before?.Names ?? [],
            Labels = DeviceLabel?.Cast<DictionaryEntry>().ToDictionary(entry => $"{entry.Key}", entry => InputItems.Text(entry.Value))
                ?? before?.Labels ?? new Dictionary<string, string>(),
            Tags = DeviceTag ?? before?.Tags ?? [],
            Platforms = DevicePlatform ?? before?.Platforms ?? [],
        };

    private PipelineChoice? Choice(PipelineChoice? before)
    {
        if (PipelineProject is null && PipelinePath is null && PipelineInstance is null && PipelineSource is null)
        {
            return before;
        }

        var basis = before ?? new PipelineChoice();
        return basis with
        {
            Projects = PipelineProject ?? basis.Projects,
            // What a placeholder begins is only a path when a job is started.
            Files = PipelinePath?.Select(path => path.StartsWith('{') ? path : this.FilePath(path)).ToArray()
                ?? basis.Files,
            Instances = PipelineInstance ?? basis.Instances,
            Source = PipelineSource is null ? basis.Source : PipelineSource.Length == 0 ? null : PipelineSource,
        };
    }

    /// <summary>A name alone is a text that must be given.</summary>
    private static TemplateParameter Declared(object given)
    {
        var value = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (value is TemplateParameter parameter)
        {
            return parameter;
        }

        if (value is not IDictionary table)
        {
            return new TemplateParameter { Name = $"{value}", Required = true };
        }

        string[] members = [.. typeof(TemplateParameter).GetProperties().Where(member => member.CanWrite).Select(member => member.Name)];
        string[] unknown = [.. table.Keys.Cast<object>().Select(key => $"{key}")
            .Where(key => !members.Contains(key, StringComparer.OrdinalIgnoreCase))];
        if (unknown.Length > 0 || !table.Keys.Cast<object>().Any(key => "Name".Equals($"{key}", StringComparison.OrdinalIgnoreCase)))
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                unknown.Length > 0 ? $"A parameter has no member '{string.Join("', '", unknown)}'." : "A parameter has no name.",
                $"Write its name alone, or a table such as @{{ Name = 'vlan'; Type = 'WholeNumber' }}; the members are "
                    + $"{string.Join(", ", members)}.");
        }

        foreach (var type in table.Keys.Cast<object>().Where(key => "Type".Equals($"{key}", StringComparison.OrdinalIgnoreCase))
            .Select(key => $"{table[key]}"))
        {
            if (!Enum.GetNames<WorkOptionType>().Contains(type, StringComparer.OrdinalIgnoreCase))
            {
                throw new NetBatchException(
                    ErrorCode.InvalidArgument, $"The parameter cannot be read: '{type}' is no type.",
                    "The types are Text, TextList, WholeNumber, Number and Switch.");
            }
        }

        var json = WorkSpecs.Values(table)
            .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Key), member => member.Value);
        return TemplateParameter.FromJson(JsonSerializer.Serialize(json));
    }
}
