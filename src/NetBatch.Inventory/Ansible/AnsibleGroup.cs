using NetBatch.Inventory.Fields;

namespace NetBatch.Inventory.Ansible;

/// <summary>A group: its variables, its own hosts and the groups inside it.</summary>
internal sealed class AnsibleGroup(string name, int? line)
{
    public string Name { get; } = name;

    /// <summary>Where the group is first spoken of.</summary>
    public int? Line { get; } = line;

    /// <summary>Whether it has a section of its own, or only a mention among another group's children.</summary>
    public bool Defined { get; set; }

    public List<Field> Vars { get; } = [];

    /// <summary>What files in group_vars say; they win over the inventory's own lines.</summary>
    public List<Field> FileVars { get; } = [];

    public HashSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    public List<(string Name, int Line)> Children { get; } = [];
}
