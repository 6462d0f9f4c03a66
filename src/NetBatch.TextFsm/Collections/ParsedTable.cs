namespace NetBatch.TextFsm;

/// <summary>The rows that one or several templates made of one command's output.</summary>
/// <param name="Header">The columns in order, named as the templates name them.</param>
/// <param name="Keys">The columns that tell rows apart; empty if the templates declare none.</param>
/// <param name="Rows">The rows in order.</param>
/// <param name="Templates">The templates that were used, in order.</param>
public sealed record ParsedTable(
    IReadOnlyList<string> Header,
    IReadOnlyList<string> Keys,
    IReadOnlyList<TemplateRecord> Rows,
    IReadOnlyList<string> Templates);
