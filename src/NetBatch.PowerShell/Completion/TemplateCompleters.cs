using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetBatch.Hosting;
using NetBatch.TextFsm;

namespace NetBatch.Commands;

/// <summary>Completes from the templates that are there; trouble with them completes nothing.</summary>
public abstract class TemplateCompleter : IArgumentCompleter
{
    private const int Most = 50;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var bound = fakeBoundParameters ?? new Hashtable();
        try
        {
            string[] folders = [.. Texts(bound["TemplatePath"])];
            var library = Templates.ParserFor(Path.GetFullPath(Stores.FileOf(bound["StorePath"] as string))).Library(folders);
            return [.. Find(library, word, [.. Texts(bound["Platform"])]).Take(Most).Select(one => new CompletionResult(one.Contains(' ', StringComparison.Ordinal) ? $"'{one}'" : one, one, CompletionResultType.ParameterValue, one))];
        }
        catch (Exception problem) when (problem is NetBatchException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private protected abstract IEnumerable<string> Find(TemplateLibrary library, string word, string[] platforms);

    private static IEnumerable<string> Texts(object? bound) => bound switch
    {
        null => [],
        string text => [text],
        IEnumerable list => list.Cast<object?>().Select(one => $"{one}"),
        _ => [$"{bound}"],
    };
}

/// <summary>Completes names of templates.</summary>
public sealed class TemplateNameCompleter : TemplateCompleter
{
    private protected override IEnumerable<string> Find(TemplateLibrary library, string word, string[] platforms) =>
        library.List(platforms, null).SelectMany(one => one.Entry.Templates).Select(name => Path.GetFileNameWithoutExtension(name)!).Distinct(StringComparer.Ordinal)
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
}

/// <summary>Completes commands that a template is known for, of the platform where one is given.</summary>
public sealed class TemplateCommandCompleter : TemplateCompleter
{
    private protected override IEnumerable<string> Find(TemplateLibrary library, string word, string[] platforms) =>
        library.List(platforms, null).Select(one => one.Entry.FullCommand).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(command => command.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
}
