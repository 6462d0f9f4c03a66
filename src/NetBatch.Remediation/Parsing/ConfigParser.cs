namespace NetBatch.Remediation;

/// <summary>Reads a config text into a tree: substitutions, syntax, closers, normalisers, in this order.</summary>
internal static class ConfigParser
{
    public static ConfigTree Parse(string text, ConfigRules platform) => Parse(text, platform, commands: false);

    /// <summary>
    /// Reads the lines of a change: what is taken away may come anew, and a section may be entered twice; what is said of it stands
    /// together then.
    /// </summary>
    public static ConfigTree Commands(string text, ConfigRules platform) => Parse(text, platform, commands: true);

    private static ConfigTree Parse(string text, ConfigRules platform, bool commands)
    {
        foreach (var rule in platform.TextSubstitutions)
        {
            text = rule.Search.Replace(text, rule.Replace);
        }

        var lines = platform.Syntax switch
        {
            ConfigSyntax.Curly => CurlyReader.Read(text),
            ConfigSyntax.ConfigEdit => ConfigEditReader.Read(text),
            _ => SourceText.Lines(text),
        };
        var tree = new ConfigTree(platform);
        new IndentReader(tree, commands).Read(lines);
        ClosingLines.Drop(tree);
        foreach (var name in platform.Normalisers)
        {
            Normaliser.Run(name, tree);
        }

        return tree;
    }
}
