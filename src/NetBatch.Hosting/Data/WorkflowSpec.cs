using System.Text.Json;
using NetBatch.Data.Workflows;

namespace NetBatch.Hosting;

/// <summary>Workflows and their jobs, as both front ends say them.</summary>
public static class WorkflowSpec
{
    /// <summary>The job of a workflow, but for its targets and rules; a later change of the workflow does not change it.</summary>
    /// <param name="host">The host that knows the workflow.</param>
    /// <param name="name">The workflow's name.</param>
    /// <param name="parameters">Values for all instances, by name; or null.</param>
    /// <param name="own">Values for single instances, by the instance's name; they go over the others.</param>
    /// <param name="allowChange">Whether it may change the instances.</param>
    /// <param name="rowLimit">The most rows an instance may give; null: the workflow's own limit.</param>
    /// <param name="folder">A folder, in full: each instance's rows go into a CSV file there; null: into the store.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such workflow.</exception>
    public static async Task<JobSpec> MakeAsync(
        NetBatchHost host,
        string name,
        JsonElement? parameters,
        IEnumerable<KeyValuePair<string, JsonElement>> own,
        bool allowChange,
        int? rowLimit,
        string? folder,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var workflow = await host.Workflows.FindAsync(name, cancellationToken).ConfigureAwait(false);
        return new JobSpec
        {
            Name = workflow.Name,
            Work = BatchWorkflows.Spec(workflow, parameters, allowChange, rowLimit, folder),
            Targets = [],
            TargetArgs = BatchWorkflows.TargetArgs(own),
        };
    }

    /// <summary>A parameter as it is typed in one word: <c>name</c>, <c>name:type</c>, <c>name=default</c>,
    /// <c>name:type=default</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such type, or the default is not of
    /// it.</exception>
    public static WorkflowParameter Parameter(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.AsSpan().IndexOfAny(':', '=');
        return end < 0 ? Parameter(text, "") : Parameter(text[..end], text[end] == ':' ? text[(end + 1)..] : text[end..]);
    }

    /// <summary>A parameter by its name and what is said of it: <c>type</c>, <c>=default</c>, <c>type=default</c>.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such type, or the default is not of
    /// it.</exception>
    public static WorkflowParameter Parameter(string name, string text) => ParameterText.Parse(name, text);

    /// <summary>A parameter with a default: without a type, of the type that the value has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type's name; null: the default's own.</param>
    /// <param name="default">The value where none is given; null: it must be given.</param>
    /// <param name="help">One sentence on what it means, or null.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: there is no such type.</exception>
    public static WorkflowParameter Parameter(string name, string? type, JsonElement? @default, string? help = null) =>
        (type is null && @default is { } value ? ParameterText.Of(name, value) : ParameterText.Declared(name, type ?? ""))
            with { Default = @default, Help = help };
}
