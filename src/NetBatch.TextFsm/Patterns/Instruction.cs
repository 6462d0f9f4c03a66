namespace NetBatch.TextFsm.Patterns;

internal enum Op
{
    /// <summary>One UTF-16 unit: A.</summary>
    Char,

    /// <summary>Several units: Text.</summary>
    Text,

    /// <summary>One code point of Set.</summary>
    Set,

    /// <summary>A to B code points of Set, as many as there are, never given back.</summary>
    LoopAtomic,

    /// <summary>A to B code points of Set, as many as there are, given back one by one.</summary>
    LoopGreedy,

    /// <summary>A to B code points of Set, as few as possible.</summary>
    LoopLazy,

    /// <summary>Try the next instruction if Next allows, else or later the one at A.</summary>
    Branch,

    /// <summary>Continue at A.</summary>
    Jump,

    /// <summary>Note the position in capture slot A.</summary>
    Save,

    /// <summary>Start counting rounds in counter A.</summary>
    RoundsStart,

    /// <summary>Counter A, from B to C rounds: another round (next instruction) or on at Target, greedy.</summary>
    RoundsGreedy,

    /// <summary>As <see cref="RoundsGreedy"/>, as few rounds as possible.</summary>
    RoundsLazy,
    Anchor,
    Backreference,

    /// <summary>On at A if group B took part, else the next instruction.</summary>
    IfGroup,

    /// <summary>Run the sub-program at the next instruction; A is where to go on, B how (see SubKind), C the width behind.</summary>
    Sub,

    /// <summary>The end of a sub-program.</summary>
    SubEnd,
    Match,
    Fail,
}

internal enum SubKind
{
    Atomic,
    Ahead,
    NotAhead,
    Behind,
    NotBehind,
}

/// <summary>One instruction of a compiled pattern; the meaning of the numbers depends on <see cref="Op"/>.</summary>
internal struct Instruction
{
    public Op Op;
    public int A;
    public int B;
    public int C;
    public int Target;
    public CharSet? Set;
    public string? Text;

    /// <summary>What must stand next for this way to be worth trying.</summary>
    public NextSet Next;
}
