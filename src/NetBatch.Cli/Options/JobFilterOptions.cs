using System.CommandLine;

namespace NetBatch.Cli.Options;

/// <summary>Which jobs are meant.</summary>
internal sealed class JobFilterOptions
{
    private readonly Option<string[]> ids = Many("--id", "Only these ids.");
    private readonly Option<JobState[]> states = new("--status", "--state", "-s") { Description = "Only jobs in these states.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> kinds = Many("--type", "Only these kinds of work: command, config, ...", "--kind");
    private readonly Option<string?> project = new("--project") { Description = "Only jobs of this project." };
    private readonly Option<string[]> tags = Many("--tag", "Only jobs that have all these tags.");
    private readonly Option<string[]> devices = Many("--device", "Only jobs that have one of these devices; * and ? are wildcards.", "-d");
    private readonly Option<string[]> users = Many("--user", "Only jobs that these people made: user or user@host; * and ? are wildcards.",
        "-u");
    private readonly Option<string[]> workflows = Many("--workflow", "Only jobs of these workflows; * and ? are wildcards.");
    private readonly Option<int[]> priorities = new("--priority") { Description = "Only jobs of these priorities, 0 to 100.",
        AllowMultipleArgumentsPerToken = true };
    private readonly Option<DateTimeOffset?> since = TimeOption.Moment("--since", "Only jobs made then or later.");
    private readonly Option<DateTimeOffset?> before = TimeOption.Moment("--before", "Only jobs made before.");

    private readonly Argument<string[]> names = new("name") { Description = "Names; * and ? are wildcards.",
        Arity = ArgumentArity.ZeroOrMore };

    public void AddTo(Command command)
    {
        command.Arguments.Add(names);
        foreach (var option in (Option[])[ids, states, kinds, project, tags, devices, users, workflows, priorities, since, before])
        {
            command.Options.Add(option);
        }
    }

    public JobFilter Read(ParseResult parsed) => new()
    {
        Names = parsed.GetValue(names) ?? [],
        Ids = parsed.GetValue(ids) ?? [],
        States = parsed.GetValue(states) ?? [],
        Kinds = parsed.GetValue(kinds) ?? [],
        Project = parsed.GetValue(project),
        Tags = parsed.GetValue(tags) ?? [],
        Devices = parsed.GetValue(devices) ?? [],
        Users = parsed.GetValue(users) ?? [],
        Workflows = parsed.GetValue(workflows) ?? [],
        Priorities = parsed.GetValue(priorities) ?? [],
        Since = parsed.GetValue(since),
        Before = parsed.GetValue(before),
    };

    internal static Option<string[]> Many(string name, string description, params string[] others) =>
        new(name, others) { Description = description, AllowMultipleArgumentsPerToken = true };
}
