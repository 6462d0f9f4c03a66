using System.Globalization;
using System.Text;

namespace NetBatch.Lab.Platforms;

/// <summary>What Junos shows.</summary>
internal static class JunosOutputs
{
    public static string Version(SimDevice device) =>
        $"Hostname: {device.HostName}\nModel: {device.Facts.Model}\nJunos: {device.Facts.Version}\nJUNOS OS Kernel 64-bit  "
            + $"[20230901.builder_stable_12]\nJUNOS OS libs [20230901.builder_stable_12]\n";

    public static string Terse(SimDevice device)
    {
        var text = new StringBuilder("Interface               Admin Link Proto    Local                 Remote\n");
        foreach (var port in Ports(device))
        {
            var up = port.Child("disable") is null;
            text.Append(CultureInfo.InvariantCulture, $"{port.Words,-23} {(up ? "up" : "down"),-5} {(up ? "up" : "down")}\n");
            foreach (var unit in port.Children.Where(child => child.Words.StartsWith("unit ", StringComparison.Ordinal)))
            {
                var address = unit.Child("family inet")?.Children.FirstOrDefault(
                    child => child.Words.StartsWith("address ", StringComparison.Ordinal))?.Words[8..];
                text.Append(CultureInfo.InvariantCulture,
                    $"{$"{port.Words}.{unit.Words[5..]}",-23} {(up ? "up" : "down"),-5} {(up ? "up" : "down"),-4} inet     {address}\n");
            }
        }

        return text.ToString();
    }

    public static string Descriptions(SimDevice device)
    {
        var text = new StringBuilder("Interface       Admin Link Description\n");
        foreach (var port in Ports(device))
        {
            var description = port.Children.FirstOrDefault(child =>
                child.Words.StartsWith("description ", StringComparison.Ordinal))?.Words[12..].Trim('"');
            if (description is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{port.Words,-15} up    up   {description}\n");
            }
        }

        return text.ToString();
    }

    public static string Route(SimDevice device) =>
        $"\ninet.0: {device.Facts.Neighbors.Count + 1} destinations, {device.Facts.Neighbors.Count + 1} routes ("
            + $"{device.Facts.Neighbors.Count + 1} active, 0 holddown, 0 hidden)\n+ = Active Route, - = Last Active, * = Both\n\n" +
        $"{device.Facts.RouterId}/32     *[Direct/0] 1d 02:03:04\n                    >  via lo0.0\n" +
        string.Concat(device.Facts.Neighbors.Select(neighbor =>
            $"{neighbor.RouterId}/32     *[OSPF/10] 1d 02:00:00, metric 10\n                    >  to {neighbor.Address} via ge-0/0/"
                + $"{neighbor.Place}.0\n"));

    public static string OspfNeighbors(SimDevice device)
    {
        var text = new StringBuilder("Address          Interface              State           ID               Pri  Dead\n");
        foreach (var neighbor in device.Facts.Neighbors)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{neighbor.Address,-16} {$"ge-0/0/{neighbor.Place}.0",-22} Full            {neighbor.RouterId,-16} 128    3"
                    + $"{neighbor.Place}\n");
        }

        return text.ToString();
    }

    public static string Hardware(SimDevice device) =>
        $"Hardware inventory:\nItem             Version  Part number  Serial number     "
            + $"Description\nChassis                                {device.Facts.Serial,-17} "
            + $"{device.Facts.Model.ToUpperInvariant()}\nRouting Engine 0                                         RE-VMX\nFPC "
            + $"0                                                    Virtual FPC\n";

    public static string Uptime(SimDevice device) =>
        string.Create(CultureInfo.InvariantCulture,
            $"Current time: {device.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\nTime Source:  LOCAL CLOCK\nSystem booted: "
                + $"{device.Facts.BootedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");

    /// <summary>The commits, newest first, as <c>show system commit</c> lists them.</summary>
    public static string Commits(SimDevice device) =>
        string.Concat(device.JunosHistory.Select((commit, at) => string.Create(
            CultureInfo.InvariantCulture,
            $"{at,-4}{commit.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {commit.User} via {commit.Via}"
                + $"{(commit.Note is { } note ? " " + note : "")}\n")));

    private static IEnumerable<Configs.JunosStatement> Ports(SimDevice device) => device.Junos.Root.Child("interfaces")?.Children ?? [];
}
