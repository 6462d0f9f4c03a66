using System.Text.Json;
using NetBatch.Hosting.Tests.Support;
using NetBatch.Lab;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Sessions;

/// <summary>Sessions over links that cut, stall, drip and spoil, and with devices that do worse: the right code, in time.</summary>
public sealed class FaultedSessionCampaign
{
    private static readonly LabFaultKind[] LabFaults =
    [
        LabFaultKind.Refuse, LabFaultKind.Stall, LabFaultKind.Garbage, LabFaultKind.Drop, LabFaultKind.Hang, LabFaultKind.Noise,
        LabFaultKind.WrongPrompt, LabFaultKind.SlowLogin, LabFaultKind.SessionLimit, LabFaultKind.PasswordExpired,
        LabFaultKind.ChangedHostKey,
    ];

    [SshdFact]
    public async Task Sessions_WithFaults_EndWithTheRightCodeInTime()
    {
        await using var fleet = await FaultedFleet.StartAsync();
        await Campaign.RunAsync("faulted sessions", async round =>
        {
            Spoil(fleet, round.Random);
            if (round.Random.Next(3) > 0)
            {
                await ReadAsync(fleet, round);
            }
            else
            {
                await ChangeAsync(fleet, round);
            }
        });
    }

    private static void Spoil(FaultedFleet fleet, Random random)
    {
        foreach (var (_, link) in fleet.Links)
        {
            (link.Fault, link.Struck) = (LinkFault.Draw(random), false);
        }

        foreach (var device in fleet.Direct)
        {
            fleet.Fleet.Lab.ClearFault(device.Name);
            var kind = LabFaults[random.Next(LabFaults.Length)];
            fleet.Fleet.Lab.SetFault(device.Name, new LabFault(kind, kind == LabFaultKind.SlowLogin ? "500ms" : null));
        }
    }

    private static Task<bool> ReadAsync(FaultedFleet fleet, Campaign.Round round) => fleet.RunAsync(
        new WorkSpec("command", 1, JsonElement.Parse("""{"commands":["show version"]}""")), async (host, job) =>
        {
            var results = (await host.ResultsAsync(job)).ToDictionary(result => result.Name);
            foreach (var run in await host.RunsAsync(job))
            {
                round.Tried("sessions that read");
                var fault = FaultOf(fleet, run.Name);
                var output = results.GetValueOrDefault(run.Name);
                var isRight = run.State == TargetState.Completed
                    ? fault.MayComplete && output is not null && (fault.Spoils || fleet.IsHealthy(output))
                    : run.Error is { } error && fault.Codes.Contains(error.Code);
                round.Holds(isRight, $"{run.Name} with {fault.Text}: {run.State} {run.Error}");
                InTime(round, run, fault.Text);
            }

            return true;
        });

    /// <summary>Lines that no device has been sent before.</summary>
    private static Task<bool> ChangeAsync(FaultedFleet fleet, Campaign.Round round)
    {
        var subnet = $"10.{round.Seed / 250 % 250}.{round.Seed % 250}";
        var lines = Enumerable.Range(1, 3).Select(number => $"ntp server {subnet}.{number}").ToArray();
        return fleet.RunAsync(new WorkSpec("config", 1, JsonSerializer.SerializeToElement(new { lines })), async (host, job) =>
        {
            foreach (var run in await host.RunsAsync(job))
            {
                round.Tried("sessions that change");
                var (fault, sent) = (FaultOf(fleet, run.Name), SentTo(fleet, run.Name, lines));
                var isRight = run.State switch
                {
                    // What strikes at an output strikes not where lines have none.
                    TargetState.Completed =>
                        (fault.MayComplete || fault.Codes.Contains(ErrorCode.SessionClosed)) && sent.SequenceEqual(lines),
                    TargetState.OutcomeUnknown => run.Error?.Code == ErrorCode.OutcomeUnknown && fault.Codes.Count > 0,
                    // Nothing of it works, as it was never committed; Junos refuses the lines, which are not its own.
                    _ => run.Error is { } error && ((error.Code == ErrorCode.CommandRejected
                            && ((Device)run.Target).Platform == "juniper_junos") || fault.Codes.Contains(error.Code))
                        && !lines.Any(fleet.Fleet.Lab.RunningConfig(run.Name).Contains),
                };
                round.Holds(isRight && sent.Distinct().Count() == sent.Length,
                    $"{run.Name} ({((Device)run.Target).Platform}) with {fault.Text}: {run.State} {run.Error}; "
                    + $"sent {string.Join(" | ", sent)}");
                InTime(round, run, fault.Text);
            }

            return true;
        });
    }

    private static string[] SentTo(FaultedFleet fleet, string device, string[] lines) =>
        [.. fleet.Fleet.Lab.Received(device).Select(line => line.Text).Where(lines.Contains)];

    private static (string Text, IReadOnlyList<ErrorCode> Codes, bool MayComplete, bool Spoils) FaultOf(FaultedFleet fleet, string name)
    {
        if (fleet.Links.FirstOrDefault(one => one.Device.Name == name).Link is { } link)
        {
            return ($"{link.Fault}{(link.Struck ? "" : ", not reached")}", FaultVerdict.Of(link), true, false);
        }

        var kind = fleet.Fleet.Lab.Faults(name)[0].Kind;
        return (kind.ToString(), FaultVerdict.Of(kind), FaultVerdict.IsHarmless(kind), kind == LabFaultKind.Noise);
    }

    private static void InTime(Campaign.Round round, TargetRun run, string fault) =>
        round.Holds(run.EndedAt - run.StartedAt <= FaultedFleet.Rules.TargetTimeout + TimeSpan.FromSeconds(5),
            $"{run.Name} with {fault} took {run.EndedAt - run.StartedAt}");
}
