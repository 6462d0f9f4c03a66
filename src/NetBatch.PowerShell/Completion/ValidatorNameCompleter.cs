using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Completes names of validators.</summary>
public sealed class ValidatorNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ValidatorList.Matching([]).Where(one => one.Name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(one => new CompletionResult(one.Name, one.Name, CompletionResultType.ParameterValue, one.Help));
}
