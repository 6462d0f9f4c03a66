namespace NetBatch.TextFsm;

/// <summary>What a value may be declared to do.</summary>
public enum ValueOption
{
    /// <summary>A row without it is not kept.</summary>
    Required,

    /// <summary>Keeps its last text for the following rows.</summary>
    Filldown,

    /// <summary>Is written into the rows above that lack it.</summary>
    Fillup,

    /// <summary>Tells rows apart when tables are merged or compared.</summary>
    Key,

    /// <summary>Gathers every text that it was given since the last row.</summary>
    List,
}

/// <summary>A column that a template declares.</summary>
/// <param name="Name">The column's name, as written; at most 48 characters.</param>
/// <param name="Options">Its options in the order written.</param>
/// <param name="Pattern">The regular expression that it captures, with its parentheses.</param>
public sealed record TemplateValue(string Name, IReadOnlyList<ValueOption> Options, string Pattern)
{
    /// <summary>Whether the value has an option.</summary>
    /// <param name="option">The option.</param>
    /// <returns>True if it was declared with it.</returns>
    public bool Has(ValueOption option) => Options.Contains(option);
}
