using System.Globalization;
using Bogus;
using NetBatch.Data.Metadata;

namespace NetBatch.Data.Generating;

/// <summary>
/// A star schema of made-up data: a calendar, sites, items, people with a history, a daily series, events and what
/// came of them. Keys are valid, events fall into the version of the person that held that day, and the same number
/// of rows and seed gives the same rows on every machine. The period is fixed, so that the day it is made on does not
/// matter.
/// </summary>
public abstract class StarSchema
{
    /// <summary>Least number of rows, over all tables.</summary>
    public const long LeastRows = 200;

    /// <summary>Greatest number of rows, over all tables.</summary>
    public const long MostRows = 1_000_000_000;

    internal const int HistoryEvery = 5;
    internal const int HoursOfDay = 24;

    /// <summary>The first day of the calendar: 2024-01-01.</summary>
    public static readonly DateOnly FirstDay = new(2024, 1, 1);

    /// <summary>Its name, such as Retail.</summary>
    public abstract string Name { get; }

    /// <summary>What it holds, in one sentence.</summary>
    public abstract string Help { get; }

    /// <summary>Its tables with their rows, in an order in which what is referred to comes first.</summary>
    /// <param name="rows">How many rows all tables have together, 200 to 1,000,000,000.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: too few or too many rows.</exception>
    public IReadOnlyList<GeneratedTable> Make(long rows, int seed)
    {
        if (rows is < LeastRows or > MostRows)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                string.Create(CultureInfo.InvariantCulture,
                    $"{rows} rows of {Name} cannot be made; it takes {LeastRows} to {MostRows:N0}, over all tables together."));
        }

        var sizes = Sizes.Of(rows);
        return
        [
            new(Calendar.Facts(Name), TableRole.Calendar, sizes.Days, Calendar.Rows(sizes.Days)),
            new(SiteFacts, TableRole.Site, sizes.Sites, Sites(sizes, seed)),
            new(ItemFacts, TableRole.Item, sizes.Items, Items(sizes, seed)),
            new(PersonFacts, TableRole.Person, sizes.Versions, PersonHistory.Rows(this, sizes, seed)),
            new(SeriesFacts, TableRole.Series, (long)sizes.SeriesSites * sizes.Days, Series(sizes, seed)),
            new(EventFacts, TableRole.Event, sizes.Events, Events(sizes, seed)),
            new(FollowUpFacts, TableRole.FollowUp, sizes.FollowUps, FollowUps(sizes, seed)),
        ];
    }

    /// <summary>Columns and keys of its tables, as <see cref="Make"/> gives them, without rows.</summary>
    public IReadOnlyList<TableFacts> Tables =>
        [Calendar.Facts(Name), SiteFacts, ItemFacts, PersonFacts, SeriesFacts, EventFacts, FollowUpFacts];

    internal abstract TableFacts SiteFacts { get; }

    internal abstract TableFacts ItemFacts { get; }

    internal abstract TableFacts PersonFacts { get; }

    internal abstract TableFacts SeriesFacts { get; }

    internal abstract TableFacts EventFacts { get; }

    internal abstract TableFacts FollowUpFacts { get; }

    /// <summary>Where each kind of defect is planted: a column of the role's table.</summary>
    internal abstract string SpotOf(Defect defect);

    internal abstract string[] Segments { get; }

    internal abstract string PersonCode(int person);

    internal abstract object?[] Site(int key, Faker faker);

    internal abstract object?[] Item(int key, Faker faker, int seed);

    internal abstract object?[] SeriesRow(int site, DateOnly day, ref SeededRandom dice);

    internal abstract object?[] Event(long row, Sizes sizes, int seed);

    internal abstract object?[] FollowUp(long row, Sizes sizes, int seed);

    /// <summary>A person's key on a day: that of the version that held then.</summary>
    internal static long PersonKey(int person, DateOnly day, Sizes sizes, int seed) => PersonHistory.KeyOn(person, day, sizes, seed);

    /// <summary>The day of an event: they are spread evenly over the calendar.</summary>
    internal static DateOnly DayOf(long row, Sizes sizes) => FirstDay.AddDays((int)(row * sizes.Days / Math.Max(1, sizes.Events)));

    internal static long DateKey(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>When a row of that day was loaded: in the two days after it.</summary>
    internal static DateTimeOffset LoadedAt(DateOnly day, ref SeededRandom dice) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(1).AddSeconds(dice.Below(2 * HoursOfDay * 3600));

    /// <summary>Bogus with its numbers seeded and its clock fixed; a stream for each table.</summary>
    internal static Faker NewFaker(int seed, int stream) => new("en") { Random = new Randomizer(unchecked((seed * 397) ^ stream)) };

    private IEnumerable<object?[]> Sites(Sizes sizes, int seed)
    {
        var faker = NewFaker(seed, (int)TableRole.Site);
        for (var key = 1; key <= sizes.Sites; key++)
        {
            yield return Site(key, faker);
        }
    }

    private IEnumerable<object?[]> Items(Sizes sizes, int seed)
    {
        var faker = NewFaker(seed, (int)TableRole.Item);
        for (var key = 1; key <= sizes.Items; key++)
        {
            yield return Item(key, faker, seed);
        }
    }

    private IEnumerable<object?[]> Series(Sizes sizes, int seed)
    {
        for (var site = 1; site <= sizes.SeriesSites; site++)
        {
            for (var day = 0; day < sizes.Days; day++)
            {
                var dice = SeededRandom.At(seed, (int)TableRole.Series, ((long)site * 1000) + day);
                yield return SeriesRow(site, FirstDay.AddDays(day), ref dice);
            }
        }
    }

    private IEnumerable<object?[]> Events(Sizes sizes, int seed)
    {
        for (long row = 0; row < sizes.Events; row++)
        {
            yield return Event(row, sizes, seed);
        }
    }

    private IEnumerable<object?[]> FollowUps(Sizes sizes, int seed)
    {
        for (long row = 0; row < sizes.FollowUps; row++)
        {
            yield return FollowUp(row, sizes, seed);
        }
    }
}
