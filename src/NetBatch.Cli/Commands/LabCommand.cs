using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch lab</c>: simulated routers behind a real sshd, to rehearse on.</summary>
internal static class LabCommand
{
    public static Command Create() => new("lab", "Simulated routers behind a real SSH server, to rehearse on.") { Up(), Down(), Status(), Fault(), FromJob() };

    private static Option<string?> Name() => new("--name", "-n") { Description = "The lab's name. Default: the only one, or made up." };

    private static Command Up()
    {
        var devices = new Option<int>("--devices") { Description = "How many routers: r1, r2, ...", DefaultValueFactory = _ => 10 };
        var platforms = new Option<string[]>("--platform", "-p") { Description = "Their platforms, in turn.", AllowMultipleArgumentsPerToken = true };
        var faults = new Option<string[]>("--fault") { Description = $"DEVICE=FAULT[=VALUE]; faults: {string.Join(", ", Labs.FaultNames)}.", AllowMultipleArgumentsPerToken = true };
        var delay = new Option<int>("--delay") { Description = "Milliseconds before every answer." };
        var outputs = new Option<DirectoryInfo?>("--outputs") { Description = "A folder of outputs: DEVICE/show version.txt, PLATFORM/..., or for all." };
        var name = Name();
        var command = new Command("up", "Start a lab, print its inventory, and keep it until Ctrl+C or lab down.") { devices, platforms, faults, delay, outputs, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new LabRequest
            {
                Devices = parsed.GetValue(devices),
                Platforms = [.. (parsed.GetValue(platforms) ?? []).SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries))],
                Faults = parsed.GetValue(faults) ?? [],
                CommandDelay = TimeSpan.FromMilliseconds(parsed.GetValue(delay)),
                OutputFolder = parsed.GetValue(outputs)?.FullName,
                Name = parsed.GetValue(name),
            };
            return await KeepAsync(await Labs.StartAsync(request, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command FromJob()
    {
        var id = new Argument<string>("id") { Description = "A job whose outputs and configs the routers shall have." };
        var name = Name();
        var command = new Command("from-job", "Start a lab of the devices that a job has recorded.") { id, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RunningLab lab;
            await using (var host = await CommonOptions.OpenAsync(parsed, cancellationToken))
            {
                var job = await host.FindAsync(parsed.GetRequiredValue(id), cancellationToken);
                lab = await Labs.StartFromJobAsync(host.Store, job.Id, parsed.GetValue(name), cancellationToken);
            }

            return await KeepAsync(lab, cancellationToken);
        });
        return command;
    }

    private static Command Down()
    {
        var name = new Argument<string?>("name") { Arity = ArgumentArity.ZeroOrOne, Description = "The lab's name; not needed where there is one." };
        var command = new Command("down", "End a lab; nothing of it is left.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Labs.StopAsync(parsed.GetValue(name), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "The labs of this machine.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var labs = Labs.List();
            if (parsed.GetValue(CommonOptions.Json))
            {
                labs.ToList().ForEach(Output.Line);
                return ExitCode.Done;
            }

            List<string[]> rows = [];
            foreach (var lab in labs)
            {
                var counts = lab.IsAlive ? await Labs.SessionsAsync(lab.Name, cancellationToken) : "left behind; netbatch lab down cleans up";
                rows.Add([lab.Name, $"{lab.Devices}", $"{lab.Pid}", $"{lab.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}", lab.InventoryFile, counts]);
            }

            Output.Table(["Lab", "Devices", "Process", "Since", "Inventory", "Sessions"], rows);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Fault()
    {
        var fault = new Argument<string>("fault") { Description = "DEVICE=FAULT[=VALUE], or DEVICE=none." };
        var name = Name();
        var command = new Command("fault", "Give a device of a running lab a fault, or take its faults away.") { fault, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Labs.SetFaultAsync(parsed.GetRequiredValue(fault), parsed.GetValue(name), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> KeepAsync(RunningLab started, CancellationToken cancellationToken)
    {
        await using var lab = started;
        Console.Out.Write(lab.InventoryCsv());
        await Console.Out.FlushAsync(CancellationToken.None);
        Console.Error.WriteLine($"Lab {lab.Name} is up with {Counted.Of(lab.Devices, "device")}; inventory: {lab.InventoryFile}");
        await lab.WaitForStopAsync(cancellationToken);
        return ExitCode.Done;
    }
}
