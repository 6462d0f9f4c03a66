using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch instances</c>: databases and services in the store's inventory.</summary>
internal static class InstancesCommand
{
    public static Command Create() => new("instances", "The databases and services that workflows run on.")
    {
        Add(),
        Verbs.Import("instance", "CSV, JSON or YAML.", async (_, host, file, cancellationToken) =>
        {
            var instances = InstanceSource.FromFile(file);
            await InstanceInventory.SaveAsync(host, instances, onlyNew: false, cancellationToken);
            return instances.Count;
        }),
        Verbs.List("instances", (host, names, cancellationToken) =>
            TargetSelection.ListAsync(host.Store.Targets, "instance", names, cancellationToken).OfType<DatabaseInstance>(),
                Tables.Instances),
        Verbs.Remove("Forget instances; jobs keep their own copy.", "instance"),
    };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What to call it." };
        var connection = new Argument<string>("connection")
        {
            Description = "A file's path for sqlite, a connection string, a URL; without any secret.",
        };
        var provider = new Option<string>("--provider") { Description = "sqlite, postgresql, or one that was declared.",
            DefaultValueFactory = _ => "sqlite" };
        var region = new Option<string?>("--region") { Description = "Where it stands." };
        var credential = new Option<string?>("--credential") { Description = "Where the secret is: user@env:NAME." };
        var labels = new Option<string[]>("--label") { Description = "name=value, to choose and group by.",
            AllowMultipleArgumentsPerToken = true };
        var tags = new Option<string[]>("--tag") { Description = "Words to choose by.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("add", "Add an instance, or replace the one of that name.") { name, connection, provider, region,
            credential, labels, tags };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var instance = InstanceSource.FromFields(
            [
                new("name", parsed.GetRequiredValue(name)), new("connection", parsed.GetRequiredValue(connection)),
                new("provider", parsed.GetValue(provider)),
                new("region", parsed.GetValue(region)), new("credential", parsed.GetValue(credential)), new("tags", parsed.GetValue(tags)),
                .. Pairs.Read(parsed.GetValue(labels), "--label")
                    .Select(pair => KeyValuePair.Create($"label:{pair.Key}", (object?)pair.Value)),
            ]);
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await InstanceInventory.SaveAsync(host, [instance], onlyNew: false, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
