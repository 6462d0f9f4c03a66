using System.CommandLine;
using System.CommandLine.Parsing;

namespace NetBatch.Cli.Options;

/// <summary>The words of a command line.</summary>
internal static class CommandWords
{
    /// <summary>
    /// Refuses a word that looks like an option and is none, unless it stands behind <c>--</c>, which says that only arguments follow.
    /// The parser takes it for one more argument, and where arguments are lines for a device, a slip of the pen would be sent to it.
    /// </summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>, naming it.</exception>
    public static void RefuseStray(ParseResult parsed)
    {
        var name = NameOf(parsed);
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        // The verbs above have options of one value only.
        if (parsed.CommandResult.Children.SelectMany(Words).FirstOrDefault(token => !literal.Contains(token)) is { } stray)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument,
                $"'{stray.Value}' is no option of 'netbatch {name}'.",
                $"netbatch {name} --help lists them. Words that begin with a hyphen and are meant as they stand come last, behind --.");
        }
    }

    /// <summary>What the verb is called, with the verbs above it: <c>jobtemplate list</c>.</summary>
    public static string NameOf(ParseResult parsed)
    {
        List<string> names = [];
        for (var command = parsed.CommandResult; command.Parent is CommandResult above; command = above)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static IEnumerable<Token> Words(SymbolResult part) => part switch
    {
        ArgumentResult { Argument.Arity.MaximumNumberOfValues: > 1 } argument =>
            argument.Tokens.Where(token => token.Value.Length > 1 && token.Value[0] == '-'),
        // An option of one value takes it as it is; one of many may have swallowed the next option.
        OptionResult { Option.AllowMultipleArgumentsPerToken: true } option =>
            option.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)),
        _ => [],
    };
}
