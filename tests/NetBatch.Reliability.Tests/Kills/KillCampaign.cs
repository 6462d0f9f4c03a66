using NetBatch.Hosting.Tests.Remediations;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Kills;

/// <summary>
/// The process that runs a job is killed (SIGKILL) at random moments and another goes on, whatever the job does and by both transports.
/// The devices' own records are the truth.
/// </summary>
public sealed class KillCampaign
{
    [SshdFact]
    public async Task Owners_KilledAtRandomMoments_LoseNothingAndRepeatNothing()
    {
        await using var bench = await RemediationBench.StartAsync(new LabSpec
        {
            Devices = 6, Platforms = ["cisco_ios", "arista_eos", "cisco_nxos"], CommandDelay = TimeSpan.FromMilliseconds(40),
        });
        await Campaign.RunAsync("killed owners", async round =>
        {
            // A schedule is due by the minute, which the short mode has not.
            var kinds = Enum.GetValues<OwnerKind>();
            var kind = kinds[round.Random.Next(Campaign.IsLong ? kinds.Length : kinds.Length - 1)];
            var transport = round.Random.Next(2) == 0 ? DeviceTransport.SshNet : DeviceTransport.OpenSsh;
            bench.Fleet.WriteInventory(bench.Devices.Select(device => device with { Transport = transport }));
            var owner = new KilledOwner(bench, round.Random);
            var changes = new KilledChange(bench, round, owner, transport);
            try
            {
                var look = kind == OwnerKind.Reading ? ReadAsync(bench, round, owner) : changes.RunAsync(kind);
                await look.WaitAsync(TimeSpan.FromMinutes(Campaign.IsLong ? 6 : 4));
            }
            finally
            {
                round.Tried("kills", owner.Kills);
                round.Tried("of them while devices were worked on", owner.WhileWorking);
                round.Tried("jobs");
            }

            round.Holds(await bench.Fleet.IntegrityAsync() == "ok", "the store is damaged");
        });
    }

    private static async Task ReadAsync(RemediationBench bench, Campaign.Round round, KilledOwner owner)
    {
        string[] run = ["run", "show version", "-i", bench.Fleet.Inventory, "-b", "3"];
        var job = await owner.WearOutAsync(run, null, round.Random.Next(1, 4), own: true);
        if (job is null)
        {
            return;
        }

        var kept = await bench.Host.ResultsAsync(job, allAttempts: true);
        var lost = owner.Shown.Values.Except(kept).ToArray();
        round.Holds(lost.Length == 0, $"{job}: shown and lost: {lost.FirstOrDefault()}");
        var good = (await bench.Host.ResultsAsync(job)).Where(result => result.Success).Select(result => result.Name).Order();
        round.Holds(good.SequenceEqual(bench.Lab.DeviceNames.Order()),
            $"{job} is {(await bench.Host.JobAsync(job)).State}; results of {string.Join(' ', good)}; {await bench.TroubleAsync(job)}");
    }
}
