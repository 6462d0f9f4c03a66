using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Ansible;

/// <summary>
/// Groups and hosts of an Ansible inventory. A host takes the variables of <c>all</c>, then of its groups from the outermost
/// to the innermost (by name where two are equally deep), then those of the files in group_vars in the same order, then its own
/// and those in host_vars; a later one wins, as in Ansible.
/// </summary>
internal sealed class AnsibleInventory(ProblemList problems)
{
    private const string All = "all";
    private const string Ungrouped = "ungrouped";

    private readonly Dictionary<string, AnsibleGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Line, List<Field> Vars)> hosts = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    /// <summary>All groups, also those that are only mentioned.</summary>
    public IReadOnlyCollection<AnsibleGroup> Groups => groups.Values;

    /// <summary>The hosts in the order of their first mention.</summary>
    public IReadOnlyList<string> HostNames => order;

    /// <summary>What files in host_vars say, by host.</summary>
    public Dictionary<string, List<Field>> HostFileVars { get; } = new(StringComparer.Ordinal);

    /// <summary>The group of that name, made at its first mention.</summary>
    public AnsibleGroup Group(string name, int? line)
    {
        if (!groups.TryGetValue(name, out var group))
        {
            groups[name] = group = new AnsibleGroup(name, line);
        }

        return group;
    }

    /// <summary>Adds hosts to a group; a host that several lines name is one host with the variables of all of them.</summary>
    /// <param name="pattern">A host, <c>host:port</c>, or a range such as <c>r[1:20]</c>.</param>
    /// <param name="group">Its group.</param>
    /// <param name="line">Where it stands.</param>
    /// <param name="vars">The variables behind it.</param>
    public void AddHosts(string pattern, AnsibleGroup group, int line, IReadOnlyList<Field> vars)
    {
        if (HostRange.Expand(pattern) is not { } expanded)
        {
            problems.Add(line, null, $"the host range {QuotedText.Of(pattern)} cannot be used.",
                $"Write r[1:20], r[01:20], r[a:f] or r[1:20:2], at most {HostRange.Most} hosts.");
            return;
        }

        foreach (var written in expanded)
        {
            var (name, port) = HostRange.SplitPort(written);
            if (!hosts.TryGetValue(name, out var host))
            {
                hosts[name] = host = (line, []);
                order.Add(name);
            }

            if (port is not null)
            {
                host.Vars.Add(new Field("ansible_port", port, line));
            }

            host.Vars.AddRange(vars);
            group.Hosts.Add(name);
        }
    }

    /// <summary>One row for each host, in the order of their first mention.</summary>
    public IEnumerable<FieldRow> Rows()
    {
        foreach (var group in groups.Values.Where(group => !group.Defined && group.Name is not (All or Ungrouped)))
        {
            problems.Add(group.Line, null, $"there is no group {QuotedText.Of(group.Name)}.", "Correct the name or write the group.");
        }

        var parents = groups.Values
            .SelectMany(group => group.Children.Select(child => (Child: child.Name, Parent: group.Name)))
            .ToLookup(pair => pair.Child, pair => pair.Parent, StringComparer.Ordinal);
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in groups.Values)
        {
            if (Depth(group.Name, parents, depths, []) is null)
            {
                problems.Add(group.Line, null, $"the group {QuotedText.Of(group.Name)} is inside itself.",
                    "Remove it from the children of the groups inside it.");
                return [];
            }
        }

        // By host, so that ten thousand hosts in a hundred groups are one pass.
        var direct = groups.Values
            .SelectMany(group => group.Hosts.Select(host => (host, group.Name)))
            .ToLookup(pair => pair.host, pair => pair.Name, StringComparer.Ordinal);
        return order.Select(name => Row(name, [.. direct[name]], parents, depths)).ToList();
    }

    private FieldRow Row(string name, List<string> direct, ILookup<string, string> parents, Dictionary<string, int> depths)
    {
        var (line, own) = hosts[name];
        var groups = new HashSet<string>(StringComparer.Ordinal) { All };
        var open = new Stack<string>(direct);
        while (open.TryPop(out var group))
        {
            if (groups.Add(group))
            {
                foreach (var parent in parents[group])
                {
                    open.Push(parent);
                }
            }
        }

        var vars = new Dictionary<string, Field>(StringComparer.Ordinal);
        var ordered = groups.Where(this.groups.ContainsKey).OrderBy(group => depths[group]).ThenBy(group => group, StringComparer.Ordinal)
            .ToList();
        var all = ordered.SelectMany(group => this.groups[group].Vars)
            .Concat(ordered.SelectMany(group => this.groups[group].FileVars))
            .Concat(own)
            .Concat(HostFileVars.GetValueOrDefault(name) ?? []);
        foreach (var field in all)
        {
            vars[field.Name] = field;
        }

        var named = ordered.Where(group => group is not (All or Ungrouped)).ToList();
        var address = vars.GetValueOrDefault("ansible_host") ?? vars.GetValueOrDefault("ansible_ssh_host")
            ?? new Field("ansible_host", name, line);
        List<Field> fields = [new("name", name, line), address with { Name = "address" }];
        fields.AddRange(vars.Values.Where(field => field.Name is not ("ansible_host" or "ansible_ssh_host")).Select(AsField)
            .OfType<Field>());
        if (!vars.ContainsKey("group") && direct.Find(group => group is not (All or Ungrouped)) is { } first)
        {
            fields.Add(new Field("group", first, line));
        }

        fields.Add(new Field("tags", named, line));
        var unknown = fields.Where(field => IsTemplate(field) || IsEncrypted(field)).ToList();
        foreach (var field in unknown)
        {
            var what = IsEncrypted(field) ? "the value is encrypted by ansible-vault, which is not asked."
                : "a template stands here; templates are not worked out.";
            problems.Add(field.Line, field.Name, what, "Write the value itself.", source: field.Source);
        }

        return new FieldRow(line, [.. fields.Except(unknown)], Broken: unknown.Count > 0);
    }

    // In a playbook's world "port" or "name" are words of the application; only the ansible_ ones are about the connection.
    private static Field? AsField(Field field)
    {
        var kind = FieldNames.Classify(field.Name).Kind;
        // "{{ vault_password }}" is no secret but the name of one, which only Ansible can look up; an encrypted value is none for anybody
        // else.
        var isTemplate = IsTemplate(field) || IsEncrypted(field);
        if (kind is FieldKind.Label or FieldKind.Secret)
        {
            return isTemplate ? null : field;
        }

        var ofApplication = kind is FieldKind.Name or FieldKind.HostLike or FieldKind.Address or FieldKind.Id or FieldKind.Port
            or FieldKind.User
            && !field.Name.StartsWith("ansible_", StringComparison.Ordinal);
        return !ofApplication ? field : isTemplate ? null : field with { Name = FieldNames.LabelPrefix + field.Name };
    }

    private static bool IsTemplate(Field field) => Values.Text(field.Value)?.Contains("{{", StringComparison.Ordinal) == true;

    private static bool IsEncrypted(Field field) =>
        Values.Text(field.Value)?.TrimStart().StartsWith("$ANSIBLE_VAULT;", StringComparison.Ordinal) == true;

    // Steps from the outermost group, or null inside a circle.
    private static int? Depth(string name, ILookup<string, string> parents, Dictionary<string, int> known, HashSet<string> path)
    {
        if (known.TryGetValue(name, out var depth))
        {
            return depth;
        }

        if (!path.Add(name))
        {
            return null;
        }

        depth = name == All ? 0 : 1;
        foreach (var parent in parents[name])
        {
            if (Depth(parent, parents, known, path) is not { } above)
            {
                return null;
            }

            depth = Math.Max(depth, above + 1);
        }

        path.Remove(name);
        known[name] = depth;
        return depth;
    }
}
