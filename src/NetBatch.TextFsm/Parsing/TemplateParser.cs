using System.Collections.Concurrent;
using NetBatch.Platforms;
using NetBatch.TextFsm.Json;

namespace NetBatch.TextFsm;

/// <summary>
/// Parses outputs by templates: those of a request's own folders first, then those of the folders given here, then the built-in
/// ones. Collections and compiled templates are kept, and read again when their files change. Safe for many threads.
/// </summary>
/// <param name="folders">Gives the folders with <c>index</c> and <c>*.textfsm</c>, in the order in which they are asked; called at each
/// use, for what is there may change.</param>
/// <param name="options">Limits; null for the usual ones.</param>
/// <param name="platforms">Tells what collections call a platform; null: those that come with NetBatch.</param>
public sealed class TemplateParser(Func<IReadOnlyList<string>> folders, TemplateOptions? options = null, PlatformCatalog? platforms = null)
    : IOutputParser
{
    private readonly ConcurrentDictionary<string, (TemplateSet Set, long Stamp)> collections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Template Template, long Stamp)> files = new(StringComparer.Ordinal);
    private readonly Lazy<TemplateSet> builtIn = new(TemplateSet.BuiltIn);

    /// <summary>A parser of folders that stay the same.</summary>
    /// <param name="folders">The folders, in order; may be empty.</param>
    public TemplateParser(IReadOnlyList<string> folders)
        : this(() => folders)
    {
    }

    /// <summary>The folders that are asked where a request has none of its own, or none that knows.</summary>
    public IReadOnlyList<string> Folders => folders();

    /// <summary>The collections in the order in which they are asked for a request.</summary>
    /// <param name="templatePath">Folders that are asked first.</param>
    /// <returns>The collections.</returns>
    /// <exception cref="TemplateException">A folder has no index, or it is refused.</exception>
    public TemplateLibrary Library(IReadOnlyList<string> templatePath)
    {
        ArgumentNullException.ThrowIfNull(templatePath);
        return new TemplateLibrary([.. templatePath.Concat(folders()).Distinct(StringComparer.Ordinal).Select(Open), builtIn.Value],
            platforms);
    }

    /// <summary>The templates that parse what a request names.</summary>
    /// <param name="request">Platform and command, or a template.</param>
    /// <returns>The templates, at least one.</returns>
    /// <exception cref="TemplateException">None is known, or one is refused.</exception>
    public IReadOnlyList<Template> Find(ParseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var library = Library(request.TemplatePath);
        if (request.Template is { } template)
        {
            return [Named(library, template)];
        }

        var (platform, command) = (request.Platform ?? "", request.Command ?? "");
        if (library.Find(platform, command) is not var (collection, entry))
        {
            throw new TemplateException(
                TemplateErrorKind.NotFound,
                $"No template is known for '{command}' on the platform '{platform}'{Unknown(platform)}. Give one, or a folder of "
                    + $"templates that has one.");
        }

        return [.. entry.Templates.Select(collection.Get)];
    }

    /// <inheritdoc/>
    public string? Problem(ParseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Guard(() => request.Template is null && request.Command is null ? Library(request.TemplatePath) : (object)Find(request),
            out _) is { } trouble
            && trouble is not TemplateException { Kind: TemplateErrorKind.NotFound } ? trouble.Message : null;
    }

    /// <inheritdoc/>
    public IOutputParse Begin(ParseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is { Template: null, Platform: { } platform, Command: { } command } && InJson(platform, command) is { } json)
        {
            return json;
        }

        return Guard(() => Find(request), out var templates) is { } trouble ? new NoParse(trouble.Message)
            : new TemplateParse(templates!, options);
    }

    /// <summary>Reads an output that was asked for as JSON into the rows of the built-in template for its text; null: none was.</summary>
    private JsonParse? InJson(string platform, string command)
    {
        if (JsonForm.Plain(command) is not { } plain
            || new TemplateLibrary([builtIn.Value], platforms).Find(platform, plain) is not var (collection, entry))
        {
            return null;
        }

        var name = Path.GetFileNameWithoutExtension(entry.Templates[0]);
        var form = JsonForm.All.FirstOrDefault(form => form.Template == name
            && (form.Platform is null || form.Platform == (platforms ?? PlatformCatalog.BuiltIn).Resolve(platform)));
        if (form is null)
        {
            return null;
        }

        var template = collection.Get(entry.Templates[0]);
        return new JsonParse(form, RowForm.Of([template], template.Header, TemplateSet.KeysOf(template)).Set);
    }

    private string Unknown(string platform) =>
        (platforms ?? PlatformCatalog.BuiltIn).Resolve(platform) is null ? ", which is none that is known" : "";

    private static Exception? Guard<T>(Func<T> look, out T? found)
    {
        found = default;
        try
        {
            found = look();
            return null;
        }
        catch (Exception trouble) when (trouble is TemplateException or IOException or UnauthorizedAccessException)
        {
            return trouble;
        }
    }

    private Template Named(TemplateLibrary library, string name)
    {
        if (name.AsSpan().ContainsAny('/', '\\') || File.Exists(name))
        {
            return Load(Path.GetFullPath(name));
        }

        return library.Collections.Select(collection => collection.Find(name)).FirstOrDefault(found => found is not null)
            ?? throw new TemplateException(
                TemplateErrorKind.Template,
                $"There is no template '{name}': no such file, and none of that name in "
                    + $"{string.Join(", ", library.Collections.Select(one => one.Name))}.");
    }

    private Template Load(string path)
    {
        var stamp = StampOf(path);
        if (stamp < 0)
        {
            throw new TemplateException(TemplateErrorKind.Template, $"There is no template '{path}'.");
        }

        if (files.TryGetValue(path, out var known) && known.Stamp == stamp)
        {
            return known.Template;
        }

        var template = Template.Load(path);
        files[path] = (template, stamp);
        return template;
    }

    private TemplateSet Open(string folder)
    {
        var stamp = StampOf(Path.Combine(folder, "index"));
        if (stamp >= 0 && collections.TryGetValue(folder, out var known) && known.Stamp == stamp)
        {
            return known.Set;
        }

        var set = TemplateSet.Open(folder);
        collections[folder] = (set, stamp);
        return set;
    }

    private static long StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.LastWriteTimeUtc.Ticks ^ file.Length : -1;
    }
}

/// <summary>A parse that cannot be: it takes everything and says why.</summary>
internal sealed class NoParse(string problem) : IOutputParse
{
    public RowSet? Set => null;

    public string? Problem => problem;

    public void Feed(ReadOnlySpan<byte> output)
    {
    }

    public void Complete()
    {
    }

    public void Take(ICollection<object?[]> rows)
    {
    }
}
