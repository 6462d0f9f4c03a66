using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Options of the verbs that compute on configs.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string> platform = new("--platform", "-p") { Description = "The configs' platform.", DefaultValueFactory = _ => "generic" };
    private readonly Option<DirectoryInfo?> rules = new("--rules") { Description = "A folder of config rule files (*.yaml) that add platforms, or add to those there are." };

    public ConfigOptions(Command command)
    {
        command.Options.Add(platform);
        command.Options.Add(rules);
    }

    public string Platform(ParseResult parsed) => parsed.GetValue(platform)!;

    public ConfigDesk Desk(ParseResult parsed) => new(parsed.GetValue(rules)?.FullName);
}
