using System.Runtime.InteropServices;

namespace NetBatch.Remediation;

/// <summary>
/// A line of a config with the lines below it. Most nodes are leaves, so lists, look-ups, tags and notes are made
/// only when something is put into them.
/// </summary>
public sealed class ConfigNode
{
    private const int ScanLimit = 8;

    private List<ConfigNode>? children;
    private Extras? extras;

    internal ConfigNode(ConfigNode? parent, string text, int line = 0)
    {
        Above = parent;
        Text = text;
        LineNumber = line;
    }

    /// <summary>The line without its indentation. A banner or a quoted text of several lines holds line feeds.</summary>
    public string Text { get; private set; }

    /// <summary>The line above in the hierarchy; null at the top.</summary>
    public ConfigNode? Parent => Above is { IsRoot: false } ? Above : null;

    /// <summary>The lines below, in order.</summary>
    public IReadOnlyList<ConfigNode> Children => (IReadOnlyList<ConfigNode>?)children ?? [];

    /// <summary>Line number in the text it was read from, from 1; 0 when it was computed.</summary>
    public int LineNumber { get; }

    /// <summary>Depth, 1 at the top.</summary>
    public int Depth => IsRoot ? 0 : Above!.Depth + 1;

    /// <summary>The number of an entry of a list whose text is without it; 0: none. Negative: given by the reader, not by the
    /// text.</summary>
    internal long Sequence
    {
        get => extras?.Sequence ?? 0;
        set => (extras ??= new Extras()).Sequence = value;
    }

    /// <summary>Whether the device does not show the line, because it is its default: it holds whether or not a text says so.</summary>
    internal bool Implied
    {
        get => extras is { Implied: true };
        set => (extras ??= new Extras()).Implied = value;
    }

    /// <summary>Weight among its siblings: negative rises, positive sinks, equal ones keep their order.</summary>
    public int Weight { get; internal set; }

    /// <summary>Tags of this line, and of a section those of all its lines.</summary>
    public IReadOnlyCollection<string> Tags
    {
        get
        {
            if (children is not { Count: > 0 })
            {
                return (IReadOnlyCollection<string>?)extras?.Tags ?? [];
            }

            var all = new SortedSet<string>(StringComparer.Ordinal);
            children.ForEach(c => all.UnionWith(c.Tags));
            return all;
        }
    }

    /// <summary>Remarks: comments of the config (IOS XR), or why a line of a remediation is there.</summary>
    public IReadOnlyList<string> Notes => (IReadOnlyList<string>?)extras?.Notes ?? [];

    /// <summary>The lines from the top to this one.</summary>
    public IReadOnlyList<string> Path
    {
        get
        {
            var path = new List<string>();
            for (var node = this; node is { IsRoot: false }; node = node.Above)
            {
                path.Insert(0, node.Text);
            }

            return path;
        }
    }

    /// <summary>The first line below of each text.</summary>
    private Dictionary<string, ConfigNode> Index
    {
        get
        {
            if (extras?.Index is not { } index)
            {
                index = new Dictionary<string, ConfigNode>(children!.Count, StringComparer.Ordinal);
                foreach (var child in Span)
                {
                    index.TryAdd(child.Text, child);
                }

                (extras ??= new Extras()).Index = index;
            }

            return index;
        }
    }

    internal ConfigNode? Above { get; private set; }

    internal bool IsRoot => Above is null;

    internal int Count => children?.Count ?? 0;

    internal List<ConfigNode> Below => children ??= [];

    /// <summary>The lines below, for passes over all of a config; none may come or go meanwhile.</summary>
    internal ReadOnlySpan<ConfigNode> Span => CollectionsMarshal.AsSpan(children);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The first line below with this text.</summary>
    public ConfigNode? Find(string text)
    {
        if (children is null)
        {
            return null;
        }

        if (children.Count <= ScanLimit)
        {
            foreach (var child in Span)
            {
                if (child.Text == text)
                {
                    return child;
                }
            }

            return null;
        }

        return Index.GetValueOrDefault(text);
    }

    /// <summary>The first line below with this text. Who asks for one line after the other keeps in <paramref name="at"/> where the last
    /// one stood: the next mostly stands behind it, or behind one that is new.</summary>
    internal ConfigNode? Find(string text, ref int at)
    {
        if (Count > ScanLimit && Index.Count == Count)
        {
            for (var i = at; i < Count && i < at + 2; i++)
            {
                if (children![i].Text == text)
                {
                    at = i + 1;
                    return children[i];
                }
            }
        }

        return Find(text);
    }

    /// <summary>All lines below, each before its own children, in order of weight.</summary>
    public IEnumerable<ConfigNode> Descendants()
    {
        foreach (var child in InOrder())
        {
            yield return child;
            foreach (var inner in child.Descendants())
            {
                yield return inner;
            }
        }
    }

    internal IReadOnlyList<ConfigNode> InOrder()
    {
        if (children is null)
        {
            return [];
        }

        foreach (var child in Span)
        {
            if (child.Weight != 0)
            {
                return [.. children.OrderBy(c => c.Weight)];
            }
        }

        return children;
    }

    internal ConfigNode Add(string text, int line = 0) => Add(new ConfigNode(this, text, line));

    internal ConfigNode Add(ConfigNode child)
    {
        child.Above = this;
        Below.Add(child);
        extras?.Index?.TryAdd(child.Text, child);
        return child;
    }

    internal ConfigNode Insert(int at, string text) => Insert(at, new ConfigNode(this, text));

    internal ConfigNode Insert(int at, ConfigNode child)
    {
        child.Above = this;
        Below.Insert(at, child);
        Forget();
        return child;
    }

    internal ConfigNode AddCopy(ConfigNode source) => Add(CopyOf(source));

    internal ConfigNode InsertCopy(int at, ConfigNode source) => Insert(at, CopyOf(source));

    private ConfigNode CopyOf(ConfigNode source)
    {
        var copy = new ConfigNode(this, source.Text, source.LineNumber) 
        {
            Weight = source.Weight,
        };
        if (source.extras is { } from && (from.Implied || from.Sequence != 0 || (from.Tags ?? (object?)from.Notes) is not null))
        {
            copy.extras = new Extras
            {
                Sequence = from.Sequence,
                Implied = from.Implied,
                Tags = from.Tags is null ? null : new SortedSet<string>(from.Tags, StringComparer.Ordinal),
                Notes = from.Notes is null ? null : [.. from.Notes],
            };
        }

        if (source.Count > 0)
        {
            copy.children = new List<ConfigNode>(source.Count);
            foreach (var child in source.Span)
            {
                copy.AddCopy(child);
            }
        }

        return copy;
    }

    internal void Remove(ConfigNode child)
    {
        children?.Remove(child);
        Forget();
    }

    internal void RemoveAll(Predicate<ConfigNode> which)
    {
        if (children is not null && children.RemoveAll(which) > 0)
        {
            Forget();
        }
    }

    /// <summary>Gives the lines below another order, which is theirs from now on, whatever their weights.</summary>
    internal void Reorder(IEnumerable<ConfigNode> order)
    {
        children = [.. order];
        children.ForEach(c => c.Weight = 0);
        Forget();
    }

    internal void Rename(string text)
    {
        Text = text;
        Above?.Forget();
    }

    internal void Tag(IEnumerable<string> added)
    {
        if (children is { Count: > 0 })
        {
            children.ForEach(c => c.Tag(added));
            return;
        }

        extras ??= new Extras();
        extras.Tags ??= new SortedSet<string>(StringComparer.Ordinal);
        extras.Tags.UnionWith(added);
    }

    internal void Note(string note)
    {
        extras ??= new Extras();
        extras.Notes ??= [];
        if (!extras.Notes.Contains(note))
        {
            extras.Notes.Add(note);
        }
    }

    /// <summary>Whether both hold the same lines below, in the same order.</summary>
    internal bool SameBelow(ConfigNode other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        var own = Span;
        var others = other.Span;
        for (var i = 0; i < own.Length; i++)
        {
            var (mine, theirs) = (own[i], others[i]);
            if (mine.Text != theirs.Text || !mine.SameBelow(theirs))
            {
                return false;
            }
        }

        return true;
    }

    private void Forget()
    {
        if (extras is not null)
        {
            extras.Index = null;
        }
    }

    /// <summary>What few nodes have; kept apart, because a config has a hundred thousand of them.</summary>
    private sealed class Extras
    {
        public Dictionary<string, ConfigNode>? Index { get; set; }

        public long Sequence { get; set; }

        public bool Implied { get; set; }

        public SortedSet<string>? Tags { get; set; }

        public List<string>? Notes { get; set; }
    }
}
