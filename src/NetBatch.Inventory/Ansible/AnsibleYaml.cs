using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;
using NetBatch.Inventory.Readers;

namespace NetBatch.Inventory.Ansible;

/// <summary>Reads the YAML form: under each group's name its <c>hosts</c>, <c>vars</c> and <c>children</c>.</summary>
internal static class AnsibleYaml
{
    /// <summary>Whether a YAML text is built like an Ansible inventory.</summary>
    public static bool Looks(DataNode? root) =>
        root is MapNode map
        && map.Entries.Any(entry => entry.Value is MapNode { Entries.Count: > 0 })
        && map.Entries.All(entry => entry.Value is ScalarNode { Text: null }
            || (entry.Value is MapNode group
                && group.Entries.All(part =>
                    part.Key is "hosts" or "vars" or "children" && part.Value is MapNode or ScalarNode { Text: null })));

    public static AnsibleInventory Read(DataNode? root, ProblemList problems)
    {
        var inventory = new AnsibleInventory(problems);
        if (root is MapNode map)
        {
            Groups(map, null, inventory, problems, []);
        }
        else if (root is not (null or ScalarNode { Text: null }))
        {
            problems.Add(root.Line, null, "groups belong here.", "Begin with all: and hosts: or children: below it.");
        }

        return inventory;
    }

    // The path guards against an alias that puts a group inside itself.
    private static void Groups(MapNode map, AnsibleGroup? parent, AnsibleInventory inventory, ProblemList problems, HashSet<MapNode> path)
    {
        foreach (var entry in map.Entries)
        {
            var group = inventory.Group(entry.Key, entry.Line);
            group.Defined = true;
            parent?.Children.Add((entry.Key, entry.Line));
            if (entry.Value is MapNode body && path.Add(body))
            {
                Body(body, group, inventory, problems, path);
                path.Remove(body);
            }
            else if (entry.Value is not ScalarNode { Text: null })
            {
                problems.Add(entry.Line, entry.Key, "a group's hosts, vars or children belong here.",
                    "Write one of them below the group's name.");
            }
        }
    }

    private static void Body(MapNode body, AnsibleGroup group, AnsibleInventory inventory, ProblemList problems, HashSet<MapNode> path)
    {
        foreach (var part in body.Entries)
        {
            if (part.Value is ScalarNode { Text: null })
            {
                continue;
            }

            switch (part.Key, part.Value)
            {
                case ("hosts", MapNode hosts):
                    Hosts(hosts, group, inventory, problems);
                    break;
                case ("vars", MapNode vars):
                    group.Vars.AddRange(Fields(vars));
                    break;
                case ("children", MapNode children):
                    Groups(children, group, inventory, problems, path);
                    break;
                case ("hosts" or "vars" or "children", _):
                    problems.Add(part.Line, part.Key, "names with a colon belong here.", "Write each as name: on a line of its own.");
                    break;
                default:
                    problems.Add(part.Line, part.Key, $"a group has no {QuotedText.Of(part.Key)}.", "Write hosts, vars or children.");
                    break;
            }
        }
    }

    private static void Hosts(MapNode hosts, AnsibleGroup group, AnsibleInventory inventory, ProblemList problems)
    {
        foreach (var host in hosts.Entries)
        {
            if (host.Value is MapNode or ScalarNode { Text: null })
            {
                inventory.AddHosts(host.Key, group, host.Line, host.Value is MapNode vars ? Fields(vars) : []);
            }
            else
            {
                problems.Add(host.Line, host.Key, "a host's variables belong here.", "Write them as name: value below the host.");
            }
        }
    }

    private static List<Field> Fields(MapNode map) =>
        [.. map.Entries.Select(entry => new Field(entry.Key, NodeRows.Plain(entry.Value), entry.Line))];
}
