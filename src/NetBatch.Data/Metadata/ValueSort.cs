namespace NetBatch.Data.Metadata;

/// <summary>What a column's values are, more closely than its family: what decides how they are read and compared.</summary>
public enum ValueSort
{
    /// <summary>Anything: the values tell, or they have a text form only (arrays, ranges, addresses, intervals, spatial data).</summary>
    Any,
    /// <summary>Whole numbers.</summary>
    Whole,
    /// <summary>Exact numbers with a fraction.</summary>
    Exact,
    /// <summary>Floating numbers of 32 bits.</summary>
    Real32,
    /// <summary>Floating numbers of 64 bits.</summary>
    Real,
    /// <summary>Texts.</summary>
    Text,
    /// <summary>Texts of a fixed length, filled up with blanks that mean nothing.</summary>
    PaddedText,
    /// <summary>Bytes.</summary>
    Bytes,
    /// <summary>True or false.</summary>
    Switch,
    /// <summary>Days.</summary>
    Date,
    /// <summary>Days and times of day, without a zone.</summary>
    Local,
    /// <summary>Points in time.</summary>
    Instant,
    /// <summary>Times of day, or spans of time that are written so.</summary>
    Clock,
    /// <summary>Universally unique identifiers.</summary>
    Uuid,
    /// <summary>JSON.</summary>
    Json,
}
