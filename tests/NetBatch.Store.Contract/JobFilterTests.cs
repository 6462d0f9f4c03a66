using System.Text.Json;

namespace NetBatch.Store.Tests;

public sealed class JobFilterTests : StoreTest
{
    [Fact]
    public async Task ListAsync_Device_FindsJobsThatHaveIt()
    {
        var one = await CreateAsync(3, name: "one");
        var two = await CreateAsync(12, name: "two");
        var other = await Store.CreateAsync(Spec("other"),
            new JobPlan([new Device { Name = "Éclair-1", Address = "10.1.1.1" }], [new PlannedBatch(1, 1, 1, false)]), Me, default);

        (await IdsAsync(new JobFilter { Devices = ["R3"] })).ShouldBe([two.Id, one.Id]);
        (await IdsAsync(new JobFilter { Devices = ["r1?"] })).ShouldBe([two.Id]);
        (await IdsAsync(new JobFilter { Devices = ["*12", "r2"] })).ShouldBe([two.Id, one.Id]);
        (await IdsAsync(new JobFilter { Devices = ["éclair-1"] })).ShouldBe([other.Id]);
        (await IdsAsync(new JobFilter { Devices = ["r99"] })).ShouldBeEmpty();
        (await IdsAsync(new JobFilter { Devices = ["r3"], Skip = 1, First = 1 })).ShouldBe([one.Id]);
    }

    [Fact]
    public async Task ListAsync_DeviceOfThousandsOfJobs_GivesEachOnceInOrder()
    {
        // Not one after the other, so they share transactions; nor all at once, for each is read when it is made.
        List<string> created = [];
        foreach (var some in Enumerable.Range(0, 2100).Chunk(100))
        {
            created.AddRange((await Task.WhenAll(some.Select(number => CreateAsync(1, name: $"j{number}")))).Select(job => job.Id));
        }

        created.Reverse();
        (await IdsAsync(new JobFilter { Devices = ["r1"] })).ShouldBe(created);
        (await Store.CountAsync(new JobFilter { Devices = ["r1"], Names = ["j20*"] }, default)).ShouldBe(111);
    }

    [Fact]
    public async Task ListAsync_UserPriorityWorkflow_AreFilters()
    {
        var workflow = new WorkSpec("workflow", 1, JsonDocument.Parse("""{"workflow":"Daily-Sales"}""").RootElement);
        var sales = await Store.CreateAsync(Spec("sales") with { Work = workflow, Rules = new JobRules { Priority = 90 } }, Plan(1), Me,
            default);
        var bob = await (await OpenByAsync(Other)).CreateAsync(Spec("bobs"), Plan(1), new Requester(Other, "laptop", 1, "pwsh"), default);

        (sales.Workflow, sales.Priority, bob.Workflow, bob.Priority).ShouldBe(("Daily-Sales", 90, null, 50));
        (await IdsAsync(new JobFilter { Workflows = ["daily-*"] })).ShouldBe([sales.Id]);
        (await IdsAsync(new JobFilter { Priorities = [90, 10] })).ShouldBe([sales.Id]);
        (await IdsAsync(new JobFilter { Users = ["ann"] })).ShouldBe([sales.Id]);
        (await IdsAsync(new JobFilter { Users = ["*bob@corp"] })).ShouldBe([bob.Id]);
        (await IdsAsync(new JobFilter { Users = ["*@laptop"] })).ShouldBe([bob.Id]);
        (await IdsAsync(new JobFilter { Users = ["carol"] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task CountAsync_Filter_CountsAllThatListGivesWithoutItsLimits()
    {
        for (var number = 1; number <= 30; number++)
        {
            await Store.CreateAsync(Spec(number % 2 == 0 ? "even" : "odd") with { Tags = number % 3 == 0 ? ["three"] : [] }, Plan(1), Me,
                default);
        }

        (await Store.CountAsync(new JobFilter { First = 5, Skip = 3 }, default)).ShouldBe(30);
        (await Store.CountAsync(new JobFilter { Names = ["EVEN"], Tags = ["Three"] }, default)).ShouldBe(5);
        (await Store.CountAsync(new JobFilter { States = [JobState.Running] }, default)).ShouldBe(0);
        (await IdsAsync(new JobFilter { First = 0 })).ShouldBeEmpty();
    }

    private async Task<string[]> IdsAsync(JobFilter filter) =>
        [.. (await ListAsync(Store.ListAsync(filter, default))).Select(job => job.Id)];
}
