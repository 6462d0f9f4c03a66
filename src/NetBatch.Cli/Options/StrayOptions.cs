using System.CommandLine;
using System.CommandLine.Parsing;

namespace NetBatch.Cli.Options;

/// <summary>
/// Words that look like an option and are none. The parser takes them for one more argument, and where arguments are lines for a
/// device, a slip of the pen would be sent to it.
/// </summary>
internal static class StrayOptions
{
    /// <summary>Refuses such a word, unless it stands behind <c>--</c>, which says that only arguments follow.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>, naming it.</exception>
    public static void Refuse(ParseResult parsed)
    {
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).ToHashSet(ReferenceEqualityComparer.Instance);
        for (CommandResult? command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
        {
            if (command.Children.SelectMany(Words).FirstOrDefault(token => !literal.Contains(token)) is { } stray)
            {
                throw new NetBatchException(
                    ErrorCode.InvalidArgument,
                    $"'{stray.Value}' is no option of 'netbatch {parsed.CommandResult.Command.Name}'.",
                    $"netbatch {parsed.CommandResult.Command.Name} --help lists them. Words that begin with a hyphen and are meant as they stand come last, behind --.");
            }
        }
    }

    private static IEnumerable<Token> Words(SymbolResult part) => part switch
    {
        ArgumentResult { Argument.Arity.MaximumNumberOfValues: > 1 } argument => argument.Tokens.Where(token => token.Value.Length > 1 && token.Value[0] == '-'),
        // An option of one value takes it as it is; one of many may have swallowed the next option.
        OptionResult { Option.AllowMultipleArgumentsPerToken: true } option => option.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)),
        _ => [],
    };
}
