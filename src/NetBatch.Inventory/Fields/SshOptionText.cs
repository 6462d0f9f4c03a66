using System.Text;
using NetBatch.Inventory.Problems;

namespace NetBatch.Inventory.Fields;

/// <summary>Options in the SSH client's words: <c>Name=value;Name=value</c>, a map, or Ansible's <c>-o Name=value</c> arguments.</summary>
internal static class SshOptionText
{
    /// <summary>The options; a jump host in Ansible's arguments joins <paramref name="jump"/>.</summary>
    public static IReadOnlyDictionary<string, string> Read(FieldBag bag, ref IReadOnlyList<JumpHost> jump)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (bag.Single(FieldKind.SshOptions) is { } field)
        {
            if (Values.Map(field.Value) is { } map)
            {
                foreach (var (name, value) in map)
                {
                    Add(bag, field, options, name, Values.Text(value), ref jump);
                }
            }
            else
            {
                var items = Values.List(field.Value)?.Select(item => Values.Text(item) ?? "")
                    ?? ListText.Split(Values.Text(field.Value) ?? "", ';', '\n');
                foreach (var item in items.Where(item => item.Length > 0))
                {
                    AddPair(bag, field, options, item, ref jump);
                }
            }
        }

        foreach (var arguments in bag.Of(FieldKind.SshArguments))
        {
            ReadArguments(bag, arguments, options, ref jump);
        }

        return options;
    }

    private static void ReadArguments(FieldBag bag, Field field, Dictionary<string, string> options, ref IReadOnlyList<JumpHost> jump)
    {
        var words = Words(bag.Text(field) ?? "");
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            var isOption = word.StartsWith("-o", StringComparison.Ordinal);
            if (!isOption && !word.StartsWith("-J", StringComparison.Ordinal))
            {
                bag.Wrong(field, $"the argument {QuotedText.Of(word)} has no place here.",
                    "Write SSH options as -o Name=value, jump hosts as -J user@host:port.");
                return;
            }

            var argument = word.Length > 2 ? word[2..] : at + 1 < words.Count ? words[++at] : "";
            if (isOption && !argument.StartsWith("ProxyJump", StringComparison.OrdinalIgnoreCase))
            {
                AddPair(bag, field, options, argument, ref jump);
            }
            else if (jump.Count == 0)
            {
                jump = JumpText.Hops(bag, field, isOption ? argument[9..].TrimStart('=', ' ') : argument);
            }
        }
    }

    private static void AddPair(FieldBag bag, Field field, Dictionary<string, string> options, string item,
        ref IReadOnlyList<JumpHost> jump)
    {
        var end = item.IndexOfAny(['=', ' ']);
        Add(bag, field, options, end < 0 ? item : item[..end], end < 0 ? null : item[(end + 1)..].Trim(), ref jump);
    }

    // A line break would begin another option in the file that the SSH client reads.
    private static void Add(FieldBag bag, Field field, Dictionary<string, string> options, string name, string? value,
        ref IReadOnlyList<JumpHost> jump)
    {
        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit) || string.IsNullOrEmpty(value) || value.Any(char.IsControl))
        {
            bag.Wrong(field, $"{QuotedText.Of(name)} is not an SSH option with a value.",
                "Write Name=value in the SSH client's words, with ';' between several.");
        }
        else if (name.Equals("ProxyCommand", StringComparison.OrdinalIgnoreCase) && ProxyCommandText.Jump(Words(value)) is { } hop)
        {
            jump = jump.Count > 0 ? jump : JumpText.Hops(bag, field, hop);
        }
        else if (bag.Rules.OptionFault?.Invoke(name, value) is { } fault)
        {
            bag.Wrong(field, fault.Message, fault.Remedy ?? "Leave the option out.");
        }
        else if (SshOptionNames.Problem(name, value) is { } problem)
        {
            bag.Wrong(field, $"the SSH option {QuotedText.Of(name)} {problem}.", SshOptionNames.Remedy);
        }
        else if (!options.TryAdd(name, value))
        {
            bag.Wrong(field, $"the SSH option {QuotedText.Of(name)} stands here twice.", "Keep one of the two.");
        }
    }

    // Words of a shell line with single and double quotes.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord) = ('\0', false);
        foreach (var character in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(character))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                inWord = false;
                continue;
            }

            inWord = true;
            if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && character is '"' or '\'' && quote == '\0')
            {
                quote = character;
            }
            else
            {
                word.Append(character);
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
