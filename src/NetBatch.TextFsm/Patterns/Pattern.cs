namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// A Python regular expression, compiled. It answers what <c>re.match</c> answers: whether the text's beginning
/// matches, for every alternative, and which groups took part. Immutable; safe for many threads with one
/// <see cref="MatchState"/> each.
/// </summary>
internal sealed class Pattern
{
    private Pattern(string source, Instruction[] code, int counters, int groupCount, IReadOnlyList<(string, int)> names)
    {
        Source = source;
        Code = code;
        Counters = counters;
        GroupCount = groupCount;
        Names = names;
    }

    /// <summary>The pattern as written.</summary>
    public string Source { get; }

    public int GroupCount { get; }

    /// <summary>Named groups in the order of their numbers.</summary>
    public IReadOnlyList<(string Name, int Number)> Names { get; }

    /// <summary>What a text must start with for a match to be possible.</summary>
    public NextSet First { get; private init; }

    internal Instruction[] Code { get; }

    internal int Counters { get; }

    /// <summary>
    /// Whether failing at a loop head depends on the head and the position only. Back-references make it depend on
    /// the captures, bounded loops on their counts.
    /// </summary>
    internal bool CanRemember => Array.TrueForAll(Code, IsForgetful);

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="PatternException">Python's <c>re.compile</c> would refuse it.</exception>
    public static Pattern Compile(string source)
    {
        var (root, groups, names) = PatternParser.Parse(source);
        var (code, counters) = ProgramBuilder.Build(root);
        return new Pattern(source, code, counters, groups, names)
        {
            First = NextSet.Before(root, NextSet.Everything),
        };
    }

    /// <summary>Reads a pattern only to see whether it is one, and what groups it has.</summary>
    /// <exception cref="PatternException">Python's <c>re.compile</c> would refuse it.</exception>
    public static (int GroupCount, bool HasNames) Check(string source)
    {
        var (_, groups, names) = PatternParser.Parse(source);
        return (groups, names.Count > 0);
    }

    /// <summary>Matches at the beginning of a text; captures stand in <paramref name="state"/> afterwards.</summary>
    /// <exception cref="MatchLimitException">The match took too long.</exception>
    public bool Match(ReadOnlySpan<char> text, MatchState state)
    {
        if (!First.Allows(text, 0))
        {
            return false;
        }

        state.Prepare(this);
        return Matcher.Run(this, text, state, 0, 0) >= 0;
    }

    private static bool IsForgetful(Instruction i) => i.Op switch
    {
        Op.Backreference or Op.IfGroup => false,
        Op.RoundsGreedy or Op.RoundsLazy => i.B <= 1 && i.C == int.MaxValue,
        _ => true,
    };
}
