using System.Threading.Channels;

namespace NetBatch;

/// <summary>
/// Who starts next, and who has a place: the throttle, full groups, credentials on trial and the pace, for the targets
/// that lie between two batch boundaries. Used by the one who decides for a job only, so it needs no locks.
/// </summary>
internal sealed class Dispatcher(TargetStates states, IReadOnlyDictionary<string, int> groupLimits, Pacer pacer)
{
    private readonly HashSet<TargetRunner> inFlight = [];
    private readonly Queue<TargetRunner> wantPlace = new();
    private readonly CredentialGuard credentials = new();
    private readonly GroupLimits groups = new(groupLimits);
    private StartQueue queue = new([]);
    private int places;

    /// <summary>How many have started and not ended, those included that wait for a lock without a place.</summary>
    public int InFlight => inFlight.Count;

    /// <summary>How many of those that were lined up have yet to start.</summary>
    public int Queued => queue.Count;

    /// <summary>The credential that was refused and must not be tried further, or null.</summary>
    public string? Suspect => credentials.Suspect;

    /// <summary>A person said to go on with the credentials as they are now.</summary>
    public void Forgive() => credentials.Forgive();

    /// <summary>Lines targets up in place of those that were.</summary>
    public void LineUp(IEnumerable<int> numbers) => queue = new StartQueue(numbers);

    /// <summary>Takes the next target that nothing keeps from starting.</summary>
    /// <param name="throttle">Targets with a place at once.</param>
    /// <param name="number">The target.</param>
    /// <param name="due">Where the pace alone keeps it: how long until it may start; else zero.</param>
    public bool TryNext(int throttle, out int number, out TimeSpan due)
    {
        (number, due) = (0, TimeSpan.Zero);
        if (places >= throttle || queue.Count == 0 || !pacer.TryTake(out due))
        {
            return false;
        }

        if (!queue.TryTake(KeptBy, out number))
        {
            pacer.GiveBack();
            return false;
        }

        return true;
    }

    public void Started(TargetRunner runner)
    {
        groups.Started(runner.Target);
        inFlight.Add(runner);
        places++;
    }

    /// <summary>Its session is open: its credentials were accepted.</summary>
    public void Accepted(TargetRunner runner)
    {
        credentials.Accepted(runner.CredentialKeys);
        Release(runner.CredentialKeys);
    }

    /// <summary>It needs no place while it waits, and the trial of its credential must not wait with it. False: it has none, or has
    /// ended.</summary>
    public bool PlaceFreed(TargetRunner runner)
    {
        if (!runner.HoldsPlace || !inFlight.Contains(runner))
        {
            return false;
        }

        runner.HoldsPlace = false;
        places--;
        credentials.Ended(runner.CredentialKeys, null);
        Release(runner.CredentialKeys);
        return true;
    }

    public void PlaceWanted(TargetRunner runner) => wantPlace.Enqueue(runner);

    /// <summary>Gives places to those that want one back, as far as there are any.</summary>
    /// <param name="throttle">Targets with a place at once; 0: nobody gets one now.</param>
    /// <param name="none">There will be none any more: whoever waits for one is told so and ends.</param>
    public void GivePlaces(int throttle, bool none)
    {
        for (var look = wantPlace.Count; look > 0 && (none || places < throttle); look--)
        {
            var runner = wantPlace.Dequeue();
            if (!none && credentials.TryStart(runner.CredentialKeys) is not null)
            {
                wantPlace.Enqueue(runner);
                continue;
            }

            runner.HoldsPlace = true;
            places++;
            runner.GivePlace(!none);
        }
    }

    public void Ended(TargetRunner runner)
    {
        inFlight.Remove(runner);
        places -= runner.HoldsPlace ? 1 : 0;
        foreach (var group in groups.Ended(runner.Target))
        {
            queue.Release(group, 1);
        }

        credentials.Ended(runner.CredentialKeys, runner.Error);
        Release(runner.CredentialKeys);
    }

    /// <summary>Waits after a defect until nothing is in flight; whoever wants a place is told that there will be none.</summary>
    public async Task DrainAsync(ChannelReader<Signal> signals)
    {
        foreach (var runner in inFlight)
        {
            runner.GivePlace(false);
        }

        while (inFlight.Count > 0)
        {
            switch (await signals.ReadAsync().ConfigureAwait(false))
            {
                case Signal.Ended(var runner):
                    inFlight.Remove(runner);
                    break;
                case Signal.PlaceWanted(var runner):
                    runner.GivePlace(false);
                    break;
            }
        }
    }

    private string? KeptBy(int number)
    {
        var target = states.Target(number);
        return groups.FullGroup(target) ?? credentials.TryStart(CredentialGuard.Keys(target));
    }

    private void Release(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            queue.Release(key);
        }
    }
}
