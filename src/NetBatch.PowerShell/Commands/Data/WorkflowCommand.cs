using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What the cmdlets share that write a workflow.</summary>
public abstract class WorkflowCommand : NetBatchCommand
{
    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>A file with the query in it.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    public string? Path { get; set; }

    /// <summary>The parameters that the query names, with their types: @{ region = 'Text'; window = 'WholeNumber=7' }. What stands behind =
    /// is the default; a value that is no text is a default of its own type (@{ window = 7 }); @{ window = @{ Type = 'WholeNumber'; Default
    /// = 7; Help = 'days' } } says it all. Types: Text, WholeNumber, Number, Boolean, Date, Timestamp. A parameter without a default must
    /// be given by every job.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Parameter { get; set; }

    /// <summary>The most rows an instance may give, 1 to 1,000,000.</summary>
    [Parameter]
    public int? RowLimit { get; set; }

    /// <summary>The query as it was given, or the file's; null: neither.</summary>
    private protected string? QueryText(string? query)
    {
        if (Path is null)
        {
            return query;
        }

        var file = this.FilePath(Path);
        return Checked(
            () =>
            {
                if (query is not null)
                {
                    throw new NetBatchException(ErrorCode.InvalidArgument, "-Query and -Path were both given.", "Give one of them.");
                }

                try
                {
                    return File.ReadAllText(file);
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
                {
                    throw new NetBatchException(ErrorCode.InvalidArgument, $"The file '{file}' cannot be read: {problem.Message}",
                        inner: problem);
                }
            },
            Path);
    }

    /// <summary>The parameters as they were given; null: none were.</summary>
    private protected IReadOnlyList<WorkflowParameter>? Parameters() =>
        Parameter is null ? null
            : Checked<IReadOnlyList<WorkflowParameter>>(() =>
                [.. Parameter.Cast<DictionaryEntry>().Select(entry => One($"{entry.Key}", Bare(entry.Value)))]);

    private static WorkflowParameter One(string name, object? value) => value switch
    {
        null => WorkflowSpec.Parameter(name, ""),
        string text => WorkflowSpec.Parameter(name, text),
        IDictionary table => WorkflowSpec.Parameter(
            name, $"{Entry(table, "Type")}", Entry(table, "Default") is { } given ? WorkSpecs.Json(given) : null,
            Entry(table, "Help") is { } help ? $"{help}" : null),
        _ => WorkflowSpec.Parameter(name, value is DateTime or DateTimeOffset ? nameof(ParameterType.Timestamp) : null,
            WorkSpecs.Json(value)),
    };

    private static object? Entry(IDictionary table, string key) =>
        table.Cast<DictionaryEntry>().Where(entry => $"{entry.Key}".Equals(key, StringComparison.OrdinalIgnoreCase))
            .Select(entry => Bare(entry.Value)).FirstOrDefault();

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
