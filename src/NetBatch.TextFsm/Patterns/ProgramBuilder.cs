using System.Text;

namespace NetBatch.TextFsm.Patterns;

/// <summary>
/// Turns a tree into instructions. Where the character after a loop cannot be one of the loop's own, the loop
/// never gives anything back: most rules of most templates then run without any backtracking.
/// </summary>
internal sealed class ProgramBuilder
{
    private readonly List<Instruction> code = [];
    private int counters;

    public static (Instruction[] Code, int Counters) Build(PatternNode root)
    {
        var builder = new ProgramBuilder();
        builder.Emit(root, NextSet.Everything);
        builder.Add(new Instruction { Op = Op.Match });
        return ([.. builder.code], builder.counters);
    }

    private int Add(Instruction instruction)
    {
        code.Add(instruction);
        return code.Count - 1;
    }

    private void Patch(int at, Func<Instruction, Instruction> change) => code[at] = change(code[at]);

    private void Emit(PatternNode node, NextSet after)
    {
        switch (node)
        {
            case LiteralNode literal:
                EmitText(CodePoints.ToText(literal.CodePoint));
                break;
            case SetNode set:
                Add(new Instruction { Op = Op.Set, Set = set.Set });
                break;
            case SequenceNode sequence:
                EmitSequence(sequence, after);
                break;
            case AlternationNode alternation:
                EmitAlternation(alternation, after);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat, after);
                break;
            case GroupNode { Number: 0 } group:
                Emit(group.Body, after);
                break;
            case GroupNode group:
                Add(new Instruction { Op = Op.Save, A = group.Number * 2 });
                Emit(group.Body, after);
                Add(new Instruction { Op = Op.Save, A = (group.Number * 2) + 1 });
                break;
            case AtomicNode atomic:
                EmitSub(atomic.Body, SubKind.Atomic, 0);
                break;
            case LookNode { BehindWidth: null } look:
                EmitSub(look.Body, look.Negative ? SubKind.NotAhead : SubKind.Ahead, 0);
                break;
            case LookNode look:
                EmitSub(look.Body, look.Negative ? SubKind.NotBehind : SubKind.Behind, look.BehindWidth!.Value);
                break;
            case AnchorNode anchor:
                Add(new Instruction { Op = Op.Anchor, A = (int)anchor.Anchor, B = anchor.AsciiWords ? 1 : 0 });
                break;
            case BackreferenceNode reference:
                Add(new Instruction { Op = Op.Backreference, A = reference.Group, B = reference.IgnoreCase ? 1 : 0 });
                break;
            case ConditionalNode conditional:
                var test = Add(new Instruction { Op = Op.IfGroup, B = conditional.Group });
                Emit(conditional.No, after);
                var skip = Add(new Instruction { Op = Op.Jump });
                Patch(test, i => i with { A = code.Count });
                Emit(conditional.Yes, after);
                Patch(skip, i => i with { A = code.Count });
                break;
            default:
                throw new InvalidOperationException($"no instruction for {node.GetType().Name}");
        }
    }

    private void EmitText(string text) => Add(text.Length == 1
        ? new Instruction { Op = Op.Char, A = text[0] }
        : new Instruction { Op = Op.Text, Text = text });

    private void EmitSequence(SequenceNode sequence, NextSet after)
    {
        var items = sequence.Items;
        var nexts = new NextSet[items.Count];
        for (var i = items.Count - 1; i >= 0; i--)
        {
            nexts[i] = after;
            after = NextSet.Before(items[i], after);
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not LiteralNode)
            {
                Emit(items[i], nexts[i]);
                continue;
            }

            var text = new StringBuilder();
            for (; i < items.Count && items[i] is LiteralNode literal; i++)
            {
                text.Append(CodePoints.ToText(literal.CodePoint));
            }

            i--;
            EmitText(text.ToString());
        }
    }

    private void EmitAlternation(AlternationNode alternation, NextSet after)
    {
        var exits = new List<int>();
        for (var i = 0; i < alternation.Branches.Count; i++)
        {
            var branch = alternation.Branches[i];
            var last = i == alternation.Branches.Count - 1;
            var choice = last ? -1 : Add(new Instruction { Op = Op.Branch, Next = NextSet.Before(branch, after) });
            Emit(branch, after);
            if (!last)
            {
                exits.Add(Add(new Instruction { Op = Op.Jump }));
                Patch(choice, instruction => instruction with { A = code.Count });
            }
        }

        foreach (var exit in exits)
        {
            Patch(exit, instruction => instruction with { A = code.Count });
        }
    }

    private void EmitRepeat(RepeatNode repeat, NextSet after)
    {
        var body = repeat.Body;
        while (body is GroupNode { Number: 0 } group)
        {
            body = group.Body;
        }

        if (body is SequenceNode { Items: [var only] })
        {
            body = only;
        }

        var set = body switch
        {
            LiteralNode literal => CommonSets.Of(literal.CodePoint),
            SetNode node => node.Set,
            _ => null,
        };
        if (set is not null)
        {
            EmitLoop(repeat, set, after);
        }
        else if (repeat.Kind == RepeatKind.Possessive)
        {
            EmitSub(repeat with { Kind = RepeatKind.Greedy }, SubKind.Atomic, 0);
        }
        else if (repeat is { Min: 1, Max: 1 })
        {
            Emit(repeat.Body, after);
        }
        else if (repeat is { Min: 0, Max: 1 })
        {
            EmitOptional(repeat, after);
        }
        else
        {
            EmitRounds(repeat, after);
        }
    }

    private void EmitLoop(RepeatNode repeat, CharSet set, NextSet after)
    {
        // Giving back is pointless when what follows cannot start with a character of the loop, or when nothing
        // follows that could fail.
        var atomic = repeat.Kind == RepeatKind.Possessive || repeat.Min == repeat.Max
            || (repeat.Kind == RepeatKind.Greedy && !NextSet.Of(set).Overlaps(after));
        Add(new Instruction
        {
            Op = atomic ? Op.LoopAtomic : repeat.Kind == RepeatKind.Lazy ? Op.LoopLazy : Op.LoopGreedy,
            A = repeat.Min,
            B = repeat.Max,
            Set = set,
            Next = after,
        });
    }

    private void EmitOptional(RepeatNode repeat, NextSet after)
    {
        if (repeat.Kind == RepeatKind.Greedy)
        {
            var choice = Add(new Instruction { Op = Op.Branch, Next = NextSet.Before(repeat.Body, after) });
            Emit(repeat.Body, after);
            Patch(choice, i => i with { A = code.Count });
            return;
        }

        // Lazy: first without (a jump over the body), later with.
        var lazy = Add(new Instruction { Op = Op.Branch, Next = after });
        var skip = Add(new Instruction { Op = Op.Jump });
        Patch(lazy, i => i with { A = code.Count });
        Emit(repeat.Body, after);
        Patch(skip, i => i with { A = code.Count });
    }

    private void EmitRounds(RepeatNode repeat, NextSet after)
    {
        var counter = counters++;
        var again = NextSet.Before(repeat.Body, NextSet.Everything);
        Add(new Instruction { Op = Op.RoundsStart, A = counter });
        var head = Add(new Instruction
        {
            Op = repeat.Kind == RepeatKind.Lazy ? Op.RoundsLazy : Op.RoundsGreedy,
            A = counter,
            B = repeat.Min,
            C = repeat.Max,
            Next = again,
        });
        Emit(repeat.Body, again.Union(after));
        Add(new Instruction { Op = Op.Jump, A = head });
        Patch(head, i => i with { Target = code.Count });
    }

    private void EmitSub(PatternNode body, SubKind kind, int width)
    {
        var sub = Add(new Instruction { Op = Op.Sub, B = (int)kind, C = width });
        Emit(body, NextSet.Everything);
        Add(new Instruction { Op = Op.SubEnd });
        Patch(sub, i => i with { A = code.Count });
    }
}
