namespace NetBatch;

/// <summary>What a step of a pipeline said in a job.</summary>
public sealed record CheckResult
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The project it was started for, or null.</summary>
    public string? Project { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The database that was checked.</summary>
    public required string Instance { get; init; }

    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>The validator.</summary>
    public required string Validator { get; init; }

    /// <summary>Pass, Fail, Warning, Error or Skipped.</summary>
    public required string Outcome { get; init; }

    /// <summary>How many rows, columns or groups were looked at.</summary>
    public long Checked { get; init; }

    /// <summary>How many of them are not as they should be.</summary>
    public long Findings { get; init; }

    /// <summary>How long the check took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>One sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The table that was checked, or null.</summary>
    public string? Table { get; init; }

    /// <summary>The database it was compared with, or null.</summary>
    public string? Source { get; init; }

    /// <summary>What was not looked at, or how it was: columns left out, conditions, allowances, the zone; empty: nothing was left
    /// out.</summary>
    public string NotCompared { get; init; } = "";

    /// <summary>SQL that shows the findings in the databases, each statement after its instance's name; empty: there is none.</summary>
    public string Sql { get; init; } = "";

    /// <summary>When the job was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Against the job before with this step: New, Same, Fixed, Broken, Better or Worse; null: not compared.</summary>
    public string? Trend { get; init; }

    /// <summary>The findings of the job before, or null.</summary>
    public long? FindingsBefore { get; init; }
}
