using System.Globalization;
using System.Text;

namespace NetBatch.Lab.Platforms;

/// <summary>What the simulated Linux answers.</summary>
internal static class LinuxOutputs
{
    /// <summary>The output of a command, or null where there is no such command (or file).</summary>
    public static string? Of(SimDevice device, string user, List<string> words) =>
        string.Join(' ', words) switch
        {
            "hostname" or "uname -n" => device.Name + "\n",
            "hostname -f" => device.Name + ".lab.example\n",
            "whoami" => user + "\n",
            "id" => user == "root" ? "uid=0(root) gid=0(root) groups=0(root)\n"
                : $"uid=1000({user}) gid=1000({user}) groups=1000({user})\n",
            "id -u" => user == "root" ? "0\n" : "1000\n",
            "pwd" => $"/home/{user}\n",
            "uname" => "Linux\n",
            "uname -r" => "6.1.0-18-amd64\n",
            "uname -a" => $"Linux {device.Name} 6.1.0-18-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01) x86_64 GNU/Linux\n",
            "date" => device.Now.UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture) + "\n",
            "uptime" => string.Create(CultureInfo.InvariantCulture,
                $" {device.Now.UtcDateTime:HH:mm:ss} up {(device.Now - device.Facts.BootedAt).Days} days,  1:02,  1 user,  load "
                    + $"average: 0.0{device.Facts.Cpu % 10}, 0.01, 0.00\n"),
            "cat /etc/os-release" =>
                "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nVERSION=\"12 "
                    + "(bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\n",
            "cat /etc/hostname" => device.Name + "\n",
            "cat /proc/uptime" =>
                string.Create(CultureInfo.InvariantCulture, $"{(device.Now - device.Facts.BootedAt).TotalSeconds:F2} 0.00\n"),
            "df -h" => "Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        20G  4.1G   15G  22% /\ntmpfs           "
                + "995M     0  995M   0% /dev/shm\n",
            "free -m" => "               total        used        free      shared  buff/cache   available\nMem:            "
                + "1989         312        1204           1         472        1524\nSwap:              0           0           0\n",
            "ip addr" or "ip a" or "ip address" or "ip addr show" =>
                $"1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    inet 127.0.0.1/8 "
                    + $"scope host lo\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen "
                    + $"1000\n    link/ether {device.Facts.Mac} brd ff:ff:ff:ff:ff:ff\n    inet {device.Facts.LinkAddress(1)}/30 brd "
                    + $"10.255.255.255 scope global eth0\n",
            "ip route" or "ip r" => $"default via {device.Facts.LinkAddress(1)} dev eth0\n",
            _ => words[0] switch
            {
                "echo" => words.Count > 1 && words[1] == "-n" ? string.Join(' ', words.Skip(2)) : string.Join(' ', words.Skip(1)) + "\n",
                "printf" when words.Count > 1 => Printf(words[1], words.Skip(2).ToList()),
                "seq" when words.Count == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                    && end <= 10_000_000 => Numbers(end),
                _ => null,
            },
        };

    private static string Numbers(int end)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= end; i++)
        {
            text.Append(i).Append('\n');
        }

        return text.ToString();
    }

    private static string Printf(string format, List<string> values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var pair = i + 1 < format.Length ? format.Substring(i, 2) : "";
            switch (pair)
            {
                case "%s" or "%d":
                    text.Append(next < values.Count ? values[next++] : pair == "%d" ? "0" : "");
                    i++;
                    break;
                case "%%" or "\\n" or "\\t" or "\\\\" or "\\r":
                    text.Append(pair switch { "%%" => '%', "\\n" => '\n', "\\t" => '\t', "\\r" => '\r', _ => '\\' });
                    i++;
                    break;
                default:
                    text.Append(format[i]);
                    break;
            }
        }

        return text.ToString();
    }
}
