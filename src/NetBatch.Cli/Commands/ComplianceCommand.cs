using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch compliance</c>: how running configs stand to intended ones, feature by feature; touches no device.</summary>
internal static class ComplianceCommand
{
    private static readonly Argument<string> Running = new("running")
    {
        Description = "A running config, or a folder of them, NAME.cfg (.conf, .txt) each.",
    };
    private static readonly Argument<string> Intended = new("intended") { Description = "The intended config, or a folder of them." };
    private static readonly Option<FileInfo[]> Features = new("--features")
    {
        Description = "A YAML or JSON file of features, each with name, section and ordered. May be repeated.", Required = true,
    };
    private static readonly Option<bool> Summary = new("--summary") { Description = "Show each feature's share of the devices only." };

    public static Command Create()
    {
        var command = new Command("compliance", "Which features of running configs are as intended, and on how many devices.")
        {
            Running, Intended, Features, Summary,
        };
        var options = new ConfigOptions(command);
        command.SetAction(parsed =>
        {
            var results = Results(parsed, options);
            var (json, summary) = (parsed.GetValue(CommonOptions.Json), parsed.GetValue(Summary));
            if (json && !summary)
            {
                results.ForEach(one => Output.Line(one));
            }
            else if (json)
            {
                FeatureShare.Of(results).ToList().ForEach(one => Output.Line(one));
            }
            else
            {
                Show(results, summary);
            }

            return results.TrueForAll(one => one.Compliant) ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static List<FeatureCompliance> Results(ParseResult parsed, ConfigOptions options)
    {
        var checker = new ComplianceChecker(options.Desk(parsed), [.. parsed.GetRequiredValue(Features).Select(file => file.FullName)]);
        var (running, intended) = (ConfigFolder.Read(Path.GetFullPath(parsed.GetRequiredValue(Running))),
            ConfigFolder.Read(Path.GetFullPath(parsed.GetRequiredValue(Intended))));
        return [.. running.Names.SelectMany(name => checker.Check(
            name,
            options.Platform(parsed),
            running.Find(name)!,
            intended.Find(name) ?? throw new NetBatchException(ErrorCode.InvalidArgument, $"There is no intended config of '{name}'.",
                "Add its file NAME.cfg to the folder of intended configs.")))];
    }

    private static void Show(List<FeatureCompliance> results, bool summary)
    {
        if (!summary)
        {
            Output.Table(
                ["Device", "Feature", "Compliant", "Missing", "Extra", "Order"],
                results.Select(one => (string[])
                [
                    one.Device ?? "", one.Feature, one.Compliant ? "yes" : "no", $"{one.Missing.Count}", $"{one.Extra.Count}",
                    one.Ordered ? one.InOrder ? "kept" : "differs" : "",
                ]));
            foreach (var one in results.Where(one => !one.Compliant))
            {
                DiffView.Lines([.. one.Missing.Select(line => $"{one.Device}: {one.Feature}: + {line}"),
                    .. one.Extra.Select(line => $"{one.Device}: {one.Feature}: - {line}")]);
            }
        }

        Output.Table(
            ["Feature", "Devices", "Compliant", "Percent"],
            FeatureShare.Of(results).Select(one => (string[])
                [one.Feature, $"{one.Devices}", $"{one.Compliant}", FormattableString.Invariant($"{one.Percent:0.0}")]));
    }
}
