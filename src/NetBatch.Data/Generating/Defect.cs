namespace NetBatch.Data.Generating;

/// <summary>What can be planted in made-up data, for a validator to find.</summary>
public enum Defect
{
    /// <summary>A person's email is null.</summary>
    NullValue,
    /// <summary>An item is there twice: the same business key under another surrogate key.</summary>
    DuplicateKey,
    /// <summary>A person's segment is a word that is none of its domain.</summary>
    UnknownWord,
    /// <summary>A person's phone number is not written as phone numbers are.</summary>
    BadFormat,
    /// <summary>A count of an event is far beyond its range.</summary>
    OutOfRange,
    /// <summary>A follow-up is missing.</summary>
    MissingRow,
    /// <summary>A site's city is another one.</summary>
    ChangedValue,
    /// <summary>A person's closed version ends after the next one began.</summary>
    VersionOverlap,
    /// <summary>An event refers to an item that does not exist.</summary>
    OrphanKey,
    /// <summary>An event was loaded months after its day.</summary>
    LateArrival,
    /// <summary>An event's amount is ten times what it was.</summary>
    WrongAmount,
    /// <summary>A day of a site's series is missing.</summary>
    MissingDay,
}

/// <summary>A defect that was planted.</summary>
/// <param name="Defect">What.</param>
/// <param name="Table">In which table.</param>
/// <param name="Column">In which column; empty: the whole row.</param>
/// <param name="Key">The row's primary key, its values with commas between.</param>
public sealed record PlantedDefect(Defect Defect, string Table, string Column, string Key);
