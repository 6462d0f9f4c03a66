namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// What may stand next in the text if a match is still to succeed: ASCII characters by bitmap, any wider
/// character, the end of the text. Always a superset of the truth, so a miss is proof of failure.
/// </summary>
internal readonly record struct NextSet(ulong Low, ulong High, bool Wide, bool End)
{
    public static NextSet Everything { get; } = new(ulong.MaxValue, ulong.MaxValue, true, true);

    public static NextSet EndOnly { get; } = new(0, 0, false, true);

    /// <summary>The end of the text, or a last line feed.</summary>
    public static NextSet EndOrNewline { get; } = new(1UL << '\n', 0, false, true);

    public bool IsEverything => this == Everything;

    public static NextSet Of(CharSet set) => new(set.Low, set.High, set.MayBeWide, false);

    public NextSet Union(NextSet other) =>
        new(Low | other.Low, High | other.High, Wide | other.Wide, End | other.End);

    /// <summary>Whether some character could be in both; the end of the text is not a character.</summary>
    public bool Overlaps(NextSet other) =>
        (Low & other.Low) != 0 || (High & other.High) != 0 || (Wide && other.Wide);

    public bool Allows(ReadOnlySpan<char> text, int position)
    {
        if ((uint)position >= (uint)text.Length)
        {
            return End;
        }

        var c = text[position];
        return c < 128 ? ((((c & 64) == 0 ? Low : High) >> c) & 1) != 0 : Wide;
    }

    /// <summary>What may stand where <paramref name="node"/> begins, when <paramref name="after"/> may follow it.</summary>
    public static NextSet Before(PatternNode node, NextSet after)
    {
        switch (node)
        {
            case LiteralNode literal:
                return Of(CommonSets.Of(literal.CodePoint));
            case SetNode set:
                return Of(set.Set);
            case SequenceNode sequence:
                for (var i = sequence.Items.Count - 1; i >= 0; i--)
                {
                    after = Before(sequence.Items[i], after);
                }

                return after;
            case AlternationNode alternation:
                var any = default(NextSet);
                foreach (var branch in alternation.Branches)
                {
                    any = any.Union(Before(branch, after));
                }

                return any;
            case RepeatNode repeat:
                return BeforeRepeat(repeat, after);
            case GroupNode group:
                return Before(group.Body, after);
            case AtomicNode atomic:
                return Before(atomic.Body, after);
            case AnchorNode { Anchor: Anchor.VeryEnd }:
                return EndOnly;
            case AnchorNode { Anchor: Anchor.End or Anchor.LineEnd }:
                return EndOrNewline;
            case AnchorNode or LookNode:
                // Zero-width: what follows must still fit.
                return after;
            default:
                return Everything;
        }
    }

    private static NextSet BeforeRepeat(RepeatNode repeat, NextSet after)
    {
        if (repeat.Max == 0)
        {
            return after;
        }

        // After one round may come another one, or what follows.
        var again = Before(repeat.Body, Everything);
        if (again.IsEverything)
        {
            return repeat.Min == 0 ? Everything : Before(repeat.Body, Everything);
        }

        return repeat.Min == 0 ? again.Union(after) : again;
    }
}
