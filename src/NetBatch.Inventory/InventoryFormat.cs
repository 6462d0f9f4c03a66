namespace NetBatch.Inventory;

/// <summary>The forms an inventory file can have.</summary>
public enum InventoryFormat
{
    /// <summary>Rows under a line of column names, separated by comma, semicolon, tab or bar (RFC 4180 quoting).</summary>
    Csv,
    /// <summary>A JSON array of objects, <c>{"devices": [...]}</c>, or an object of name and fields.</summary>
    Json,
    /// <summary>A YAML list of mappings, <c>devices:</c> above one, or a mapping of name and fields.</summary>
    Yaml,
    /// <summary>An Ansible inventory in INI form: groups, host ranges, host and group variables; a plain list of hosts is one
    /// too.</summary>
    AnsibleIni,
    /// <summary>An Ansible inventory in YAML form: <c>hosts</c>, <c>vars</c> and <c>children</c> under group names.</summary>
    AnsibleYaml,
    /// <summary>What <c>ansible-inventory --list</c> prints: groups with lists of hosts, and variables under <c>_meta</c>.</summary>
    AnsibleJson,
    /// <summary>Nornir's hosts file (SimpleInventory), with <c>groups.yaml</c> and <c>defaults.yaml</c> beside it.</summary>
    Nornir,
    /// <summary>A router.db of RANCID (<c>name;type;state</c>) or Oxidized (<c>name:model:user</c>, or as its
    /// <c>config</c> beside it maps the cells).</summary>
    RouterDb,
    /// <summary>An OpenSSH client configuration: each Host without a wildcard is a device.</summary>
    SshConfig,
    /// <summary>Devices exported from NetBox, as JSON (of its REST API) or CSV.</summary>
    NetBox,
}
