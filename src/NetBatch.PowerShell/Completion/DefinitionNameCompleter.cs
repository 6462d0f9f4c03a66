using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Completes names of what people have defined.</summary>
/// <typeparam name="T">What is defined.</typeparam>
public abstract class DefinitionNameCompleter<T> : Completer
    where T : NamedDefinition
{
    private protected abstract BatchDefinitions<T> Book(NetBatchHost host);

    /// <summary>What tells one from others, or null.</summary>
    private protected abstract string? Tip(T definition);

    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(NetBatchHost host, string word, CancellationToken cut) =>
        await Book(host).ReadAsync([$"{word}*"], cut)
            .Select(one => Result(one.Name, one.Name, Tip(one) is { Length: > 0 } tip ? tip : one.Name)).ToListAsync(cut);
}

/// <summary>Completes names of workflows.</summary>
public sealed class WorkflowNameCompleter : DefinitionNameCompleter<BatchWorkflow>
{
    private protected override BatchDefinitions<BatchWorkflow> Book(NetBatchHost host) => host.Workflows;

    private protected override string? Tip(BatchWorkflow definition) => definition.Description;
}

/// <summary>Completes names of projects.</summary>
public sealed class ProjectNameCompleter : DefinitionNameCompleter<BatchProject>
{
    private protected override BatchDefinitions<BatchProject> Book(NetBatchHost host) => host.Projects;

    private protected override string? Tip(BatchProject definition) => definition.Description;
}

/// <summary>Completes names of job templates.</summary>
public sealed class JobTemplateNameCompleter : DefinitionNameCompleter<JobTemplate>
{
    private protected override BatchDefinitions<JobTemplate> Book(NetBatchHost host) => host.JobTemplates;

    private protected override string? Tip(JobTemplate definition) => definition.Description ?? definition.Work.Kind;
}

/// <summary>Completes names of notifications.</summary>
public sealed class NotificationNameCompleter : DefinitionNameCompleter<BatchNotification>
{
    private protected override BatchDefinitions<BatchNotification> Book(NetBatchHost host) => host.Notifications;

    private protected override string? Tip(BatchNotification definition) => definition.Kind.ToString();
}

/// <summary>Completes names of schedules.</summary>
public sealed class ScheduleNameCompleter : DefinitionNameCompleter<BatchSchedule>
{
    private protected override BatchDefinitions<BatchSchedule> Book(NetBatchHost host) => host.Schedules;

    private protected override string? Tip(BatchSchedule definition) => $"{definition.Cron} {definition.TimeZone}";
}
