namespace NetBatch.Data.Generating;

/// <summary>
/// Random numbers that are a pure function of a seed and a row: any row can be made again without those before it, and
/// no runtime version changes them. The mixing step is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
/// Number Generators, 2014).
/// </summary>
internal struct SeededRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    private SeededRandom(ulong state) => this.state = state;

    /// <summary>The numbers of one row of one stream.</summary>
    public static SeededRandom At(int seed, int stream, long row) =>
        new(Mix(unchecked((uint)seed + ((ulong)(uint)stream << 32))) ^ Mix(unchecked((ulong)row * Golden + 1)));

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1.</summary>
    public long Below(long below) => (long)(((UInt128)Next() * (ulong)below) >> 64);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Between(long least, long most) => least + Below(most - least + 1);

    /// <summary>A whole number below <paramref name="below"/>, small ones more often: the sales of a shop are not evenly spread.</summary>
    public long Skewed(long below)
    {
        var part = Next() >> 11;
        const double Whole = 1UL << 53;
        var share = part / Whole;
        return Math.Min(below - 1, (long)(share * share * below));
    }

    /// <summary>An amount of money, in hundredths.</summary>
    public decimal Cents(long least, long most) => Between(least, most) / 100m;

    /// <summary>One of a list.</summary>
    public T Of<T>(IReadOnlyList<T> list) => list[(int)Below(list.Count)];

    private ulong Next() => Mix(unchecked(state += Golden));

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
