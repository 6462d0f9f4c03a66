using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.StoreFaults;

/// <summary>The n-th operation of the store on its disk fails, in a job that changes its targets; then another process goes on.</summary>
public sealed class StoreFaultCampaign
{
    private static readonly DiskFault[] Ways = Enum.GetValues<DiskFault>();

    [Fact]
    public async Task EveryOperationOfAJobWithChanges_Fails_NothingShownIsLostAndNothingRepeated()
    {
        var most = await AttackAsync(null, 0, DiskFault.Once);
        // Each operation in each way, in an order that the first seed decides; then anew.
        var all = (from number in Enumerable.Range(1, (int)most) from way in Ways select (number, way)).ToArray();
        Queue<(int, DiskFault)>? left = null;

        await Campaign.RunAsync("store faults", async round =>
        {
            if (left is not { Count: > 0 })
            {
                round.Random.Shuffle(all);
                round.Tried($"faults to try ({most} operations in {Ways.Length} ways)", left is null ? all.Length : 0);
                left = new(all);
            }

            var (number, way) = left.Dequeue();
            round.Tried("faults tried");
            await AttackAsync(round, number, way);
        });
    }

    /// <summary>Lets an operation fail, and looks at what is left; without a round there must be nothing to find.</summary>
    /// <returns>How many operations there were.</returns>
    private static async Task<long> AttackAsync(Campaign.Round? round, int number, DiskFault way)
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-faults-").FullName;
        var path = Path.Combine(folder, "netbatch.db");
        var job = new PaperJob(path);
        try
        {
            FaultyDisk.Arm(number, way);
            var problem = await Record.ExceptionAsync(() => RunAsync(job));
            var (struck, done) = (FaultyDisk.Struck ?? "nothing", FaultyDisk.Done);
            FaultyDisk.Arm(0);
            if (round is null)
            {
                problem.ShouldBeNull();
                done.ShouldBeGreaterThan(0);
            }

            void Found(string what) => (round ?? throw new InvalidOperationException(what)).Found($"{struck}: {what} ({problem})");
            if (problem is not (null or NetBatchException { Code: ErrorCode.StoreUnusable or ErrorCode.LeaseLost }))
            {
                Found("it ends with another error than of the store");
            }

            if (await Record.ExceptionAsync(() => new AfterFault(job, path).LookAsync(Found)) is { } wrong)
            {
                Found(wrong.ToString());
            }

            return done;
        }
        finally
        {
            FaultyDisk.Arm(0);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(PaperJob job)
    {
        var store = await job.OpenAsDyingAsync();
        try
        {
            await job.RunAsync(store);
        }
        finally
        {
            await store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
