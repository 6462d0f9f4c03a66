using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace NetBatch.Data.Workflows;

/// <summary>The workflows that people have defined, and the work that is made of one.</summary>
/// <param name="definitions">Where they are kept.</param>
public sealed class WorkflowBook(IDefinitionStore definitions)
{
    /// <summary>The sort of their definitions.</summary>
    public const string Sort = "workflow";

    /// <summary>Keeps a workflow, or replaces the one of its name.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="onlyNew">Refuse where there is one of that name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it cannot be used; every problem, a line each.</exception>
    public Task SaveAsync(BatchWorkflow workflow, bool onlyNew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        var problems = Problems(workflow).ToList();
        return problems.Count == 0
            ? definitions.SaveAsync(new Definition(Sort, workflow.Name, StoredForm.Write(workflow)), onlyNew, cancellationToken)
            : throw new NetBatchException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, problems));
    }

    /// <summary>Workflows by name (wildcards <c>*</c> and <c>?</c>, any case), sorted by name; all where no name is given.</summary>
    public async IAsyncEnumerable<BatchWorkflow> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var definition in definitions.ReadAsync(Sort, names, cancellationToken).ConfigureAwait(false))
        {
            yield return StoredForm.ReadWorkflow(definition.Content) with { ChangedAt = definition.ChangedAt, ChangedBy = definition.ChangedBy };
        }
    }

    /// <summary>One workflow by its name.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is none.</exception>
    public async Task<BatchWorkflow> FindAsync(string name, CancellationToken cancellationToken)
    {
        List<string> known = [];
        await foreach (var workflow in ReadAsync([], cancellationToken).ConfigureAwait(false))
        {
            if (workflow.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return workflow;
            }

            known.Add(workflow.Name);
        }

        throw new NetBatchException(
            ErrorCode.InvalidArgument,
            $"There is no workflow '{name}'.",
            known.Count == 0 ? "Define one with New-BatchWorkflow (netbatch workflows add)." : $"There are: {string.Join(", ", known.Take(20))}.");
    }

    /// <summary>Forgets a workflow; false where there was none. Jobs keep their own copy.</summary>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => definitions.RemoveAsync(Sort, name, cancellationToken);

    /// <summary>The work of running a workflow; a later change of the workflow does not change it.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="parameters">Values by name, or null.</param>
    /// <param name="allowChange">Whether it may change the instances.</param>
    /// <param name="rowLimit">The most rows an instance may give; null: the workflow's own limit.</param>
    public static WorkSpec Spec(BatchWorkflow workflow, JsonElement? parameters, bool allowChange, int? rowLimit)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("workflow", workflow.Name);
            json.WriteString("query", workflow.Query);
            json.WriteStartArray("declared");
            foreach (var parameter in workflow.Parameters)
            {
                json.WriteStartObject();
                json.WriteString("name", parameter.Name);
                json.WriteString("type", parameter.Type.ToString());
                if (parameter.Default is { } value)
                {
                    json.WritePropertyName("default");
                    value.WriteTo(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (parameters is { } given)
            {
                json.WritePropertyName("parameters");
                given.WriteTo(json);
            }

            json.WriteNumber("rowLimit", rowLimit ?? workflow.RowLimit ?? WorkflowArgs.MostRows);
            json.WriteBoolean("allowChange", allowChange);
            json.WriteEndObject();
        }

        return new WorkSpec("workflow", 1, JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>The arguments of single instances, for <see cref="JobSpec.TargetArgs"/>, from their parameters by the instance's name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> TargetArgs(IEnumerable<KeyValuePair<string, JsonElement>> parameters) =>
        parameters.ToDictionary(one => one.Key, one => JsonElement.Parse($$"""{"parameters":{{one.Value.GetRawText()}}}"""), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Problems(BatchWorkflow workflow)
    {
        if (string.IsNullOrWhiteSpace(workflow.Name) || workflow.Name.Length > 200 || workflow.Name.AsSpan().IndexOfAny("*?\r\n\t") >= 0)
        {
            yield return $"The workflow's name is '{workflow.Name}'; it needs 1 to 200 characters on one line, without * and ?.";
        }

        if (string.IsNullOrWhiteSpace(workflow.Query))
        {
            yield return $"The workflow '{workflow.Name}' has no query.";
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(workflow.Query) > WorkflowArgs.MostQuery)
        {
            yield return $"The query of '{workflow.Name}' has {Encoding.UTF8.GetByteCount(workflow.Query)} bytes; it may have {WorkflowArgs.MostQuery}.";
        }

        if (workflow.RowLimit is < 1 or > WorkflowArgs.MostRows)
        {
            yield return $"The RowLimit of '{workflow.Name}' is {workflow.RowLimit}; it may be 1 to {WorkflowArgs.MostRows}.";
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in workflow.Parameters)
        {
            if (parameter.Name.Length is 0 or > 100 || !parameter.Name.All(mark => char.IsAsciiLetterOrDigit(mark) || mark == '_') || char.IsAsciiDigit(parameter.Name[0]))
            {
                yield return $"'{parameter.Name}' is no name for a parameter: letters, digits and _, no digit first.";
            }
            else if (!names.Add(parameter.Name))
            {
                yield return $"The parameter '{parameter.Name}' is declared twice.";
            }
            else if (!workflow.Query.Contains($"@{parameter.Name}", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"The query does not use the parameter '{parameter.Name}': @{parameter.Name} stands nowhere in it.";
            }

            if (parameter.Default is { } value && !ParameterValues.TryRead(value, parameter.Type, out _))
            {
                yield return $"The default of '{parameter.Name}' is {value.GetRawText()}; it must be {ParameterValues.Form(parameter.Type)}.";
            }
        }
    }
}
