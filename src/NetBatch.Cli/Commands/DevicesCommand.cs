using System.CommandLine;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch devices</c>: the inventory in the store.</summary>
internal static class DevicesCommand
{
    public static Command Create() => new("devices", "The inventory in the store.")
    {
        Verbs.Import("device", "CSV, JSON, YAML, Ansible, ssh_config or NetBox.", async (host, file, cancellationToken) =>
        {
            var devices = DeviceSource.FromFile(file, null, host.Platforms);
            await host.Store.Targets.SaveAsync(devices, cancellationToken);
            return devices.Count;
        }),
        Verbs.List("devices", (host, names, cancellationToken) => TargetChoice.ListAsync(host.Store.Targets, "device", names, cancellationToken).OfType<Device>(), Tables.Devices),
        Verbs.Remove("Forget devices; jobs keep their own copy.", "device"),
    };
}
