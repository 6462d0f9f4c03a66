using System.Globalization;
using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Devices;
using NetBatch.Lab.Platforms;

namespace NetBatch.Lab;

/// <summary>The lab's devices as targets of a job.</summary>
internal static class LabInventory
{
    private static readonly string[] Sites = ["berlin", "lyon", "porto", "turku"];
    private const string LabLabel = "lab";
    private static readonly string[] Roles = ["core", "distribution", "access"];

    public static Device ToDevice(SimDevice device, int port, CredentialReference credential, string lab)
    {
        var index = device.Facts.Index;
        return new Device
        {
            Id = device.Name,
            Name = device.Name,
            Address = "127.0.0.1",
            Port = port,
            Platform = device.Platform,
            Credential = credential,
            Labels = new Dictionary<string, string>
            {
                ["site"] = Sites[index / 3 % Sites.Length],
                ["role"] = Roles[index % Roles.Length],
                ["group"] = "g" + (index / 10 + 1).ToString(CultureInfo.InvariantCulture),
                ["model"] = DeviceFacts.Models[device.Platform],
                // By it NetBatch finds the keys of a lab of the same account: an earlier lab may have had the port, with another key.
                [LabLabel] = lab,
            },
        };
    }

    public static string ToCsv(IReadOnlyList<Device> devices)
    {
        var text = new StringBuilder("name,address,port,platform,site,role,group,model,credential,lab\n");
        foreach (var device in devices)
        {
            text.AppendJoin(',', new[]
            {
                device.Name, device.Address, device.Port.ToString(CultureInfo.InvariantCulture), device.Platform!,
                device.Label("site")!, device.Label("role")!, device.Label("group")!, device.Label("model")!, device.Credential!.ToString(),
                device.Label(LabLabel)!,
            }.Select(Quoted)).Append('\n');
        }

        return text.ToString();
    }

    public static string RunningConfig(SimDevice device) => Config(device, device.Running, device.OwnConfig);

    public static string StartupConfig(SimDevice device) => Config(device, device.Startup, device.OwnSaved ?? device.OwnConfig);

    private static string Config(SimDevice device, Configs.ConfigNode config, Configs.IDeviceConfig? other)
    {
        lock (device.Gate)
        {
            var request = new SessionRequest("lab");
            return device.Platform switch
            {
                "linux" => "",
                _ when other is not null => Shells.Framed(device, other),
                _ => Shells.IosLike(device, request).RunningText(config),
            };
        }
    }

    /// <summary>RFC 4180: a field with a comma, a quote or a line break stands in quotes, quotes doubled.</summary>
    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
