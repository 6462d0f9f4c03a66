namespace NetBatch;

/// <summary>
/// The targets that have yet to start within a batch boundary, in the order of the plan. One that something keeps from starting
/// (a full group, a credential on trial) is parked under that key and comes back first when the key is released, so
/// that nothing is looked at twice in vain.
/// </summary>
internal sealed class StartQueue(IEnumerable<int> numbers)
{
    private readonly Queue<int> fresh = new(numbers);
    private readonly Queue<(int Number, string Key)> returned = new();
    private readonly Dictionary<string, Queue<int>> parked = [];
    private int parkedCount;

    /// <summary>How many have yet to start, parked ones included.</summary>
    public int Count => fresh.Count + returned.Count + parkedCount;

    /// <summary>Takes the next one that nothing keeps back.</summary>
    /// <param name="keptBy">The key that keeps a target from starting, or null.</param>
    /// <param name="number">The target.</param>
    public bool TryTake(Func<int, string?> keptBy, out int number)
    {
        while (returned.TryDequeue(out var back))
        {
            if (keptBy(back.Number) is not { } key)
            {
                number = back.Number;
                return true;
            }

            Park(back.Number, key);
            if (key != back.Key)
            {
                // The place it was called back for is still free: the next one under that key may have it.
                Release(back.Key, 1);
            }
        }

        while (fresh.TryDequeue(out number))
        {
            if (keptBy(number) is not { } key)
            {
                return true;
            }

            Park(number, key);
        }

        return false;
    }

    /// <summary>Calls back up to so many of those that are parked under a key.</summary>
    public void Release(string key, int most = int.MaxValue)
    {
        if (!parked.TryGetValue(key, out var waiting))
        {
            return;
        }

        for (; most > 0 && waiting.TryDequeue(out var number); most--)
        {
            returned.Enqueue((number, key));
            parkedCount--;
        }

        if (waiting.Count == 0)
        {
            parked.Remove(key);
        }
    }

    private void Park(int number, string key)
    {
        if (!parked.TryGetValue(key, out var waiting))
        {
            parked[key] = waiting = new Queue<int>();
        }

        waiting.Enqueue(number);
        parkedCount++;
    }
}
