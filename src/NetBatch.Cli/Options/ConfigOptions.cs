using System.CommandLine;
using NetBatch.Hosting;

namespace NetBatch.Cli.Options;

/// <summary>Options of the verbs that compute on configs.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string?> platform = new("--platform", "-p") { Description = "The configs' platform; needed." };
    private readonly Option<DirectoryInfo?> rules = new("--rules")
    {
        Description = "A folder of config rule files (*.yaml) that add platforms, or add to those there are.",
    };

    public ConfigOptions(Command command)
    {
        command.Options.Add(platform);
        command.Options.Add(rules);
    }

    /// <summary>The platform. What takes a line away differs from one to the next, so none is taken for granted.</summary>
    /// <exception cref="NetBatchException">It is not given.</exception>
    public string Platform(ParseResult parsed) => parsed.GetValue(platform) ?? throw new NetBatchException(
        ErrorCode.InvalidArgument, "The platform of the configs is not known.",
        $"Give --platform, one of: {string.Join(", ", Desk(parsed).Platforms)}.");

    public ConfigTools Desk(ParseResult parsed) => new(parsed.GetValue(rules)?.FullName);
}
