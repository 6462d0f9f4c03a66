using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Tests.Support;

/// <summary>
/// A network in memory that does to messages what networks do: delays, loses, repeats and overtakes them, cuts ways in one direction or
/// both, and holds everything back for a while to deliver it late.
/// </summary>
internal sealed class MemoryNetwork(TimeProvider time, int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly List<Endpoint> endpoints = [];
    private readonly HashSet<(string From, string To)> cuts = [];
    private DateTimeOffset heldUntil;

    /// <summary>One message in so many is lost; 0: none.</summary>
    public int LostOneIn { get; set; }

    /// <summary>One message in so many comes twice; 0: none.</summary>
    public int TwiceOneIn { get; set; }

    /// <summary>Each message is under way for up to so long, whatever the others are.</summary>
    public TimeSpan MostDelay { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Messages so far.</summary>
    public int Count { get; private set; }

    public IClusterLink Join(string name)
    {
        lock (gate)
        {
            var endpoint = new Endpoint(this, name);
            endpoints.Add(endpoint);
            return endpoint;
        }
    }

    /// <summary>Nothing comes from one to the other any more.</summary>
    public void Cut(string from, string to)
    {
        lock (gate)
        {
            cuts.Add((from, to));
        }
    }

    public void Mend()
    {
        lock (gate)
        {
            cuts.Clear();
        }
    }

    /// <summary>Everything that is said until then comes then.</summary>
    public void Hold(TimeSpan time1)
    {
        lock (gate)
        {
            heldUntil = time.GetUtcNow() + time1;
        }
    }

    /// <summary>A process is gone: nothing comes from it or to it any more.</summary>
    public void Kill(string name)
    {
        lock (gate)
        {
            endpoints.RemoveAll(endpoint => endpoint.Name == name);
        }
    }

    private void Publish(Endpoint from, string subject, ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            if (!endpoints.Contains(from))
            {
                return;
            }

            Count++;
            foreach (var to in endpoints.Where(to => to != from && to.Hears(subject)))
            {
                if (cuts.Contains((from.Name, to.Name)) || IsUnlucky(LostOneIn))
                {
                    continue;
                }

                _ = DeliverAsync(to, subject, bytes);
                if (IsUnlucky(TwiceOneIn))
                {
                    _ = DeliverAsync(to, subject, bytes);
                }
            }
        }
    }

    private bool IsUnlucky(int oneIn) => oneIn > 0 && random.Next(oneIn) == 0;

    private async Task DeliverAsync(Endpoint to, string subject, ReadOnlyMemory<byte> bytes)
    {
        TimeSpan delay;
        lock (gate)
        {
            // Never at once: that would be within the call that sends.
            delay = TimeSpan.FromMilliseconds(1) + (MostDelay * random.NextDouble());
            var held = heldUntil - time.GetUtcNow();
            delay = held > delay ? held : delay;
        }

        await Task.Delay(delay, time);
        lock (gate)
        {
            if (!endpoints.Contains(to))
            {
                return;
            }
        }

        to.Deliver(subject, bytes);
    }

    private sealed class Endpoint(MemoryNetwork network, string name) : IClusterLink
    {
        private readonly Lock turn = new();
        private readonly List<(string Subject, Action<string, ReadOnlyMemory<byte>> Hear)> subscriptions = [];

        public string Name => name;

        public bool IsConnected => true;

        public void Publish(string subject, ReadOnlyMemory<byte> bytes)
        {
            bytes.Length.ShouldBeLessThanOrEqualTo(256 * 1024);
            network.Publish(this, subject, bytes);
        }

        public Task SubscribeAsync(string subject, Action<string, ReadOnlyMemory<byte>> hear, CancellationToken cancellationToken)
        {
            lock (network.gate)
            {
                subscriptions.Add((subject, hear));
            }

            return Task.CompletedTask;
        }

        public bool Hears(string subject) => subscriptions.Any(one => Matches(one.Subject, subject));

        public void Deliver(string subject, ReadOnlyMemory<byte> bytes)
        {
            Action<string, ReadOnlyMemory<byte>>[] hear;
            lock (network.gate)
            {
                hear = [.. subscriptions.Where(one => Matches(one.Subject, subject)).Select(one => one.Hear)];
            }

            lock (turn)
            {
                foreach (var one in hear)
                {
                    one(subject, bytes);
                }
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static bool Matches(string pattern, string subject) =>
            pattern.EndsWith(".>", StringComparison.Ordinal) ? subject.StartsWith(pattern[..^1], StringComparison.Ordinal)
                : pattern == subject;
    }
}
