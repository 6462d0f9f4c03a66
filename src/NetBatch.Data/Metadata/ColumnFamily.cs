namespace NetBatch.Data.Metadata;

/// <summary>What the values of a column are, whatever a database calls its type: what two databases can be compared by.</summary>
public enum ColumnFamily
{
    /// <summary>Characters.</summary>
    Text,
    /// <summary>Whole numbers of any width.</summary>
    WholeNumber,
    /// <summary>Numbers with a fraction, exact or floating.</summary>
    Number,
    /// <summary>True or false.</summary>
    Switch,
    /// <summary>A day without a time.</summary>
    Date,
    /// <summary>A point in time.</summary>
    Time,
    /// <summary>Bytes.</summary>
    Bytes,
    /// <summary>Anything else, such as JSON, arrays or geometry: compared as its text.</summary>
    Other,
}
