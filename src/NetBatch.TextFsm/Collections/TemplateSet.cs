using System.Collections.Concurrent;
using NetBatch.TextFsm.Collections;

namespace NetBatch.TextFsm;

/// <summary>
/// Templates with their index: a directory as the network world lays it out (<c>index</c>, <c>*.textfsm</c>), or those
/// that ship with this assembly. Compiled templates are kept, and compiled again when their file changes. Safe for
/// many threads.
/// </summary>
public sealed class TemplateSet
{
    private readonly ConcurrentDictionary<string, (Template Template, long Stamp)> compiled = new(StringComparer.Ordinal);
    private readonly ITemplateStore store;

    private TemplateSet(ITemplateStore store)
    {
        this.store = store;
        Index = TemplateIndex.Read(store.ReadIndex(), store.Name);
    }

    /// <summary>Where the templates come from: a directory, or "built-in templates".</summary>
    public string Name => store.Name;

    /// <summary>Which template parses what.</summary>
    public TemplateIndex Index { get; }

    /// <summary>Opens a directory of templates. The index is read at once, templates when they are first used.</summary>
    /// <param name="directory">The directory.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="TemplateException">There is no index, or it is refused.</exception>
    public static TemplateSet Open(string directory) => new(new DirectoryStore(directory));

    /// <summary>Opens the templates that ship with this assembly.</summary>
    /// <returns>The collection.</returns>
    public static TemplateSet BuiltIn() => new(new BuiltInStore());

    /// <summary>A template by name, compiled.</summary>
    /// <param name="name">Its name, as the index writes it.</param>
    /// <returns>The template.</returns>
    /// <exception cref="TemplateException">There is no such template, or it is refused.</exception>
    public Template Get(string name)
    {
        if (compiled.TryGetValue(name, out var known) && known.Stamp == store.StampOf(name))
        {
            return known.Template;
        }

        var (text, stamp) = store.Read(name)
            ?? throw new TemplateException(TemplateErrorKind.Index, $"the template '{name}' is in the index of {Name} but not there");
        var template = Template.Compile(text, name);
        compiled[name] = (template, stamp);
        return template;
    }

    /// <summary>A template by name, compiled, or null where the collection has none of that name.</summary>
    /// <param name="name">Its name, as the index writes it, or without <c>.textfsm</c>.</param>
    /// <returns>The template.</returns>
    /// <exception cref="TemplateException">It is refused.</exception>
    public Template? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var file in (string[])[name, name + ".textfsm"])
        {
            // Names only: what lies elsewhere is no part of the collection.
            if (Path.GetFileName(file) == file && store.Read(file) is not null)
            {
                return Get(file);
            }
        }

        return null;
    }

    /// <summary>Parses a command's output with all templates that its index entry names.</summary>
    /// <param name="entry">The entry, from <see cref="TemplateIndex.Find"/>.</param>
    /// <param name="text">What the device printed.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TemplateException">A template is refused or missing, an Error rule matched, or a limit was met.</exception>
    public ParsedTable Parse(IndexEntry entry, string text, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Parse([.. entry.Templates.Select(Get)], text, options);
    }

    /// <summary>Parses a text with one template, or merges the tables of several.</summary>
    /// <param name="templates">The templates, at least one; the first gives the rows.</param>
    /// <param name="text">What the device printed.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TemplateException">The tables cannot be merged, an Error rule matched, or a limit was met.</exception>
    public static ParsedTable Parse(IReadOnlyList<Template> templates, string text, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(templates);
        return Merge(templates, [.. templates.Select(t => t.Parse(text, options))]);
    }

    /// <summary>Puts the rows of several templates for the same text together.</summary>
    internal static ParsedTable Merge(IReadOnlyList<Template> templates, IReadOnlyList<IReadOnlyList<TemplateRecord>> parsed)
    {
        var first = templates[0];
        var records = parsed[0];
        var keys = KeysOf(first);
        if (templates.Count == 1)
        {
            return new ParsedTable(first.Header, keys, records, Names(templates));
        }

        List<string> header = [.. first.Header];
        List<object?[]> rows = [.. records.Select(r => r.Cells.ToArray())];
        foreach (var (template, added) in templates.Skip(1).Zip(parsed.Skip(1)))
        {
            // As the reference: the first template that declares keys sets them for all that follow.
            keys = keys.Length > 0 ? keys : KeysOf(template);
            (header, rows) = TableMerge.Extend(header, rows, template, added, keys);
        }

        return new ParsedTable(header, keys, [.. rows.Select(r => new TemplateRecord(header, r))], Names(templates));
    }

    private static string[] Names(IReadOnlyList<Template> templates) => [.. templates.Select(t => t.Name ?? "")];

    internal static string[] KeysOf(Template template) =>
        [.. template.Values.Where(v => v.Has(ValueOption.Key)).Select(v => v.Name)];
}
