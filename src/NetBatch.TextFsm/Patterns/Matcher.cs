using System.Runtime.CompilerServices;

namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// Runs a compiled pattern. Ways not yet tried are frames (kind, instruction, x, y, z) on a stack of our own, so
/// that a long line can neither overflow the thread's stack nor allocate.
/// </summary>
internal static partial class Matcher
{
    private const int Alternative = 0;
    private const int GiveBack = 1;
    private const int TakeMore = 2;
    private const int RestoreSlot = 3;
    private const int RestoreRounds = 4;
    private const int LeaveRounds = 5;
    private const int AnotherRound = 6;
    private const int NoteDeadEnd = 7;

    /// <summary>Matches from an instruction and a position on; answers the end of the match, or -1.</summary>
    public static int Run(Pattern pattern, ReadOnlySpan<char> text, MatchState state, int pc, int position)
    {
        var code = pattern.Code;
        var floor = state.Top;
        while (true)
        {
            ref readonly var i = ref code[pc];
            int to;
            switch (i.Op)
            {
                case Op.Char:
                    if ((uint)position < (uint)text.Length && text[position] == i.A)
                    {
                        position++;
                        pc++;
                        continue;
                    }

                    break;
                case Op.Text:
                    if (text[position..].StartsWith(i.Text.AsSpan()))
                    {
                        position += i.Text!.Length;
                        pc++;
                        continue;
                    }

                    break;
                case Op.Set:
                    to = Scan.One(i.Set!, text, position);
                    if (to >= 0)
                    {
                        position = to;
                        pc++;
                        continue;
                    }

                    break;
                case Op.LoopAtomic:
                    to = Scan.Many(i.Set!, text, position, i.A, i.B);
                    if (to >= 0 && i.Next.Allows(text, to))
                    {
                        position = to;
                        pc++;
                        continue;
                    }

                    break;
                case Op.LoopGreedy:
                    to = Scan.Many(i.Set!, text, position, i.A, i.B);
                    if (to >= 0)
                    {
                        var least = i.A == 0 ? position : Scan.Skip(text, position, i.A);
                        to = Scan.BackTo(in i.Next, text, to, least);
                        if (to >= 0)
                        {
                            if (to > least)
                            {
                                state.Push(GiveBack, pc, least, to, 0);
                            }

                            position = to;
                            pc++;
                            continue;
                        }
                    }

                    break;
                case Op.LoopLazy:
                    to = Scan.Many(i.Set!, text, position, i.A, i.A);
                    if (to >= 0)
                    {
                        if (i.B > i.A)
                        {
                            state.Push(TakeMore, pc, to, i.B - i.A, 0);
                        }

                        position = to;
                        pc++;
                        continue;
                    }

                    break;
                case Op.Branch:
                    if (i.Next.Allows(text, position))
                    {
                        state.Push(Alternative, i.A, position, 0, 0);
                        pc++;
                    }
                    else
                    {
                        pc = i.A;
                    }

                    continue;
                case Op.Jump:
                    pc = i.A;
                    continue;
                case Op.Save:
                    if (state.Top > 0)
                    {
                        state.Push(RestoreSlot, 0, i.A, state.Captures[i.A], 0);
                    }

                    state.Captures[i.A] = position;
                    pc++;
                    continue;
                case Op.RoundsStart:
                    state.Push(RestoreRounds, 0, i.A, state.Rounds[i.A], state.RoundStarts[i.A]);
                    state.Rounds[i.A] = 0;
                    state.RoundStarts[i.A] = -1;
                    pc++;
                    continue;
                case Op.RoundsGreedy or Op.RoundsLazy:
                    pc = EnterRounds(in i, text, state, pc, position);
                    if (pc >= 0)
                    {
                        continue;
                    }

                    break;
                case Op.Anchor:
                    if (Anchors.Holds((Anchor)i.A, text, position, i.B != 0))
                    {
                        pc++;
                        continue;
                    }

                    break;
                case Op.Backreference:
                    to = Anchors.Repeat(text, state.Captures, i.A, i.B != 0, position);
                    if (to >= 0)
                    {
                        position = to;
                        pc++;
                        continue;
                    }

                    break;
                case Op.IfGroup:
                    pc = state.Captures[(i.B * 2) + 1] >= 0 ? i.A : pc + 1;
                    continue;
                case Op.Sub:
                    to = RunSub(in i, pattern, text, state, pc, position);
                    if (to >= 0)
                    {
                        position = to;
                        pc = i.A;
                        continue;
                    }

                    break;
                case Op.SubEnd:
                case Op.Match:
                    return position;
                default:
                    throw new InvalidOperationException($"unknown instruction {i.Op}");
            }

            // This way failed: take up the youngest one not yet tried.
            if (!Resume(pattern, text, state, floor, out pc, out position))
            {
                return -1;
            }
        }
    }
}
