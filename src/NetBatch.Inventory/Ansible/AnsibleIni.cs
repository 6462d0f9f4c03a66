using NetBatch.Inventory.Fields;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Ansible;

/// <summary>Reads the INI form: hosts in sections, <c>[group:vars]</c>, <c>[group:children]</c>.</summary>
internal static class AnsibleIni
{
    public static AnsibleInventory Read(string text, ProblemList problems)
    {
        var inventory = new AnsibleInventory(problems);
        var group = inventory.Group("ungrouped", null);
        var section = "hosts";
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (Section(line) is { } header)
            {
                (var name, section) = header;
                group = inventory.Group(name, number);
                group.Defined = true;
                if (section is not ("hosts" or "vars" or "children"))
                {
                    problems.Add(number, null, $"a section ends in {QuotedText.Of(section)}.",
                        "Write [group], [group:vars] or [group:children].");
                    section = "unknown";
                }
            }
            else if (section == "hosts")
            {
                Hosts(inventory, group, line, number, problems);
            }
            else if (section == "vars")
            {
                Variable(group, line, number, problems);
            }
            else if (section == "children")
            {
                var child = IniWords.Split(line) is [var only] ? only : line;
                group.Children.Add((child, number));
                inventory.Group(child, number);
            }
        }

        return inventory;
    }

    // "[1:3]" and "[2001:db8::1]:22" are hosts, "[routers]" and "[routers:vars]" sections.
    private static (string Name, string Kind)? Section(string line)
    {
        var close = line.IndexOf(']', StringComparison.Ordinal);
        if (line[0] != '[' || close < 0 || (close + 1 < line.Length && line[(close + 1)..].TrimStart() is not ['#' or ';', ..]))
        {
            return null;
        }

        var parts = line[1..close].Split(':');
        return parts.Length <= 2 && parts[0].Length > 0 && !parts[0].All(char.IsAsciiDigit)
            ? (parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : "hosts")
            : null;
    }

    private static void Hosts(AnsibleInventory inventory, AnsibleGroup group, string line, int number, ProblemList problems)
    {
        if (IniWords.Split(line) is not [var pattern, .. var words])
        {
            problems.Add(number, null, "a quote is open at the end of the line.", "Close it.");
            return;
        }

        var vars = new List<Field>();
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // Not quoted: the second half of a password with a space would stand here.
                problems.Add(number, null, "a word behind the host is no variable.",
                    "Write name=value, with quotes around a value with spaces.");
                return;
            }

            vars.Add(new Field(word[..equals], word[(equals + 1)..], number));
        }

        inventory.AddHosts(pattern, group, number, vars);
    }

    private static void Variable(AnsibleGroup group, string line, int number, ProblemList problems)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            problems.Add(number, null, "the line is no variable.", "Write name=value.");
            return;
        }

        var value = line[(equals + 1)..].Trim();
        if (value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'')
        {
            value = value[1..^1];
        }

        group.Vars.Add(new Field(line[..equals].Trim(), value, number));
    }
}
