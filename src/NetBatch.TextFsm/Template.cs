using NetBatch.TextFsm.Language;
using NetBatch.TextFsm.Running;

namespace NetBatch.TextFsm;

/// <summary>
/// A TextFSM template, compiled. Immutable: one template may parse on many threads at once.
/// </summary>
public sealed class Template
{
    private Template(string? name, TemplateReader reader)
    {
        Name = name;
        Declarations = [.. reader.Values];
        States = reader.States;
        HasEof = reader.HasEof;
        Start = States.First(s => s.Name == "Start");
        Values = [.. Declarations.Select(d => d.Value)];
        Header = [.. Values.Select(v => v.Name)];
    }

    /// <summary>The template's name, often its file's; null if it was read from text only.</summary>
    public string? Name { get; }

    /// <summary>The declared values in order.</summary>
    public IReadOnlyList<TemplateValue> Values { get; }

    /// <summary>The columns of its rows: the names of its values.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The names of its states in order, without End.</summary>
    public IReadOnlyList<string> StateNames => [.. States.Select(s => s.Name)];

    internal ValueDeclaration[] Declarations { get; }

    internal IReadOnlyList<State> States { get; }

    internal State Start { get; }

    internal bool HasEof { get; }

    /// <summary>Compiles a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="name">A name for error messages.</param>
    /// <returns>The compiled template.</returns>
    /// <exception cref="TemplateException">The text is no template; line and reason are given.</exception>
    public static Template Compile(string text, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new TemplateReader(text, name);
        reader.Read();
        return new Template(name, reader);
    }

    /// <summary>Reads and compiles a template file (UTF-8).</summary>
    /// <param name="path">The file.</param>
    /// <returns>The compiled template, named after the file.</returns>
    /// <exception cref="TemplateException">The file holds no template; line and reason are given.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Template Load(string path)
    {
        // The reference opens files with universal newlines.
        var text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Compile(text, Path.GetFileName(path));
    }

    /// <summary>Parses a whole text.</summary>
    /// <param name="text">What a device printed.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="TemplateException">An Error rule matched (no row is kept then), or a limit was met.</exception>
    public IReadOnlyList<TemplateRecord> Parse(string text, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var run = new TemplateRun(this, options);
        var rows = new List<TemplateRecord>();
        var lines = new LineSplitter(text);
        while (!run.Ended && lines.MoveNext())
        {
            run.Feed(lines.Current);
            run.Drain(rows);
        }

        run.Complete();
        run.Drain(rows);
        return rows;
    }

    /// <summary>
    /// Parses a text as it is read; rows come as soon as nothing can change them any more. Memory stays flat however
    /// long the text is, unless a Fillup value keeps rows waiting for a text that does not come.
    /// </summary>
    /// <param name="reader">What a device printed. Left open.</param>
    /// <param name="options">Limits; null for the usual ones.</param>
    /// <param name="cancellationToken">Ends the reading between two lines.</param>
    /// <returns>The rows. Those before an Error rule's exception were given already: the caller drops them.</returns>
    /// <exception cref="TemplateException">An Error rule matched, or a limit was met.</exception>
    public IEnumerable<TemplateRecord> Parse(TextReader reader, TemplateOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return ParseLines(reader, options, cancellationToken);
    }

    private IEnumerable<TemplateRecord> ParseLines(TextReader reader, TemplateOptions? options, CancellationToken cancellationToken)
    {
        var run = new TemplateRun(this, options);
        var rows = new List<TemplateRecord>();
        var lines = new LineReader(reader);
        while (!run.Ended && lines.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.Feed(lines.Current.Span);
            run.Drain(rows);
            foreach (var row in rows)
            {
                yield return row;
            }

            rows.Clear();
        }

        run.Complete();
        run.Drain(rows);
        foreach (var row in rows)
        {
            yield return row;
        }
    }
}
