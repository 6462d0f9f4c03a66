using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;
using NetBatch.Inventory.Readers;

namespace NetBatch.Inventory.Ansible;

/// <summary>
/// Reads what <c>ansible-inventory --list</c> and inventory scripts print: under each group's name lists of <c>hosts</c> and
/// <c>children</c>, the hosts' variables under <c>_meta.hostvars</c> (Ansible's "Developing dynamic inventory").
/// </summary>
internal static class AnsibleList
{
    private const string Meta = "_meta";

    /// <summary>Whether a JSON text is built like that.</summary>
    public static bool Looks(DataNode? root) =>
        root is MapNode map
        && ((map.Find(Meta) as MapNode)?.Find("hostvars") is MapNode
            || (map.Find("all") is MapNode all && (all.Find("children") is ListNode || all.Find("hosts") is ListNode)));

    public static AnsibleInventory Read(DataNode? root, ProblemList problems)
    {
        var inventory = new AnsibleInventory(problems);
        if (root is not MapNode map)
        {
            if (root is not null)
            {
                problems.Add(root.Line, null, "groups belong here.", "Take what 'ansible-inventory --list' prints.");
            }

            return inventory;
        }

        foreach (var entry in map.Entries.Where(entry => entry.Key != Meta))
        {
            Group(entry, inventory, problems);
        }

        foreach (var host in ((map.Find(Meta) as MapNode)?.Find("hostvars") as MapNode)?.Entries ?? [])
        {
            inventory.AddHosts(host.Key, inventory.Group("ungrouped", null), host.Line, host.Value is MapNode vars ? Variables(vars) : []);
        }

        // Groups without hosts are left out of the list, and named as children all the same.
        foreach (var group in inventory.Groups)
        {
            group.Defined = true;
        }

        return inventory;
    }

    private static void Group(MapEntry entry, AnsibleInventory inventory, ProblemList problems)
    {
        var group = inventory.Group(entry.Key, entry.Line);
        foreach (var host in Names(entry.Value as ListNode ?? (entry.Value as MapNode)?.Find("hosts"), problems))
        {
            inventory.AddHosts(host.Text!, group, host.Line, []);
        }

        if (entry.Value is not MapNode body)
        {
            return;
        }

        foreach (var child in Names(body.Find("children"), problems))
        {
            group.Children.Add((child.Text!, child.Line));
            inventory.Group(child.Text!, child.Line);
        }

        if (body.Find("vars") is MapNode vars)
        {
            group.Vars.AddRange(Variables(vars));
        }
    }

    private static List<ScalarNode> Names(DataNode? node, ProblemList problems)
    {
        var names = (node as ListNode)?.Items.OfType<ScalarNode>().Where(item => item.Text is not null).ToList() ?? [];
        if (node is not null and not ListNode and not ScalarNode { Text: null } || names.Count < ((node as ListNode)?.Items.Count ?? 0))
        {
            problems.Add(node!.Line, null, "a list of names belongs here.", "Take what 'ansible-inventory --list' prints.");
        }

        return names;
    }

    private static List<Field> Variables(MapNode map) =>
        [.. map.Entries.Select(entry => new Field(entry.Key, NodeRows.Plain(Unwrapped(entry.Value)), entry.Line))];

    // Values that are encrypted, or that came from outside, stand in an object of their own.
    private static DataNode Unwrapped(DataNode value) =>
        value is MapNode { Entries: [{ Key: "__ansible_vault" or "__ansible_unsafe" } only] } ? only.Value : value;
}
