namespace NetBatch.Cluster.Wire;

/// <summary>
/// The beats that were sent to one other side, and how lately one of them was answered: measured from its sending, so that nothing that was
/// under way for long makes the other seem alive. Not for several threads at once.
/// </summary>
internal sealed class Beats(TimeProvider time)
{
    private const int Most = 64;

    private readonly Queue<(long Number, long At)> sent = new();
    private long number;
    private long? answered;

    /// <summary>The number of the other's last beat.</summary>
    public long Heard { get; private set; }

    /// <summary>Since the sending of the last beat that was answered; null: none was.</summary>
    public TimeSpan? Silence => answered is { } at ? time.GetElapsedTime(at) : null;

    /// <summary>Numbers a beat that is sent now.</summary>
    public long Next()
    {
        sent.Enqueue((++number, time.GetTimestamp()));
        if (sent.Count > Most)
        {
            sent.Dequeue();
        }

        return number;
    }

    /// <summary>Takes a beat of the other.</summary>
    /// <param name="its">Its number.</param>
    /// <param name="mine">The number of the last own one that it had heard.</param>
    /// <returns>Whether it answers one that was not answered before.</returns>
    public bool Take(long its, long mine)
    {
        Heard = Math.Max(Heard, its);
        if (AgeOf(mine) is not { } age || (Silence is { } silence && silence <= age))
        {
            return false;
        }

        answered = At(mine);
        return true;
    }

    /// <summary>How long ago an own beat was sent; null: it was none of the last.</summary>
    public TimeSpan? AgeOf(long own) => At(own) is { } at ? time.GetElapsedTime(at) : null;

    private long? At(long own)
    {
        foreach (var (one, at) in sent)
        {
            if (one == own)
            {
                return at;
            }
        }

        return null;
    }
}
