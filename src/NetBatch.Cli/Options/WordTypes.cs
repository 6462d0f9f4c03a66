using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NetBatch.Cli.Options;

/// <summary>
/// Words that are not what their option or argument takes. The parser's own sentences name .NET types; it takes any number
/// for a state, and an empty word for a file breaks where it is used: <c>--templates "$UNSET"</c>.
/// </summary>
internal static class WordTypes
{
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>, naming option, word and what may stand
    /// there.</exception>
    public static void Check(ParseResult parsed)
    {
        var verb = parsed.CommandResult;
        for (CommandResult? command = verb; command is not null; command = command.Parent as CommandResult)
        {
            foreach (var part in command.Children)
            {
                switch (part)
                {
                    case OptionResult option:
                        Check(option.Option.Name, option.Option.ValueType, option.Tokens.Select(token => token.Value));
                        break;
                    case ArgumentResult argument:
                        Check($"<{argument.Argument.Name}>", argument.Argument.ValueType, argument.Tokens.Select(token => token.Value));
                        break;
                }
            }
        }

        // An argument that may be left out is passed over by a word that it does not take.
        if (parsed.UnmatchedTokens.Contains("") && verb.Command.Arguments is [.., { } last])
        {
            Check($"<{last.Name}>", last.ValueType, [""]);
        }
    }

    private static void Check(string name, Type type, IEnumerable<string> words)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        foreach (var word in words)
        {
            if (Misfit(one, word) is { } wanted)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"{name} is '{word}'; it takes {wanted}.");
            }
        }
    }

    private static string? Misfit(Type type, string word)
    {
        if (typeof(FileSystemInfo).IsAssignableFrom(type))
        {
            return word.Length > 0 ? null : type == typeof(DirectoryInfo) ? "a folder" : "a file";
        }

        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            return names.Contains(word, StringComparer.OrdinalIgnoreCase) ? null : string.Join(", ", names);
        }

        return type switch
        {
            _ when type == typeof(int) =>
                int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null
                    : $"a whole number up to {int.MaxValue}",
            _ when type == typeof(long) =>
                long.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
            _ when type == typeof(double) =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? null
                    : "a number",
            _ => null,
        };
    }
}
