using NetBatch.Platforms;

namespace NetBatch.TextFsm;

/// <summary>Several collections, asked in order: a user's own directory first, what ships with us last.</summary>
public sealed class TemplateLibrary
{
    private readonly PlatformCatalog platforms;

    /// <summary>Creates a library.</summary>
    /// <param name="collections">The collections; the first that knows a command parses it.</param>
    /// <param name="platforms">Tells what the collections call a platform; null: those that come with NetBatch.</param>
    public TemplateLibrary(IReadOnlyList<TemplateSet> collections, PlatformCatalog? platforms = null)
    {
        ArgumentNullException.ThrowIfNull(collections);
        Collections = collections;
        this.platforms = platforms ?? PlatformCatalog.BuiltIn;
    }

    /// <summary>The collections in the order in which they are asked.</summary>
    public IReadOnlyList<TemplateSet> Collections { get; }

    /// <summary>Opens directories, and the built-in templates after them.</summary>
    /// <param name="directories">Directories with <c>index</c> and <c>*.textfsm</c>, in order; may be empty.</param>
    /// <returns>The library.</returns>
    /// <exception cref="TemplateException">A directory has no index, or it is refused.</exception>
    public static TemplateLibrary Open(params IReadOnlyList<string> directories)
    {
        ArgumentNullException.ThrowIfNull(directories);
        return new TemplateLibrary([.. directories.Select(TemplateSet.Open), TemplateSet.BuiltIn()]);
    }

    /// <summary>The collection and entry that parse a command; null if no collection does.</summary>
    /// <param name="platform">The platform, such as <c>cisco_ios</c>.</param>
    /// <param name="command">The command as it was sent.</param>
    /// <returns>Both, or null.</returns>
    public (TemplateSet Collection, IndexEntry Entry)? Find(string platform, string command)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(command);
        return Known(platform, command) ?? (Plain(command) is var plain && plain != command ? Known(platform, plain) : null);
    }

    private (TemplateSet Collection, IndexEntry Entry)? Known(string platform, string command)
    {
        foreach (var collection in Collections)
        {
            foreach (var name in platforms.TemplateNames(platform))
            {
                if (collection.Index.Find(name, command) is { } entry)
                {
                    return (collection, entry);
                }
            }
        }

        return null;
    }

    // As a device takes it: blanks count once, the case of the verb does not count, and "do" runs it from config mode.
    private static string Plain(string command)
    {
        var words = command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Skip(words is ["do" or "DO" or "Do", _, ..] ? 1 : 0)).ToLowerInvariant();
    }

    /// <summary>The entries of all collections in the order in which they are asked.</summary>
    /// <param name="of">Only those that these platforms match; empty: all.</param>
    /// <param name="command">Only those that this command matches, as it would be sent; with one platform only the one that is used. Null:
    /// all.</param>
    /// <returns>Collections and entries.</returns>
    public IEnumerable<(TemplateSet Collection, IndexEntry Entry)> List(IReadOnlyList<string> of, string? command)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (of.Count == 1 && command is not null)
        {
            return Find(of[0], command) is { } used ? [used] : [];
        }

        string[] names = [.. of.SelectMany(platforms.TemplateNames)];
        return
            from collection in Collections
            from entry in collection.Index.Entries
            where names.Length == 0 || names.Any(name => entry.Matches("Platform", name))
            where command is null || entry.Matches("Command", command) || entry.Matches("Command", Plain(command))
            select (collection, entry);
    }

    /// <summary>Parses a command's output.</summary>
    /// <param name="platform">The platform, such as <c>cisco_ios</c>.</param>
    /// <param name="command">The command as it was sent.</param>
    /// <param name="text">What the device printed.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TemplateException">
    /// No template is known (<see cref="TemplateErrorKind.NotFound"/>), one is refused, an Error rule matched, or a
    /// limit was met.
    /// </exception>
    public ParsedTable Parse(string platform, string command, string text, TemplateOptions? options = null)
    {
        var (collection, entry) = Require(platform, command);
        return collection.Parse(entry, text, options);
    }

    /// <summary>
    /// Parses a command's output as it is read. Rows stream where one template parses the command; where several are
    /// merged, the text is read whole first.
    /// </summary>
    /// <param name="platform">The platform, such as <c>cisco_ios</c>.</param>
    /// <param name="command">The command as it was sent.</param>
    /// <param name="reader">What the device printed. Left open.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <param name="cancellationToken">Ends the reading between two lines.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="TemplateException">As for the other overload; rows given before an error are to be dropped.</exception>
    public IEnumerable<TemplateRecord> Parse(
        string platform, string command, TextReader reader, TemplateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (collection, entry) = Require(platform, command);
        return entry.Templates.Count == 1
            ? collection.Get(entry.Templates[0]).Parse(reader, options, cancellationToken)
            : collection.Parse(entry, reader.ReadToEnd(), options).Rows;
    }

    private (TemplateSet Collection, IndexEntry Entry) Require(string platform, string command) =>
        Find(platform, command) ?? throw new TemplateException(
            TemplateErrorKind.NotFound,
            $"no template is known for '{command}' on {platform}; give a template, or a directory of templates that has one");
}
