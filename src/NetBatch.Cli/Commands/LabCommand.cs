using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Lab;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch lab</c>: simulated routers behind a real sshd, to rehearse on.</summary>
internal static class LabCommand
{
    public static Command Create() =>
        new("lab", "Simulated routers behind a real SSH server, to rehearse on.") { Up(), Down(), Status(), Fault(), FromJob() };

    private static Option<string?> Name() => new("--name", "-n") { Description = "The lab's name. Default: the only one, or made up." };

    private static Command Up()
    {
        var devices = new Option<int>("--devices") { Description = "How many routers: r1, r2, ...", DefaultValueFactory = _ => 10 };
        var platforms = new Option<string[]>("--platform", "-p")
        {
            Description = $"Their platforms, in turn: {string.Join(", ", LabSpec.KnownPlatforms)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var faults = new Option<string[]>("--fault")
        {
            Description = $"DEVICE=FAULT[=VALUE]; faults: {string.Join(", ", LabFault.KindNames)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var delay = new Option<int>("--delay") { Description = "Milliseconds before every answer." };
        var outputs = new Option<DirectoryInfo?>("--outputs")
        {
            Description = "A folder of outputs: DEVICE/show version.txt, PLATFORM/..., or for all.",
        };
        var name = Name();
        var command = new Command("up", "Start a lab, print its inventory, and keep it until Ctrl+C or lab down.") { devices, platforms,
            faults, delay, outputs, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] given = [.. (parsed.GetValue(platforms) ?? []).SelectMany(
                one => one.Split(',', StringSplitOptions.RemoveEmptyEntries))];
            var spec = new LabSpec
            {
                Devices = parsed.GetValue(devices),
                Platforms = given.Length > 0 ? given : ["cisco_ios"],
                Faults = (parsed.GetValue(faults) ?? []).Select(FaultOf).GroupBy(one => one.Device, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(one => one.Key, one => (IReadOnlyList<LabFault>)[.. one.Select(fault => LabFault.Parse(fault.Fault))]),
                CommandDelay = TimeSpan.FromMilliseconds(parsed.GetValue(delay)),
                OutputFolder = parsed.GetValue(outputs)?.FullName,
                Name = parsed.GetValue(name),
            };
            return await KeepAsync(spec, cancellationToken);
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
            LabSpec spec;
            await using (var host = await CommonOptions.OpenAsync(parsed, cancellationToken))
            {
                var job = await host.Store.GetAsync(parsed.GetRequiredValue(id), cancellationToken);
                spec = await RecordedLab.ReadAsync(host.Store, job.Id, cancellationToken);
            }

            return await KeepAsync(spec with { Name = parsed.GetValue(name) }, cancellationToken);
        });
        return command;
    }

    private static Command Down()
    {
        var name = new Argument<string?>("name") { Arity = ArgumentArity.ZeroOrOne,
            Description = "The lab's name; not needed where there is one." };
        var command = new Command("down", "End a lab; nothing of it is left.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await LabState.StopAsync(parsed.GetValue(name), cancellationToken: cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "The labs of this machine.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var labs = LabState.List();
            if (parsed.GetValue(CommonOptions.Json))
            {
                labs.ToList().ForEach(Output.Line);
                return ExitCode.Done;
            }

            List<string[]> rows = [];
            foreach (var lab in labs)
            {
                var counts = lab.IsAlive ? await SessionsAsync(lab.Name, cancellationToken) : "left behind; netbatch lab down cleans up";
                rows.Add([lab.Name, $"{lab.Devices}", $"{lab.Pid}", $"{lab.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}",
                    InventoryOf(lab.Folder), counts]);
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
            var (device, what) = FaultOf(parsed.GetRequiredValue(fault));
            await LabState.SetFaultAsync(device, what == "none" ? null : LabFault.Parse(what), parsed.GetValue(name),
                cancellationToken: cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<int> KeepAsync(LabSpec spec, CancellationToken cancellationToken)
    {
        await using var lab = await LabHost.StartAsync(spec, cancellationToken);
        Console.Out.Write(lab.InventoryCsv());
        await Console.Out.FlushAsync(CancellationToken.None);
        Console.Error.WriteLine(
            $"Lab {lab.Name} is up with {Counted.Of(lab.DeviceNames.Count, "device")}; inventory: {InventoryOf(lab.Folder)}");
        await lab.WaitForStopAsync(cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>What goes on in a lab that runs, in one line: its sessions, and changes that wait to be confirmed.</summary>
    private static async Task<string> SessionsAsync(string name, CancellationToken cancellationToken)
    {
        var counts = await LabState.CountsAsync(name, cancellationToken: cancellationToken);
        var reverts = counts.PendingReverts + counts.Reverts == 0 ? ""
            : $"; {counts.PendingReverts} changes to be confirmed, {counts.Reverts} gone back";
        return $"{counts.CurrentSessions} open, {counts.TotalSessions} in all, at most {counts.MaxSessions} at once{reverts}";
    }

    private static string InventoryOf(string folder) => Path.Combine(folder, "inventory.csv");

    /// <summary>The two sides of <c>r7=hang</c>.</summary>
    private static (string Device, string Fault) FaultOf(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], text[(equals + 1)..])
            : throw new NetBatchException(ErrorCode.InvalidArgument, $"'{text}' is no fault of a device.",
                "Write DEVICE=FAULT, such as r7=hang.");
    }
}
