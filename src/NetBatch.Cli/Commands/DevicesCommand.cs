using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch devices</c>: the inventory in the store.</summary>
internal static class DevicesCommand
{
    public static Command Create() => new("devices", "The inventory in the store.") { Import(), List(), Remove() };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV, JSON, YAML, Ansible, ssh_config or NetBox." };
        var command = new Command("import", "Add the devices of a file, or replace those of the same name; all or none.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var devices = DeviceSource.FromFile(parsed.GetRequiredValue(file).FullName, null, host.Devices.Platforms);
            await host.Store.Targets.SaveAsync(devices, cancellationToken);
            Console.Out.WriteLine($"{devices.Count} devices imported.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List()
    {
        var names = new Argument<string[]>("name") { Description = "Names; * and ? are wildcards.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("list", "List devices.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            var devices = await host.Store.Targets.ReadAsync("device", parsed.GetValue(names) ?? [], cancellationToken).OfType<Device>().ToListAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                devices.ForEach(Output.Line);
            }
            else
            {
                Tables.Devices(devices);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var names = new Argument<string[]>("name") { Description = "Names.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Forget devices; jobs keep their own copy.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            foreach (var name in parsed.GetValue(names)!)
            {
                if (!await host.Store.Targets.RemoveAsync("device", name, cancellationToken))
                {
                    throw new NetBatchException(ErrorCode.UnknownTarget, $"The inventory has no device '{name}'.");
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}
