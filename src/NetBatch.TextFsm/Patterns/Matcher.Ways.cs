using System.Runtime.CompilerServices;

namespace NetBatch.TextFsm.Patterns;

internal static partial class Matcher
{
    /// <summary>At a loop head: the next instruction, or -1 where every way on is known to fail.</summary>
    private static int EnterRounds(in Instruction i, ReadOnlySpan<char> text, MatchState state, int pc, int position)
    {
        var rounds = state.Rounds[i.A];
        var from = state.RoundStarts[i.A];
        if (rounds < i.B)
        {
            state.Push(RestoreRounds, 0, i.A, rounds, from);
            return StartRound(in i, state, pc, position, rounds);
        }

        // As in Python, a round that took nothing is not followed by another one.
        if (rounds >= i.C || from == position || !i.Next.Allows(text, position))
        {
            return i.Target;
        }

        if (state.DeadEnds is { } dead)
        {
            if (dead.Contains(pc, position))
            {
                return -1;
            }

            state.Push(NoteDeadEnd, pc, position, 0, 0);
        }

        if (i.Op == Op.RoundsLazy)
        {
            state.Push(AnotherRound, pc, position, rounds, from);
            return i.Target;
        }

        state.Push(LeaveRounds, pc, position, rounds, from);
        return StartRound(in i, state, pc, position, rounds);
    }

    private static int StartRound(in Instruction i, MatchState state, int pc, int position, int rounds)
    {
        state.Rounds[i.A] = rounds + 1;
        state.RoundStarts[i.A] = position;
        return pc + 1;
    }

    /// <summary>Undoes what the failed way did and takes up the youngest other one; false when there is none.</summary>
    private static bool Resume(Pattern pattern, ReadOnlySpan<char> text, MatchState state, int floor, out int pc, out int position)
    {
        pc = 0;
        position = 0;
        while (state.Top > floor)
        {
            if (--state.Fuel <= 0)
            {
                state.Refuel(pattern, text.Length);
            }

            state.Top -= 5;
            var frame = state.Stack.AsSpan(state.Top, 5);
            pc = frame[1];
            position = frame[2];
            switch (frame[0])
            {
                case Alternative:
                    return true;
                case GiveBack:
                    var least = frame[2];
                    var to = Scan.BackTo(in pattern.Code[pc].Next, text, CodePoints.Back(text, frame[3]), least);
                    if (to < 0)
                    {
                        continue;
                    }

                    if (to > least)
                    {
                        frame[3] = to;
                        state.Top += 5;
                    }

                    position = to;
                    pc++;
                    return true;
                case TakeMore:
                    if (TakeOneMore(pattern, text, state, frame, ref position))
                    {
                        pc++;
                        return true;
                    }

                    continue;
                case RestoreSlot:
                    state.Captures[frame[2]] = frame[3];
                    continue;
                case RestoreRounds:
                    state.Rounds[frame[2]] = frame[3];
                    state.RoundStarts[frame[2]] = frame[4];
                    continue;
                case LeaveRounds:
                    ref readonly var left = ref pattern.Code[pc];
                    state.Rounds[left.A] = frame[3];
                    state.RoundStarts[left.A] = frame[4];
                    pc = left.Target;
                    return true;
                case AnotherRound:
                    ref readonly var head = ref pattern.Code[pc];
                    var rounds = frame[3];
                    state.Push(RestoreRounds, 0, head.A, rounds, frame[4]);
                    pc = StartRound(in head, state, pc, position, rounds);
                    return true;
                default:
                    state.DeadEnds?.Add(pc, position);
                    continue;
            }
        }

        return false;
    }

    /// <summary>Lets a lazy loop go on to the next position where what must follow does.</summary>
    private static bool TakeOneMore(Pattern pattern, ReadOnlySpan<char> text, MatchState state, Span<int> frame, ref int position)
    {
        ref readonly var loop = ref pattern.Code[frame[1]];
        var left = frame[3];
        do
        {
            position = left > 0 ? Scan.One(loop.Set!, text, position) : -1;
            left--;
        }
        while (position >= 0 && !loop.Next.Allows(text, position));

        if (position < 0)
        {
            return false;
        }

        // Without an upper bound the count stays put.
        frame[2] = position;
        frame[3] = loop.B == int.MaxValue ? int.MaxValue : left;
        state.Top += 5;
        return true;
    }

    /// <summary>Runs a look-around or atomic group; answers where the text goes on, or -1.</summary>
    private static int RunSub(in Instruction i, Pattern pattern, ReadOnlySpan<char> text, MatchState state, int pc, int position)
    {
        var kind = (SubKind)i.B;
        var from = position;
        if (kind is SubKind.Behind or SubKind.NotBehind)
        {
            for (var width = i.C; width > 0; width--)
            {
                if (from == 0)
                {
                    return kind == SubKind.NotBehind ? position : -1;
                }

                from = CodePoints.Back(text, from);
            }
        }

        if (state.Top == 0)
        {
            // Captures are noted for undoing only above an empty stack.
            state.Push(RestoreSlot, 0, 0, -1, 0);
        }

        var floor = state.Top;
        var end = Run(pattern, text, state, pc + 1, from);
        if (kind is SubKind.NotAhead or SubKind.NotBehind)
        {
            // What it captured must not stay, whether it matched or not.
            DropUntried(state, floor, undo: true);
            return end < 0 ? position : -1;
        }

        if (end >= 0)
        {
            DropUntried(state, floor, undo: false);
        }

        return end < 0 || kind == SubKind.Atomic ? end : position;
    }

    /// <summary>Drops the ways not tried above a floor; what they would have restored is restored now or kept for later.</summary>
    private static void DropUntried(MatchState state, int floor, bool undo)
    {
        var stack = state.Stack;
        if (undo)
        {
            for (var at = state.Top - 5; at >= floor; at -= 5)
            {
                if (stack[at] == RestoreSlot)
                {
                    state.Captures[stack[at + 2]] = stack[at + 3];
                }
                else if (stack[at] == RestoreRounds)
                {
                    state.Rounds[stack[at + 2]] = stack[at + 3];
                    state.RoundStarts[stack[at + 2]] = stack[at + 4];
                }
            }

            state.Top = floor;
            return;
        }

        var kept = floor;
        for (var at = floor; at < state.Top; at += 5)
        {
            if (stack[at] is RestoreSlot or RestoreRounds)
            {
                stack.AsSpan(at, 5).CopyTo(stack.AsSpan(kept));
                kept += 5;
            }
        }

        state.Top = kept;
    }
}
