using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetBatch.Hosting;

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
            var known = new TextFsmTemplates(HostOptions.StoreFile(bound["StorePath"] as string))
                .List([.. Texts(bound["TemplatePath"])], [.. Texts(bound["Platform"])], null);
            return
            [
                .. known.SelectMany(Words).Where(one => one.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct(Same)
                    .Order(StringComparer.Ordinal).Take(Most)
                    .Select(one => new CompletionResult(one.Contains(' ', StringComparison.Ordinal) ? $"'{one}'" : one, one,
                        CompletionResultType.ParameterValue, one)),
            ];
        }
        catch (Exception problem) when (problem is NetBatchException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What one template completes.</summary>
    private protected abstract IEnumerable<string> Words(ListedTemplate template);

    private protected abstract StringComparer Same { get; }

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
    private protected override StringComparer Same => StringComparer.Ordinal;

    private protected override IEnumerable<string> Words(ListedTemplate template) =>
        template.Files.Select(name => Path.GetFileNameWithoutExtension(name)!);
}

/// <summary>Completes commands that a template is known for, of the platform where one is given.</summary>
public sealed class TemplateCommandCompleter : TemplateCompleter
{
    private protected override StringComparer Same => StringComparer.OrdinalIgnoreCase;

    private protected override IEnumerable<string> Words(ListedTemplate template) => template.FullCommand is { } command ? [command] : [];
}
