using System.CommandLine;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch devices</c>: the inventory in the store.</summary>
internal static class DevicesCommand
{
    private static readonly Option<bool> SkipInvalid = new("--skip-invalid")
    {
        Description = "Take what can be used of the file, and tell each row that cannot.",
    };

    public static Command Create() => new("devices", "The inventory in the store.")
    {
        Verbs.Import("device", "CSV, JSON, YAML, Ansible, Nornir, RANCID's or Oxidized's router.db, ssh_config or NetBox.", ImportAsync,
            SkipInvalid),
        Verbs.List("devices", (host, names, cancellationToken) =>
            TargetSelection.ListAsync(host.Store.Targets, "device", names, cancellationToken).OfType<Device>(), Tables.Devices),
        Verbs.Remove("Forget devices; jobs keep their own copy.", "device"),
    };

    private static async Task<int> ImportAsync(ParseResult parsed, NetBatchHost host, string file, CancellationToken cancellationToken)
    {
        var devices = DeviceSource.FromFile(file, null, host.Platforms, parsed.GetValue(SkipInvalid) ? Skipped : null);
        await host.Store.Targets.SaveAsync(devices, cancellationToken);
        return devices.Count;
    }

    private static void Skipped(NetBatchException problem) =>
        Console.Error.WriteLine(Output.Safe($"netbatch: skipped: {problem.Message} {problem.Remedy}"));
}
