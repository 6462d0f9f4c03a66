namespace NetBatch.TextFsm.Patterns;

internal sealed partial class PatternParser
{
    /// <summary>Reads <c>(?i)</c>, legal at the very start only, or <c>(?i-s:...)</c>; stands at the first letter.</summary>
    private GroupNode? ReadFlags(int depth, int start, bool mayBeGlobal)
    {
        if (Next != '-' && FlagOf(Next) is null)
        {
            throw new PatternException($"(?{Next} starts no known kind of group", start);
        }

        var add = ReadFlagLetters(adding: true);
        if (Take(')'))
        {
            if (!mayBeGlobal)
            {
                throw new PatternException("a flag for the whole pattern stands at its start only; write (?i:...)", start);
            }

            flags |= add;
            return null;
        }

        var remove = PatternFlags.None;
        if (Take('-'))
        {
            remove = ReadFlagLetters(adding: false);
            if (remove == PatternFlags.None)
            {
                throw new PatternException("a flag is missing after -", position);
            }
        }

        if (!Take(':'))
        {
            throw new PatternException("flags must end with : or )", position);
        }

        if ((add & remove) != 0)
        {
            throw new PatternException("a flag is both turned on and off", start);
        }

        var outer = flags;
        flags = (add & (PatternFlags.Ascii | PatternFlags.Unicode)) != 0 ? flags & ~PatternFlags.Ascii : flags;
        flags = (flags | add) & ~remove;
        var body = Body(depth, start);
        flags = outer;
        return new GroupNode(body, 0);
    }

    private PatternFlags ReadFlagLetters(bool adding)
    {
        var flags = PatternFlags.None;
        const PatternFlags kinds = PatternFlags.Ascii | PatternFlags.Unicode;
        while (!AtEnd && FlagOf(Next) is { } flag)
        {
            if (Next == 'L' || (!adding && (flag & kinds) != 0))
            {
                throw new PatternException($"the flag {Next} cannot be used here", position);
            }

            flags |= flag;
            if ((flag & kinds) != 0 && (flags & kinds) != flag)
            {
                throw new PatternException("the flags a and u exclude each other", position);
            }

            position++;
        }

        return flags;
    }

    private static PatternFlags? FlagOf(char c) => c switch
    {
        'i' => PatternFlags.IgnoreCase,
        'm' => PatternFlags.MultiLine,
        's' => PatternFlags.DotAll,
        'x' => PatternFlags.Verbose,
        'a' => PatternFlags.Ascii,
        'u' => PatternFlags.Unicode,
        'L' => PatternFlags.None,
        _ => null,
    };
}
