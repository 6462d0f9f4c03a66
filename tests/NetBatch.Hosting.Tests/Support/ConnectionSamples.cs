using NetBatch.Lab;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>What the lab's side saw of connections, moment by moment.</summary>
/// <param name="Most">Most connections in one sample.</param>
/// <param name="BatchesSeen">The batches that were seen connected, in order.</param>
/// <param name="AcrossWalls">Moments at which a batch was connected while a later one was.</param>
internal sealed record ConnectionSamples(int Most, IReadOnlyList<int> BatchesSeen, IReadOnlyList<string> AcrossWalls)
{
    /// <summary>
    /// Samples until told to end. The batches are read last to first: a batch that is still connected after a later
    /// one was has crossed its wall, however long the reading takes.
    /// </summary>
    public static async Task<ConnectionSamples> TakeAsync(LabHost lab, IReadOnlyList<IReadOnlyList<string>> batches, CancellationToken end)
    {
        var most = 0;
        SortedSet<int> seen = [];
        List<string> across = [];
        while (!end.IsCancellationRequested)
        {
            most = Math.Max(most, lab.Counts.CurrentConnections);
            var later = 0;
            for (var batch = batches.Count; batch >= 1; batch--)
            {
                var open = batches[batch - 1].Where(device => lab.CountsOf(device).CurrentConnections > 0).ToList();
                if (open.Count == 0)
                {
                    continue;
                }

                seen.Add(batch);
                if (later > 0)
                {
                    across.Add($"batch {later} was connected, then still {string.Join(", ", open)} of batch {batch}");
                }

                later = batch;
            }

            await Task.Delay(1, CancellationToken.None);
        }

        return new ConnectionSamples(most, [.. seen], across);
    }
}
