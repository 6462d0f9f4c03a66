using NetBatch.TextFsm.Language;
using NetBatch.TextFsm.Patterns;

namespace NetBatch.TextFsm.Running;

/// <summary>A value's content while a text is parsed.</summary>
internal sealed class Slot(ValueDeclaration declaration)
{
    private string? kept;
    private List<object?>? items;

    /// <summary>What it holds now: null, text, or the map's text for a list.</summary>
    public string? Text { get; private set; }

    public ValueDeclaration Declaration { get; } = declaration;

    public void Assign(string? text, MatchState state)
    {
        Text = text;
        if (Declaration.Filldown)
        {
            kept = text;
        }

        if (Declaration.List)
        {
            (items ??= []).Add(Declaration.Nested is { } nested ? Map(nested, text, state) : text);
        }
    }

    public void Clear()
    {
        Text = kept;
        if (!Declaration.Filldown)
        {
            items = null;
        }
    }

    public void ClearAll()
    {
        Text = null;
        kept = null;
        items = null;
    }

    /// <summary>The cell for a row; false when the value is required and empty.</summary>
    public bool TryGetCell(out object? cell)
    {
        if (!Declaration.List)
        {
            cell = Text;
            return !Declaration.Required || !string.IsNullOrEmpty(Text);
        }

        cell = items is null ? Array.Empty<object?>() : items.ToArray();
        return !Declaration.Required || (Declaration.RequiresList ? items?.Count > 0 : !string.IsNullOrEmpty(Text));
    }

    private static object? Map(Pattern nested, string? text, MatchState state)
    {
        // The reference fails on a group that took no part here; a null element keeps the row.
        if (text is null || !nested.Match(text, state))
        {
            return text;
        }

        var map = new Dictionary<string, string?>(nested.Names.Count, StringComparer.Ordinal);
        foreach (var (name, number) in nested.Names)
        {
            map[name] = state.Captured(text, number);
        }

        return map;
    }
}
