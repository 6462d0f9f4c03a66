using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Reliability.Tests.Support;

/// <summary>
/// A campaign: rounds of random attacks, each from a seed of its own, until its time is used up. A few seconds; or, where
/// NETBATCH_CAMPAIGN says a number of hours, an equal part of them. NETBATCH_SEED is the first round's seed: that of a round that found
/// something begins with it. What was tried and found becomes a row of docs/reliability.md, in the folder NETBATCH_CAMPAIGN_ROWS.
/// </summary>
internal sealed class Campaign
{
    /// <summary>How many there are, for the hours to be divided by.</summary>
    private const int All = 7;

    /// <summary>Nobody reads more, and what is broken so often is broken.</summary>
    private const int MostFound = 20;

    private static readonly TimeSpan Few = TimeSpan.FromSeconds(4);

    private readonly List<(string What, long Count)> tried = [];
    private readonly List<string> found = [];
    private readonly Stopwatch since = Stopwatch.StartNew();

    private Campaign()
    {
    }

    /// <summary>Whether hours were asked for.</summary>
    public static bool IsLong => Hours > 0;

    /// <summary>How long this one goes on.</summary>
    public static TimeSpan Time => IsLong ? TimeSpan.FromHours(Hours / All) : Few;

    private static double Hours =>
        double.TryParse(Environment.GetEnvironmentVariable("NETBATCH_CAMPAIGN"), CultureInfo.InvariantCulture, out var given) ? given : 0;

    /// <summary>Attacks until the time is over, at least once; what is found in one round does not end the others.</summary>
    public static async Task RunAsync(string name, Func<Round, Task> attack)
    {
        var campaign = new Campaign();
        var now = TimeProvider.System.GetUtcNow();
        var first = int.TryParse(Environment.GetEnvironmentVariable("NETBATCH_SEED"), CultureInfo.InvariantCulture, out var given) ? given
            : IsLong ? (int)(now.Ticks % 1_000_000_000) : 1;
        for (var seed = first; seed == first || (campaign.since.Elapsed < Time && campaign.found.Count < MostFound); seed++)
        {
            var round = new Round(campaign, seed);
            try
            {
                await attack(round);
            }
            catch (Exception problem)
            {
                round.Found($"{problem}");
            }
        }

        await campaign.WriteAsync(name, first, now);
        campaign.found.ShouldBeEmpty($"{name}, {campaign.Tried}");
    }

    private string Tried =>
        string.Join(", ", tried.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Count:N0} {one.What}")));

    private async Task WriteAsync(string name, int seed, DateTimeOffset at)
    {
        var row = string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {Tried} | {found.Count} | {seed} | {since.Elapsed:h\\:mm\\:ss} | {at:yyyy-MM-dd} |");
        Console.WriteLine(row);
        if (Environment.GetEnvironmentVariable("NETBATCH_CAMPAIGN_ROWS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, name.Replace(' ', '-') + ".row"), row + "\n");
        }
    }

    /// <summary>One round of a campaign.</summary>
    internal sealed class Round(Campaign campaign, int seed)
    {
        /// <summary>Says it again.</summary>
        public int Seed => seed;

        /// <summary>Its own, from its seed.</summary>
        public Random Random { get; } = new(seed);

        /// <summary>Counts what was tried.</summary>
        /// <param name="what">In the plural.</param>
        /// <param name="count">How many.</param>
        public void Tried(string what, long count = 1)
        {
            lock (campaign.tried)
            {
                var at = campaign.tried.FindIndex(one => one.What == what);
                if (at < 0)
                {
                    campaign.tried.Add((what, count));
                }
                else
                {
                    campaign.tried[at] = (what, campaign.tried[at].Count + count);
                }
            }
        }

        /// <summary>Something that must not be.</summary>
        public void Found(string what)
        {
            lock (campaign.found)
            {
                campaign.found.Add($"seed {seed}: {what}");
            }
        }

        /// <summary>Something that must be.</summary>
        public void Holds(bool condition, string otherwise)
        {
            if (!condition)
            {
                Found(otherwise);
            }
        }
    }
}
