using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// The working memory of matching, reused from line to line so that a match allocates nothing.
/// One for each running parse; never shared between threads.
/// </summary>
internal sealed class MatchState
{
    // Steps back between two looks at the clock: some tens of microseconds.
    private const int Burst = 1 << 14;

    // 5 numbers a frame: about 160 MB, far beyond any pattern on any sane line.
    private const int MaxStack = 40_000_000;

    private readonly TimeProvider time;
    private readonly TimeSpan timeout;
    private long started;

    public MatchState(TimeProvider time, TimeSpan timeout)
    {
        this.time = time;
        this.timeout = timeout;
    }

    /// <summary>Ways not yet tried, five numbers each.</summary>
    public int[] Stack { get; private set; } = new int[5 * 64];

    /// <summary>How much of <see cref="Stack"/> is in use.</summary>
    public int Top { get; set; }

    /// <summary>Start and end by group, in pairs; -1 where a group took no part.</summary>
    public int[] Captures { get; private set; } = new int[32];

    public int[] Rounds { get; private set; } = new int[16];

    public int[] RoundStarts { get; private set; } = new int[16];

    /// <summary>Steps back left before the clock is read again.</summary>
    public int Fuel { get; set; }

    /// <summary>Set once one match has used up a burst; from then on dead ends are remembered.</summary>
    public DeadEnds? DeadEnds { get; private set; }

    /// <summary>What a group captured in the text last matched; null if it took no part.</summary>
    /// <param name="text">The text that was matched.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="known">A text that is handed back if it is equal, to save the copy.</param>
    public string? Captured(ReadOnlySpan<char> text, int group, string? known = null)
    {
        var end = Captures[(group * 2) + 1];
        if (end < 0)
        {
            return null;
        }

        var captured = text[Captures[group * 2]..end];
        return known is not null && captured.SequenceEqual(known) ? known : captured.ToString();
    }

    public void Prepare(Pattern pattern)
    {
        Top = 0;
        Fuel = Burst;
        DeadEnds = null;
        started = 0;
        var slots = (pattern.GroupCount + 1) * 2;
        if (Captures.Length < slots)
        {
            Captures = new int[slots];
        }

        Captures.AsSpan(0, slots).Fill(-1);
        if (Rounds.Length < pattern.Counters)
        {
            Rounds = new int[pattern.Counters];
            RoundStarts = new int[pattern.Counters];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(int kind, int instruction, int x, int y, int z)
    {
        var top = Top;
        if (top + 5 > Stack.Length)
        {
            Grow();
        }

        var frame = Stack.AsSpan(top, 5);
        frame[4] = z;
        frame[3] = y;
        frame[2] = x;
        frame[1] = instruction;
        frame[0] = kind;
        Top = top + 5;
    }

    /// <summary>Called when a burst of steps back is used up.</summary>
    public void Refuel(Pattern pattern, int textLength)
    {
        Fuel = Burst;
        if (started == 0)
        {
            started = time.GetTimestamp();
            DeadEnds = pattern.CanRemember ? new DeadEnds(textLength) : null;
        }
        else if (time.GetElapsedTime(started) > timeout)
        {
            throw new MatchLimitException($"took longer than {timeout.TotalSeconds:0.###} seconds");
        }
    }

    private void Grow()
    {
        if (Top > MaxStack)
        {
            throw new MatchLimitException("needs more memory to match than any sane pattern does");
        }

        var larger = new int[Stack.Length * 2];
        Stack.AsSpan(0, Top).CopyTo(larger);
        Stack = larger;
    }
}

/// <summary>Loop heads from which, at a position, no way leads to a match.</summary>
internal sealed class DeadEnds(int textLength)
{
    private readonly HashSet<long> seen = [];

    public bool Contains(int instruction, int position) => seen.Contains(Key(instruction, position));

    public void Add(int instruction, int position) => seen.Add(Key(instruction, position));

    private long Key(int instruction, int position) => ((long)instruction * (textLength + 1L)) + position;
}

/// <summary>One line took too long to match.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Internal, thrown in one place.")]
internal sealed class MatchLimitException(string reason) : Exception(reason);
