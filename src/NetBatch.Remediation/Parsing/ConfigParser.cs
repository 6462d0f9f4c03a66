namespace NetBatch.Remediation;

/// <summary>Reads a config text into a tree: substitutions, syntax, closers, normalisers, in this order.</summary>
internal static class ConfigParser
{
    public static ConfigTree Parse(string text, ConfigRules platform)
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
        new IndentReader(tree).Read(lines);
        ClosingLines.Drop(tree);
        foreach (var name in platform.Normalisers)
        {
            Normaliser.Run(name, tree);
        }

        return tree;
    }
}
