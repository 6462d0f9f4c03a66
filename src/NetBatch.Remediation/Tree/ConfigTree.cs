namespace NetBatch.Remediation;

/// <summary>A config, or a change of one, as a tree of lines under one platform's rules.</summary>
public sealed class ConfigTree
{
    internal ConfigTree(ConfigRules platform) => Platform = platform;

    /// <summary>The platform whose rules it follows.</summary>
    public ConfigRules Platform { get; }

    /// <summary>The lines at the top, in order.</summary>
    public IReadOnlyList<ConfigNode> Children => Root.Children;

    /// <summary>Whether it holds no line; an empty remediation means that nothing remains to be done.</summary>
    public bool IsEmpty => Root.Count == 0;

    internal ConfigNode Root { get; } = new(null, "");

    /// <summary>Reads a config.</summary>
    /// <param name="text">The config, as the device prints it or as a person writes it; any line ends.</param>
    /// <param name="platform">The platform's rules.</param>
    /// <exception cref="ConfigException">The text is malformed; the error carries its line number.</exception>
    public static ConfigTree Parse(string text, ConfigRules platform) => ConfigParser.Parse(text, platform);

    /// <summary>Reads a config of a platform that comes with the engine.</summary>
    /// <param name="text">The config.</param>
    /// <param name="platform">Name or alias of the platform.</param>
    /// <exception cref="ConfigException">The platform is not known, or the text is malformed.</exception>
    public static ConfigTree Parse(string text, string platform) => Parse(text, PlatformCatalog.BuiltIn.Config(platform));

    /// <summary>Reads commands: what is taken away may come anew, and a section may be entered twice.</summary>
    /// <param name="text">The commands; sections by indentation.</param>
    /// <param name="platform">The platform's rules.</param>
    /// <exception cref="ConfigException">The text is malformed; the error carries its line number.</exception>
    public static ConfigTree ParseCommands(string text, ConfigRules platform) => ConfigParser.Commands(text, platform);

    /// <summary>The first line at the top with this text.</summary>
    public ConfigNode? Find(string text) => Root.Find(text);

    /// <summary>All lines, each before its children, in order of weight.</summary>
    public IEnumerable<ConfigNode> AllLines() => Root.Descendants();

    /// <summary>The lines as text, two blanks a level.</summary>
    /// <param name="closers">Whether each section ends with the line that leaves it (<c>exit</c>, <c>end</c>, ...).</param>
    public IReadOnlyList<string> Lines(bool closers = false) => ConfigPrinter.Print(this, closers);

    /// <summary>
    /// The lines to send to a device in its config mode: with closers, but none inside policies, sets and
    /// templates, which the device collects until their own end and where "exit" would be a line of theirs.
    /// </summary>
    public IReadOnlyList<string> Commands() => ConfigPrinter.Print(this, closers: true, plainInside: true);

    /// <summary>A copy that shares nothing with this one.</summary>
    public ConfigTree Copy()
    {
        var copy = new ConfigTree(Platform);
        foreach (var child in Children)
        {
            copy.Root.AddCopy(child);
        }

        return copy;
    }

    /// <summary>The config as text, with a line feed after each line.</summary>
    public override string ToString() => string.Concat(Lines().Select(l => l + "\n"));
}
