using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NetBatch.Frr.Tests.Support;
using NetBatch.Platforms;
using NetBatch.Remediation;
using Xunit.Abstractions;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>
/// What NetBatch sends, judged by the router itself: the lines turn a router's config into the one that a new router has that was
/// given the intended config, and back, and none of them is refused. 100 pairs; <c>NETBATCH_PAIRS=1000</c> for more,
/// <c>NETBATCH_PAIRS=700-799</c> for some.
/// </summary>
public sealed class CampaignTests(CampaignRouters routers, ITestOutputHelper output) : IClassFixture<CampaignRouters>
{
    private const int Usual = 100;

    private static readonly ConfigRules Rules = PlatformCatalog.BuiltIn.Config("frr");

    [FrrFact]
    public async Task Remediation_GeneratedPairs_LeadThereAndBack()
    {
        var (first, last) = Seeds();
        var limit = TimeSpan.FromSeconds(120 + (5 * (last - first)));
        using var deadline = new CancellationTokenSource(limit);
        var since = Stopwatch.StartNew();
        var wrong = new ConcurrentBag<string>();
        var seeds = new ConcurrentQueue<int>(Enumerable.Range(first, last - first + 1));
        await Task.WhenAll(routers.Twos.Select(async two =>
        {
            while (seeds.TryDequeue(out var seed))
            {
                if (await TryAsync(two.Changed, two.Fresh, seed, deadline.Token) is { } found)
                {
                    wrong.Add($"seed {seed}: {found}");
                }
            }
        }));

        output.WriteLine(FormattableString.Invariant($"{last - first + 1} pairs, {wrong.Count} wrong, {since.Elapsed.TotalSeconds:F0} s"));
        wrong.ToList().ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static (int First, int Last) Seeds()
    {
        var asked = (Environment.GetEnvironmentVariable("NETBATCH_PAIRS") ?? Usual.ToString(CultureInfo.InvariantCulture)).Split('-');
        var last = int.Parse(asked[^1], CultureInfo.InvariantCulture);
        return (asked.Length > 1 ? int.Parse(asked[0], CultureInfo.InvariantCulture) : 1, last);
    }

    /// <summary>What was wrong with a pair; null: nothing.</summary>
    private static async Task<string?> TryAsync(VtyshRouter changed, VtyshRouter fresh, int seed, CancellationToken cancellationToken)
    {
        var (running, intended) = FrrConfigs.Pair(seed);
        var begun = changed.BeginAsync(running.Split('\n'), cancellationToken);
        var wanted = await fresh.BeginAsync(intended.Split('\n'), cancellationToken);
        var before = await begun;

        var (after, refused) = await changed.ApplyAsync(Lines(before, wanted), cancellationToken);
        var (again, refusedBack) = await changed.ApplyAsync(Lines(after, before), cancellationToken);

        return refused.Concat(refusedBack).FirstOrDefault()
            ?? Difference(wanted, after, "after the change")
            ?? Difference(before, again, "after the way back");
    }

    private static IReadOnlyList<string> Lines(string from, string to) =>
        ConfigEngine.Remediation(ConfigTree.Parse(from, Rules), ConfigTree.Parse(to, Rules)).Commands();

    private static string? Difference(string wanted, string seen, string when)
    {
        var (one, two) = (VtyshRouter.Sorted(wanted).Split('\n'), VtyshRouter.Sorted(seen).Split('\n'));
        return one.SequenceEqual(two)
            ? null
            : $"{when} there lacks '{string.Join("', '", one.Except(two))}', and there is '"
                + $"{string.Join("', '", two.Except(one))}' too many";
    }
}
