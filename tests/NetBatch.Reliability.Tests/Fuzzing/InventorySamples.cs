namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>An inventory in each of the forms that are read.</summary>
internal static class InventorySamples
{
    public static readonly IReadOnlyList<string> All =
    [
        "name,ip,port,jump,ssh_options,note\nr1,192.0.2.1,22,\"a,b\",Compression=yes;Ciphers=+x,\"x\ny\"\nr2,[2001:db8::1]:22,,u@h:1,,\n",
        """
        {"devices": [{"name": "r1", "port": 22, "tags": ["a"], "labels": {"x": [1, {"y": 2}]}, "jump": [{"address": "b", "port": 1}]}, "r2:22"]}
        """,
        "base: &b {port: 22, tags: [a, b]}\ndevices:\n  r1: {<<: *b, ip: 192.0.2.1}\n  r2:\n    credential: env:X\n    note: |\n      two\n",
        "r0\n[a]\nr[1:3] x=1 ansible_port=22 y=\"a b\"\n[b:children]\na\n[b:vars]\nansible_ssh_common_args=-o Compression=yes -J u@h\n",
        "all:\n  vars: {a: 1}\n  children:\n    c:\n      hosts:\n        r[1:3]: {ansible_port: 22}\n        r9:\n",
        """{"_meta": {"hostvars": {"r1": {"ansible_host": "192.0.2.1"}}}, "all": {"children": ["a"]}, "a": {"hosts": ["r1"]}}""",
        "Host a b\n  HostName %h.x\n  ProxyJump c,d:22\nHost c\n  IdentityFile \"~/x y\"\nMatch all\n  User = u\nHost * !z\n  Ciphers +x\n",
        """
        {"results": [{"id": 1, "name": "r1", "device_type": {"model": "x", "manufacturer": {"slug": "y"}},
          "primary_ip4": {"address": "192.0.2.1/24"}, "custom_fields": {"a": {"b": 1}}}]}
        """,
        "r1;cisco;up\nr2:juniper:up\n192.0.2.7;arista;down;a comment\n",
        "r1:\n  hostname: 192.0.2.1\n  port: 22\n  platform: ios\n  groups: [core]\n  data: {site: berlin}\n",
        "instances:\n  - name: a\n    provider: postgres\n    host: 192.0.2.9\n    database: shop\n    user: reader\n    credential: env:P\n",
    ];
}
