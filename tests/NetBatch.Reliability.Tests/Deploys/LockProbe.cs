using System.Text.Json;
using NetBatch.Hosting.Tests.Remediations;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Reliability.Tests.Deploys;

/// <summary>Asks for the devices' locks as another job does.</summary>
internal static class LockProbe
{
    /// <summary>The devices that another job may not change now.</summary>
    public static async Task<HashSet<string>> LockedAsync(this RemediationBench bench)
    {
        var job = await bench.Host.Jobs.StartAsync(new JobSpec
        {
            Name = "probe",
            Work = new WorkSpec("command", 1, JsonElement.Parse("""{"commands":["clear counters"],"allowChange":true}""")),
            Rules = new JobRules { BatchSize = BatchSize.Parse("0"), RetryCount = 0 },
            Targets = [.. bench.Devices],
        }, default);
        await bench.Host.Jobs.WaitAsync(job.Id, default);
        return [.. (await bench.Host.RunsAsync(job.Id)).Where(run => run.Error?.Code == ErrorCode.DeviceLocked).Select(run => run.Name)];
    }
}
