using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Configs.Asa;

/// <summary>What follows from the names of interfaces.</summary>
internal static class AsaNames
{
    public static string Named(ViewConfig config, ViewNode port, ViewNode node, string? before)
    {
        var name = node.Line[7..];
        if (before == node.Line)
        {
            return "";
        }

        if (before is not null)
        {
            Rename(config.Root, before[7..], name);
            return "";
        }

        var editor = new ViewEditor(config);
        var answer = "";
        if (port.Find("security-level") is null)
        {
            var level = name == "inside" || name == "management" ? 100 : 0;
            editor.Type(port, $"security-level {level}");
            answer = $"INFO: Security level for \"{name}\" set to {level} by default.\n";
        }

        editor.Type(config.Root, $"mtu {name} 1500");
        return answer;
    }

    public static void Gone(ViewConfig config, ViewNode port, ViewNode node)
    {
        var name = node.Line[7..];
        port.Children.RemoveAll(child => child.Key is "security-level");
        config.Root.Children.RemoveAll(child => child.References.Contains(("if", name)));
        foreach (var section in config.Root.Children)
        {
            section.Children.RemoveAll(child => child.References.Contains(("if", name)));
        }
    }

    private static void Rename(ViewNode root, string old, string name)
    {
        foreach (var parent in root.All.Prepend(root).ToList())
        {
            for (var i = 0; i < parent.Children.Count; i++)
            {
                var child = parent.Children[i];
                if (!child.References.Contains(("if", old)))
                {
                    continue;
                }

                string Renamed(string text) => string.Join(' ', text.Split(' ').Select(word => word == old ? name : word));
                parent.Children[i] = new ViewNode(child.Rule, Renamed(child.Key), Renamed(child.Line))
                {
                    Names = [.. child.Names.Select(Renamed)],
                    References = [.. child.References.Select(reference => reference == ("if", old) ? ("if", name) : reference)],
                };
            }
        }
    }

}
