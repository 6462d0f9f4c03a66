using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch validators</c>: what pipelines can check, and with which parameters.</summary>
internal static class ValidatorsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "Only these; * and ? are wildcards.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("validators", "What pipelines can check, and with which parameters.") { name };
        command.SetAction(parsed =>
        {
            foreach (var one in ValidatorList.Matching(parsed.GetValue(name) is { } pattern ? [pattern] : []))
            {
                if (parsed.GetValue(CommonOptions.Json))
                {
                    Output.Line(one);
                }
                else
                {
                    Show(one);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Show(ValidatorInfo validator)
    {
        var source = validator.Source switch
        {
            "Always" => "  (compares with a source)",
            "Optional" => "  (compares with a source, where there is one)",
            _ => "",
        };
        Console.Out.WriteLine($"{validator.Name}{source}");
        Console.Out.WriteLine($"  {validator.Help}");
        foreach (var option in validator.Parameters)
        {
            Console.Out.WriteLine(
                $"    {option.Name}{(option.Required ? " (required)" : option.Default is { } usual ? $" (default {usual})" : "")}: "
                    + $"{option.Help}");
        }

        foreach (var line in validator.Example.TrimEnd().Split('\n'))
        {
            Console.Out.WriteLine($"    | {line}");
        }

        Console.Out.WriteLine();
    }
}
