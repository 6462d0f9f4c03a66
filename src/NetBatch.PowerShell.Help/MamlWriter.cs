using System.Globalization;
using System.Xml.Linq;

namespace NetBatch.Help;

/// <summary>Writes help in PowerShell's form (MAML), and names everything that is not described.</summary>
internal sealed class MamlWriter(CommentFile comments, List<string> problems, string? projectUri)
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Msh = "http://msh";

    private static readonly string[] Common = ["WhatIf", "Confirm"];

    /// <summary>What PowerShell adds to a cmdlet that pages; it describes them nowhere itself.</summary>
    private static readonly (string Name, string Type, string Text)[] Paging =
    [
        ("First", "ulong", "At most so many, the newest."),
        ("IncludeTotalCount", "SwitchParameter", "Give the number of all of them first, whatever -First and -Skip leave out."),
        ("Skip", "ulong", "Leave out so many at the beginning."),
    ];

    public XDocument Write(IReadOnlyList<CmdletInfo> cmdlets) =>
        new(new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Cmdlet)));

    private XElement Cmdlet(CmdletInfo cmdlet)
    {
        var member = $"T:{cmdlet.Type.FullName}";
        var synopsis = Demand(comments.Text(member, "summary"), $"{cmdlet.Name} has no summary");
        var description = Demand(comments.Text(member, "remarks"), $"{cmdlet.Name} has no remarks");
        var examples = comments.Examples(member);
        if (examples.Count < 2 || examples.Any(example => example.Code.Length == 0 || example.Text.Length == 0))
        {
            problems.Add($"{cmdlet.Name} needs two examples, each with code and a paragraph");
        }

        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                new XElement(Maml + "description", Para(synopsis))),
            new XElement(Maml + "description", Para(description)),
            new XElement(Command + "syntax", Sets(cmdlet).Select(set => SyntaxItem(cmdlet, set))),
            new XElement(Command + "parameters",
                cmdlet.Parameters.GroupBy(parameter => parameter.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Parameter(cmdlet, group.First(), whole: true)), cmdlet.Paging ? Paging.Select(PagingParameter) : null),
            new XElement(
                Command + "inputTypes",
                cmdlet.Parameters.Where(parameter => parameter.FromPipeline).DistinctBy(parameter => parameter.Name)
                    .Select(parameter =>
                        new XElement(Command + "inputType", TypeName(parameter),
                            new XElement(Maml + "description", Para(Description(cmdlet, parameter)))))),
            new XElement(
                Command + "returnValues",
                cmdlet.Outputs.Select(output =>
                    new XElement(Command + "returnValue",
                        new XElement(Dev + "type", new XElement(Maml + "name", output == "System.Void" ? "None" : output))))),
            new XElement(Command + "examples", examples.Select(Example)),
            new XElement(
                Command + "relatedLinks",
                // The first link that has an address is the one that Get-Help -Online opens.
                projectUri is null ? null : Link("Online Version:", $"{projectUri.TrimEnd('/')}#{cmdlet.Name.ToLowerInvariant()}"),
                Link("about_NetBatch", null),
                Link("about_NetBatch_Troubleshooting", null)));
    }

    private static XElement Link(string text, string? uri) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", uri));

    private static IEnumerable<string> Sets(CmdletInfo cmdlet)
    {
        var sets = cmdlet.Parameters.Select(parameter => parameter.Set).Where(set => set != ParameterInfo.AllSets)
            .Distinct(StringComparer.Ordinal).ToArray();
        return sets.Length == 0 ? [ParameterInfo.AllSets] : sets.OrderByDescending(set => set == cmdlet.DefaultSet);
    }

    private XElement SyntaxItem(CmdletInfo cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.Parameters.Where(parameter => parameter.Set == set || parameter.Set == ParameterInfo.AllSets)
            .OrderBy(parameter => parameter.Position ?? int.MaxValue).ThenByDescending(parameter => parameter.Mandatory)
            .Select(parameter => Parameter(cmdlet, parameter, whole: false)),
        cmdlet.ShouldProcess
            ? Common.Select(name =>
                new XElement(Command + "parameter", new XAttribute("required", "false"), new XAttribute("position", "named"),
                    new XElement(Maml + "name", name)))
            : null,
        cmdlet.Paging ? Paging.Select(PagingParameter) : null);

    private static XElement PagingParameter((string Name, string Type, string Text) parameter) => new(
        Command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("position", "named"),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", Para(parameter.Text)),
        parameter.Type == "SwitchParameter" ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", "true"), parameter.Type),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type)));

    private XElement Parameter(CmdletInfo cmdlet, ParameterInfo parameter, bool whole) => new(
        Command + "parameter",
        new XAttribute("required", Flag(parameter.Mandatory)),
        new XAttribute("variableLength", Flag(parameter.Property.PropertyType.IsArray)),
        new XAttribute("globbing", Flag(parameter.Globbing)),
        new XAttribute("pipelineInput", Pipeline(parameter)),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        whole ? new XElement(Maml + "description", Para(Description(cmdlet, parameter))) : null,
        TypeName(parameter) == "SwitchParameter" && !whole
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", "true"),
                new XAttribute("variableLength", Flag(parameter.Property.PropertyType.IsArray)), TypeName(parameter)),
        whole ? new XElement(Dev + "type", new XElement(Maml + "name", TypeName(parameter))) : null);

    private string Description(CmdletInfo cmdlet, ParameterInfo parameter) =>
        Demand(comments.Text($"P:{parameter.Property.DeclaringType!.FullName}.{parameter.Name}", "summary"),
            $"{cmdlet.Name} -{parameter.Name} is not described");

    private static XElement Example((string Code, string Text) example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------------------------- Example {index + 1} --------------------------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Para(example.Text)));

    private static XElement Para(string text) => new(Maml + "para", text);

    private string Demand(string? text, string problem)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(problem);
        }

        return text ?? "";
    }

    private static string Pipeline(ParameterInfo parameter) => (parameter.FromPipeline, parameter.FromPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    private static string TypeName(ParameterInfo parameter)
    {
        var type = parameter.Property.PropertyType;
        var name = (Nullable.GetUnderlyingType(type) ?? type).Name;
        return name switch { "Int32" => "int", "Int32[]" => "int[]", "String" => "string", "String[]" => "string[]",
            "Object[]" => "object[]", _ => name };
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
