using System.Text;

namespace NetBatch.Remediation.Bench;

/// <summary>Configs to measure with, made from numbers alone, so that every run has the same.</summary>
internal static class Samples
{
    /// <summary>A switch of interfaces, VLANs, routes and an access list.</summary>
    /// <param name="lines">About how many lines.</param>
    /// <param name="changed">Changes one value in so many lines; 0: none.</param>
    public static string Switch(int lines, int changed = 0)
    {
        var text = new StringBuilder("hostname sample\n");
        var count = 1;
        string Value(int i) => changed > 0 && count % changed == 0 ? $"x{i}" : $"{i}";
        void Add(string line)
        {
            text.Append(line).Append('\n');
            count++;
        }

        for (var i = 0; count < lines * 8 / 10; i++)
        {
            Add($"interface GigabitEthernet{i / 48}/{i % 48}");
            Add($" description port {Value(i)} of the access layer");
            Add($" switchport access vlan {Value(i % 4000)}");
            Add(" switchport mode access");
            Add($" ip access-group LIST{Value(i)} in");
            Add(" spanning-tree portfast");
            Add(" no shutdown");
            text.Append("!\n");
        }

        Add("ip access-list extended BIG");
        for (var i = 0; count < lines * 9 / 10; i++)
        {
            Add($" {10 * (i + 1)} permit tcp host 10.{i / 65536}.{i / 256 % 256}.{i % 256} any eq {Value(i % 1000)}");
        }

        for (var i = 0; count < lines; i++)
        {
            Add($"ip route 10.{i / 65536}.{i / 256 % 256}.{i % 256} 255.255.255.255 192.0.2.{Value(i % 250)}");
        }

        return text.Append("end\n").ToString();
    }

    /// <summary>One section with thousands of lines, half of them of one value family.</summary>
    public static string Wide(int lines, int changed = 0)
    {
        var text = new StringBuilder("router bgp 65000\n");
        for (var i = 0; i < lines; i++)
        {
            var value = changed > 0 && i % changed == 0 ? "new" : "old";
            text.Append($"  neighbor 10.{i / 65536}.{i / 256 % 256}.{i % 256} description {value}{i}\n");
        }

        return text.ToString();
    }
}
