using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using NetBatch.Reliability.Tests.Support;

namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>
/// Whatever an inventory, a platform's file, a template, a job, a configuration or a device says: it is taken, or refused with an error
/// that a user can act on; nothing hangs, nothing is written where nobody asked for it, and nothing that is shown moves a terminal.
/// </summary>
public sealed class FuzzCampaign
{
    private const int Each = 40;

    /// <summary>How long one text may take, on a machine that has others to do.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Readers_OfSpoiledTexts_TakeOrRefuseThem()
    {
        using var folder = new FuzzFolder();
        var all = Preys.All(folder);
        // In each sample there is something to find.
        foreach (var prey in all)
        {
            prey.Samples.ShouldNotBeEmpty(prey.Name);
        }

        await Campaign.RunAsync("spoiled inputs", round =>
        {
            foreach (var prey in all)
            {
                try
                {
                    Check.One(
                        Config.QuickThrowOnFailure.WithMaxTest(Each).WithQuietOnSuccess(true).WithReplay(ReplayOf(round.Seed)),
                        Prop.ForAll(Spoiled.Of(prey.Samples), text =>
                        {
                            round.Tried(prey.Name);
                            Take(prey, text);
                        }));
                }
                catch (Exception problem)
                {
                    round.Found($"{prey.Name}: {problem.Message}{Environment.NewLine}{problem.InnerException}");
                }
            }

            round.Holds(folder.IsClean, "something was written outside of its folder");
            return Task.CompletedTask;
        });
    }

    private static FSharpOption<Replay> ReplayOf(int seed) =>
        FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed, (ulong)seed * 2 + 1), FSharpOption<int>.None));

    private static void Take(Prey prey, string text)
    {
        var feeding = Task.Run(() =>
        {
            try
            {
                prey.Feed(text);
            }
            catch (NetBatchException refused)
            {
                refused.Message.ShouldNotBeNullOrWhiteSpace();
                HasNoControl(SafeText.Of(refused.Message)).ShouldBeTrue(refused.Message);
            }
        });
        if (!feeding.Wait(Limit))
        {
            throw new TimeoutException($"{prey.Name}: hangs on {System.Text.Json.JsonSerializer.Serialize(text)}");
        }
    }

    private static bool HasNoControl(string text) => text.All(sign => !char.IsControl(sign) || sign is '\n' or '\t' or '\r');
}
