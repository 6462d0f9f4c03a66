using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

/// <summary>Whatever a file holds, the answer is devices or an error that a user can act on.</summary>
public sealed class GarbledTextTests
{
    private static readonly Dictionary<InventoryFormat, string> Samples = new()
    {
        [InventoryFormat.Csv] =
            "name,ip,port,jump,ssh_options,note\nr1,192.0.2.1,22,\"a,b\",Compression=yes;Ciphers=+x,\"x\ny\"\nr2,[2001:db8::1]:22,,u@h:1,,\n",
        [InventoryFormat.Json] =
            """{"devices": [{"name": "r1", "port": 22, "tags": ["a"], "labels": {"x": [1, {"y": 2}]}, "jump": [{"address": "b", "port": 1}]}, "r2:22"]}""",
        [InventoryFormat.Yaml] =
            "base: &b {port: 22, tags: [a, b]}\ndevices:\n  r1: {<<: *b, ip: 192.0.2.1}\n  r2:\n    credential: env:X\n    note: "
                + "|\n      two\n      lines\n",
        [InventoryFormat.AnsibleIni] =
            "r0\n[a]\nr[1:3] x=1 ansible_port=22 y=\"a b\"\n[b:children]\na\n[b:vars]\nansible_ssh_common_args=-o Compression=yes -J u@h\n",
        [InventoryFormat.AnsibleYaml] =
            "all:\n  vars: {a: 1}\n  children:\n    c:\n      hosts:\n        r[1:3]: {ansible_port: 22}\n        r9:\n",
        [InventoryFormat.SshConfig] =
            "Host a b\n  HostName %h.x\n  ProxyJump c,d:22\nHost c\n  IdentityFile \"~/x y\"\nMatch all\n  User = u\nHost * !z\n  "
                + "Ciphers +x\n",
        [InventoryFormat.NetBox] =
            """{"results": [{"id": 1, "name": "r1", "device_type": {"model": "x", "manufacturer": {"slug": "y"}}, "primary_ip4": {"address": "192.0.2.1/24"}, "custom_fields": {"a": {"b": 1}}}]}""",
    };

    [Theory]
    [InlineData(InventoryFormat.Csv)]
    [InlineData(InventoryFormat.Json)]
    [InlineData(InventoryFormat.Yaml)]
    [InlineData(InventoryFormat.AnsibleIni)]
    [InlineData(InventoryFormat.AnsibleYaml)]
    [InlineData(InventoryFormat.SshConfig)]
    [InlineData(InventoryFormat.NetBox)]
    public void Read_GarbledSample_IsDevicesOrAnErrorToActOn(InventoryFormat format)
    {
        Read(Samples[format], format).ShouldNotBeEmpty();
        var random = new Random((int)format + 1);
        for (var round = 0; round < 1500; round++)
        {
            var text = Garble(Samples[format], random);
            try
            {
                Read(text, random.Next(2) == 0 ? format : null).ShouldNotBeEmpty();
            }
            catch (NetBatchException error)
            {
                error.Remedy.ShouldNotBeNullOrEmpty();
            }
            catch (Exception error) when (error is not ShouldAssertException)
            {
                throw new InvalidOperationException($"round {round}:\n{text}", error);
            }
        }
    }

    private static string Garble(string text, Random random)
    {
        const string Pieces = "\"'[]{}:,;=#&*!-|>@%\\/ \t\n\r\0aé1<?~";
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at)) + " ",
                1 => text.Insert(at, text[random.Next(text.Length)..][..1]),
                2 => text.Insert(at, text.Substring(at, Math.Min(random.Next(1, 30), text.Length - at))),
                _ => text.Insert(at, Pieces[random.Next(Pieces.Length)].ToString()),
            };
        }

        return text;
    }
}
