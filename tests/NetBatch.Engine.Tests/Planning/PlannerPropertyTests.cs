using FsCheck;
using FsCheck.Fluent;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Planning;

public sealed class PlannerPropertyTests
{
    private static readonly string[] Sizes = ["10", "1", "7", "0", "1,10%,100%", "1,2,3", "33%", "100%", "5,0"];

    [Fact]
    public void Plan_AnyTargetsAndRules_EachTargetOnceNoBatchTooLargeLabelsKept() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Case().ToArbitrary(), one =>
        {
            var (count, size, pairs, sites, seed) = one;
            var random = new System.Random(seed);
            var targets = Simulation.Targets(count, _ => new()
            {
                ["pair"] = $"p{random.Next(pairs)}",
                ["site"] = $"s{random.Next(sites)}",
            });
            var rules = new JobRules { BatchSize = BatchSize.Parse(size), NeverTogether = ["pair", "site"] };

            var plan = Planner.Plan(targets, rules);

            plan.Targets.Select(target => target.Id).Order().ShouldBe(targets.Select(target => target.Id).Order());
            plan.Batches.Select(batch => batch.Number).ShouldBe(Enumerable.Range(1, plan.Batches.Count));
            plan.Batches[0].First.ShouldBe(1);
            plan.Batches[^1].Last.ShouldBe(count);
            plan.Batches.Zip(plan.Batches.Skip(1)).ShouldAllBe(pair => pair.Second.First == pair.First.Last + 1);
            foreach (var batch in plan.Batches)
            {
                batch.Size.ShouldBeInRange(1, rules.BatchSize.Of(batch.Number, count));
                var inside = plan.Targets.Skip(batch.First - 1).Take(batch.Size).ToArray();
                inside.DistinctBy(target => target.Labels["pair"]).Count().ShouldBe(batch.Size);
                inside.DistinctBy(target => target.Labels["site"]).Count().ShouldBe(batch.Size);
            }
        }));

    [Fact]
    public void Plan_WithoutLabels_FillsEachBatchInTheOrderGiven() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Case().ToArbitrary(), one =>
        {
            var rules = new JobRules { BatchSize = BatchSize.Parse(one.Size) };
            var targets = Simulation.Targets(one.Count);

            var plan = Planner.Plan(targets, rules);

            plan.Targets.ShouldBe(targets);
            plan.Batches.SkipLast(1).ShouldAllBe(batch => batch.Size == rules.BatchSize.Of(batch.Number, one.Count));
        }));

    [Fact]
    public void Plan_CanaryBy_PutsOneOfEachIntoTheFirstBatchOrRefuses() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Case().ToArbitrary(), one =>
        {
            var random = new System.Random(one.Seed);
            var targets = Simulation.Targets(one.Count, _ => new() { ["platform"] = $"p{random.Next(one.Pairs)}" });
            var platforms = targets.Select(target => target.Labels["platform"]).Distinct().ToArray();
            var rules = new JobRules { BatchSize = BatchSize.Parse(one.Size), CanaryBy = ["platform"] };
            if (platforms.Length > rules.BatchSize.Of(1, one.Count))
            {
                Should.Throw<NetBatchException>(() => Planner.Plan(targets, rules)).Code.ShouldBe(ErrorCode.InvalidRule);
                return;
            }

            var plan = Planner.Plan(targets, rules);

            plan.Targets.Take(plan.Batches[0].Size).Select(target => target.Labels["platform"]).Distinct().Order()
                .ShouldBe(platforms.Order());
        }));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0,10")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("10,,20")]
    public void Parse_EntryThatIsNoSize_IsRefusedByName(string text) =>
        Should.Throw<NetBatchException>(() => BatchSize.Parse(text)).Code.ShouldBe(ErrorCode.InvalidRule);

    private static Gen<(int Count, string Size, int Pairs, int Sites, int Seed)> Case() =>
        from count in Gen.Choose(1, 120)
        from size in Gen.Elements(Sizes)
        from pairs in Gen.Choose(1, 40)
        from sites in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (count, size, pairs, sites, seed);
}
