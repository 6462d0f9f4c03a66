using System.Text;
using System.Text.Json;

namespace NetBatch.Data.Workflows;

/// <summary>The workflows that people have defined, and the work that is made of one.</summary>
/// <param name="definitions">Where they are kept.</param>
/// <param name="me">Who keeps them.</param>
public sealed class BatchWorkflows(IDefinitionStore definitions, Requester me) : BatchDefinitions<BatchWorkflow>(
    definitions, me, new("workflow", "workflow", "Get-BatchWorkflow (netbatch workflows list)",
        "New-BatchWorkflow (netbatch workflows add)"))
{
    /// <summary>The work of running a workflow; a later change of the workflow does not change it.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="parameters">Values by name, or null.</param>
    /// <param name="allowChange">Whether it may change the instances.</param>
    /// <param name="rowLimit">The most rows an instance may give; null: the workflow's own limit.</param>
    /// <param name="folder">Where each instance's rows go into a file; null: into the store.</param>
    public static WorkSpec Spec(BatchWorkflow workflow, JsonElement? parameters, bool allowChange, int? rowLimit, string? folder = null)
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
                if (parameter.IsList)
                {
                    json.WriteBoolean("list", true);
                }

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

            if (folder is not null)
            {
                json.WriteString("folder", folder);
            }

            if ((rowLimit ?? workflow.RowLimit ?? (folder is null ? WorkflowArgs.MostRows : null)) is { } most)
            {
                json.WriteNumber("rowLimit", most);
            }

            json.WriteBoolean("allowChange", allowChange);
            json.WriteEndObject();
        }

        return new WorkSpec("workflow", 1, JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>The arguments of single instances, for <see cref="JobSpec.TargetArgs"/>, from their parameters by the instance's
    /// name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> TargetArgs(IEnumerable<KeyValuePair<string, JsonElement>> parameters) =>
        parameters.ToDictionary(one => one.Key, one => JsonElement.Parse($$"""{"parameters":{{one.Value.GetRawText()}}}"""),
            StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override JsonElement Write(BatchWorkflow definition) => StoredForm.Write(definition);

    /// <inheritdoc/>
    protected override BatchWorkflow Read(Definition kept) => StoredForm.ReadWorkflow(kept.Content);

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems(BatchWorkflow definition)
    {
        if (string.IsNullOrWhiteSpace(definition.Query))
        {
            yield return $"The workflow '{definition.Name}' has no query.";
            yield break;
        }

        if (Encoding.UTF8.GetByteCount(definition.Query) > WorkflowArgs.MostQuery)
        {
            yield return $"The query of '{definition.Name}' has {Encoding.UTF8.GetByteCount(definition.Query)} bytes; it may have "
                + $"{WorkflowArgs.MostQuery}.";
        }

        if (definition.RowLimit is < 1 or > WorkflowArgs.MostRows)
        {
            yield return $"The RowLimit of '{definition.Name}' is {definition.RowLimit}; it may be 1 to {WorkflowArgs.MostRows}.";
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in definition.Parameters)
        {
            if (parameter.Name.Length is 0 or > 100 || !parameter.Name.All(mark => char.IsAsciiLetterOrDigit(mark) || mark == '_')
                || char.IsAsciiDigit(parameter.Name[0]))
            {
                yield return $"'{parameter.Name}' is no name for a parameter: letters, digits and _, no digit first.";
            }
            else if (!names.Add(parameter.Name))
            {
                yield return $"The parameter '{parameter.Name}' is declared twice.";
            }
            else if (!definition.Query.Contains($"@{parameter.Name}", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"The query does not use the parameter '{parameter.Name}': @{parameter.Name} stands nowhere in it.";
            }

            if (parameter.Default is { } value && !ParameterValues.TryRead(value, parameter, default, out _))
            {
                yield return $"The default of '{parameter.Name}' is {value.GetRawText()}; it must be {ParameterValues.Form(parameter)}.";
            }
        }
    }
}
