namespace NetBatch;

/// <summary>In what form jobs are written.</summary>
public enum ExportFormat
{
    /// <summary>Everything that is known of the jobs, as one JSON document.</summary>
    Json,
    /// <summary>A row for each device and command.</summary>
    Csv,
    /// <summary>A report for people: one file with charts and tables that needs nothing else.</summary>
    Html,
    /// <summary>A test report for build servers: a case for each device.</summary>
    Junit,
    /// <summary>A summary for tickets and wikis.</summary>
    Markdown,
}

/// <summary>What is written where.</summary>
public sealed record ExportOptions
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>In what form; null: as the file's name ends (.json, .csv, .html, .xml, .md).</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>Whether passwords, keys and communities that devices printed, or that config lines hold, are written too.</summary>
    public bool IncludeSecret { get; init; }

    /// <summary>Whether cells of a CSV file hold the bytes as they came; else one that a spreadsheet would calculate gets an apostrophe
    /// before it.</summary>
    public bool Raw { get; init; }

    /// <summary>Whether a file that exists is replaced.</summary>
    public bool Force { get; init; }
}

/// <summary>A file that was written.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Format">In what form.</param>
/// <param name="Jobs">How many jobs it holds.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ExportedFile(string Path, ExportFormat Format, int Jobs, long Bytes);
