using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch providers</c>: the sorts of databases and services that instances may be of.</summary>
internal static class ProvidersCommand
{
    public static Command Create() => new("providers", "The sorts of databases and services that instances may be of.")
    {
        Add(), List(),
        Verbs.Remove("Forget declared providers; their instances stay and cannot be opened until they are declared again.",
            host => host.Providers),
    };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What instances call it." };
        var assembly = new Option<FileInfo>("--assembly") { Description = "The driver's assembly file; what it needs lies in its folder.",
            Required = true };
        var factory = new Option<string>("--factory") { Description = "The type of its DbProviderFactory, with namespace.",
            Required = true };
        var dialect = new Option<string>("--dialect")
        {
            Description = $"How its SQL is written: {string.Join(", ", BatchProviders.Dialects)}.", Required = true,
        };
        var user = new Option<string>("--user-key") { Description = "The key of the user name in its connection string.",
            DefaultValueFactory = _ => "User ID" };
        var password = new Option<string>("--password-key") { Description = "The key of the password.",
            DefaultValueFactory = _ => "Password" };
        var command = new Command("add",
            "Declare a database by its maker's ADO.NET driver. It runs with your rights: declare only what you trust.") { name, assembly,
                factory, dialect, user, password };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await Verbs.KeepAsync(
                host.Providers,
                new ProviderDeclaration(
                    parsed.GetRequiredValue(name), parsed.GetRequiredValue(assembly).FullName, parsed.GetRequiredValue(factory),
                    parsed.GetRequiredValue(dialect),
                    parsed.GetRequiredValue(user), parsed.GetRequiredValue(password)),
                over: true,
                cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List them.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var all = await host.Providers.ListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var one in all)
                {
                    Output.Line(new { one.Name, one.Dialect, one.Factory, one.Assembly });
                }
            }
            else
            {
                Output.Table(["Name", "Dialect", "Factory", "Assembly"],
                    all.Select(one => (string[])[one.Name, one.Dialect, one.Factory, one.Assembly]));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
