using System.Threading.Channels;

namespace NetBatch;

/// <summary>
/// Who starts next, and who has a place: the throttle, full groups, credentials on trial and the pace, for the targets
/// that lie between two batch boundaries. Used by the one who decides for a job only, so it needs no locks.
/// </summary>
internal sealed class Dispatcher(TargetStates roster, IReadOnlyDictionary<string, int> groupLimits, Pacer pacer)
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

    public void Started(TargetRunner slot)
    {
        groups.Started(slot.Target);
        inFlight.Add(slot);
        places++;
    }

    /// <summary>Its session is open: its credentials were accepted.</summary>
    public void Accepted(TargetRunner slot)
    {
        credentials.Accepted(slot.CredentialKeys);
        Release(slot.CredentialKeys);
    }

    /// <summary>It needs no place while it waits, and the trial of its credential must not wait with it. False: it has none, or has
    /// ended.</summary>
    public bool PlaceFreed(TargetRunner slot)
    {
        if (!slot.HoldsPlace || !inFlight.Contains(slot))
        {
            return false;
        }

        slot.HoldsPlace = false;
        places--;
        credentials.Ended(slot.CredentialKeys, null);
        Release(slot.CredentialKeys);
        return true;
    }

    public void PlaceWanted(TargetRunner slot) => wantPlace.Enqueue(slot);

    /// <summary>Gives places to those that want one back, as far as there are any.</summary>
    /// <param name="throttle">Targets with a place at once; 0: nobody gets one now.</param>
    /// <param name="none">There will be none any more: whoever waits for one is told so and ends.</param>
    public void GivePlaces(int throttle, bool none)
    {
        for (var look = wantPlace.Count; look > 0 && (none || places < throttle); look--)
        {
            var slot = wantPlace.Dequeue();
            if (!none && credentials.TryStart(slot.CredentialKeys) is not null)
            {
                wantPlace.Enqueue(slot);
                continue;
            }

            slot.HoldsPlace = true;
            places++;
            slot.GivePlace(!none);
        }
    }

    public void Ended(TargetRunner slot)
    {
        inFlight.Remove(slot);
        places -= slot.HoldsPlace ? 1 : 0;
        foreach (var group in groups.Ended(slot.Target))
        {
            queue.Release(group, 1);
        }

        credentials.Ended(slot.CredentialKeys, slot.Error);
        Release(slot.CredentialKeys);
    }

    /// <summary>Waits after a defect until nothing is in flight; whoever wants a place is told that there will be none.</summary>
    public async Task DrainAsync(ChannelReader<Signal> signals)
    {
        foreach (var slot in inFlight)
        {
            slot.GivePlace(false);
        }

        while (inFlight.Count > 0)
        {
            switch (await signals.ReadAsync().ConfigureAwait(false))
            {
                case Signal.Ended(var slot):
                    inFlight.Remove(slot);
                    break;
                case Signal.PlaceWanted(var slot):
                    slot.GivePlace(false);
                    break;
            }
        }
    }

    private string? KeptBy(int number)
    {
        var target = roster.Target(number);
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
