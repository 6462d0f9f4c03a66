using NetBatch.Data.Metadata;

namespace NetBatch.Data.Generating;

/// <summary>A table that is made up.</summary>
/// <param name="Facts">Its columns and keys.</param>
/// <param name="Role">What it is in its schema.</param>
/// <param name="Count">How many rows it has.</param>
/// <param name="Rows">
/// The rows, each an array of its own in the order of the columns: string, long, decimal, bool, <see cref="DateOnly"/>,
/// <see cref="DateTimeOffset"/> or null. Every enumeration gives the same.
/// </param>
public sealed record GeneratedTable(TableFacts Facts, TableRole Role, long Count, IEnumerable<object?[]> Rows);

/// <summary>What a table is in a star schema.</summary>
public enum TableRole
{
    /// <summary>A row for each day.</summary>
    Calendar,
    /// <summary>Where things happen: shops, branches, hospitals.</summary>
    Site,
    /// <summary>What is dealt with: products, merchants, procedures.</summary>
    Item,
    /// <summary>With whom, with a history (slowly changing dimension, type 2): customers, accounts, patients.</summary>
    Person,
    /// <summary>A row for each site and day.</summary>
    Series,
    /// <summary>What happened: sales, transactions, encounters.</summary>
    Event,
    /// <summary>What came of some of it: returns, disputes, claims.</summary>
    FollowUp,
}

/// <summary>How many rows each table gets.</summary>
/// <param name="Days">Days of the calendar, from <see cref="StarSchema.FirstDay"/>.</param>
/// <param name="Sites">Sites.</param>
/// <param name="Items">Items.</param>
/// <param name="People">People; every fifth has two versions.</param>
/// <param name="SeriesSites">Sites whose days are in the series.</param>
/// <param name="FollowUps">Follow-ups.</param>
/// <param name="Events">Events.</param>
internal sealed record Sizes(int Days, int Sites, int Items, int People, int SeriesSites, long FollowUps, long Events)
{
    /// <summary>The rows of the person table.</summary>
    public int Versions => People + People / StarSchema.HistoryEvery;

    /// <summary>Divides a number of rows among the tables; their sum is that number exactly.</summary>
    public static Sizes Of(long rows)
    {
        var days = (int)Math.Clamp(rows / 20, 28, 731);
        var sites = (int)Math.Clamp(rows / 200, 3, 500);
        var items = (int)Math.Clamp(rows / 40, 8, 10_000);
        var people = (int)Math.Clamp(rows / 12, 10, 200_000);
        var series = (int)Math.Clamp(rows / 10 / days, 1, sites);
        var followUps = Math.Max(2, rows / 50);
        var sizes = new Sizes(days, sites, items, people, series, followUps, 0);
        return sizes with { Events = rows - days - sites - items - sizes.Versions - ((long)series * days) - followUps };
    }
}
