using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;
using NetBatch.Inventory.Readers;

namespace NetBatch.Inventory.Ansible;

/// <summary>
/// Reads <c>group_vars</c> and <c>host_vars</c> beside an inventory. Of these only the connection's own variables count
/// (ansible_host, ansible_network_os, ...): the rest describes the network, not the way to it. Encrypted files are passed over.
/// </summary>
internal static class AnsibleVarsFiles
{
    private static readonly string[] Endings = ["", ".yml", ".yaml", ".json"];

    /// <summary>Adds what the files beside the inventory say to its groups and hosts.</summary>
    /// <param name="folder">The folder of the inventory.</param>
    /// <param name="inventory">The inventory, read already.</param>
    /// <param name="readText">Reads a file, with errors that a caller can act on.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Load(string folder, AnsibleInventory inventory, Func<string, string, string> readText, ProblemList problems)
    {
        // Every host is in these two, or may be, without a word of the inventory.
        inventory.Group("all", null);
        foreach (var group in inventory.Groups)
        {
            group.FileVars.AddRange(Read(folder, "group_vars", group.Name, readText, problems));
        }

        if (Directory.Exists(Path.Combine(folder, "host_vars")))
        {
            foreach (var host in inventory.HostNames)
            {
                inventory.HostFileVars[host] = Read(folder, "host_vars", host, readText, problems);
            }
        }
    }

    private static List<Field> Read(string folder, string kind, string name, Func<string, string, string> readText, ProblemList problems)
    {
        var fields = new List<Field>();
        foreach (var path in Files(Path.Combine(folder, kind), name))
        {
            var source = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var text = readText(path, source);
            if (text.StartsWith("$ANSIBLE_VAULT", StringComparison.Ordinal))
            {
                continue;
            }

            var own = new ProblemList(source);
            if (YamlNodes.Read(text, own) is MapNode map)
            {
                fields.AddRange(map.Entries
                    .Where(entry => entry.Key.StartsWith("ansible_", StringComparison.Ordinal)
                        && FieldNames.Classify(entry.Key).Kind != FieldKind.Label)
                    .Select(entry => new Field(entry.Key, NodeRows.Plain(entry.Value), entry.Line, source)));
            }

            problems.AddAll(own);
        }

        return fields;
    }

    // core, core.yml, core.yaml, core.json, or the files of a folder core, by name.
    private static IEnumerable<string> Files(string folder, string name)
    {
        // A name from the inventory leads to no other folder.
        if (!Directory.Exists(folder) || Path.GetFileName(name) != name || name is "." or "..")
        {
            return [];
        }

        var whole = Path.Combine(folder, name);
        var inside = Directory.Exists(whole)
            ? Directory.EnumerateFiles(whole)
                .Where(path => Endings.Contains(Path.GetExtension(path).ToLowerInvariant()) && Path.GetFileName(path)[0] != '.')
                .Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return Endings.Select(ending => whole + ending).Where(File.Exists).Concat(inside);
    }
}
