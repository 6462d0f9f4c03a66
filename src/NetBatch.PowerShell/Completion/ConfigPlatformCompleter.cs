using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Completes names of platforms whose configs are known; needs no store.</summary>
public sealed class ConfigPlatformCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        new ConfigTools().Platforms
            .Where(name => name.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
