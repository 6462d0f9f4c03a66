using System.CommandLine;
using System.CommandLine.Invocation;
using NetBatch;
using NetBatch.Cli;
using NetBatch.Cli.Commands;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;

var root = new RootCommand("netbatch works through many network devices and databases in batches and keeps every result.")
{
    RunCommand.Create(),
    ConfigCommand.Create(),
    TestCommand.Create(),
    BackupCommand.Create(),
    CopyCommand.Create(),
    JobsCommand.Create(),
    StatusCommand.Create(),
    WatchCommand.Create(),
    ResultsCommand.Create(),
    TranscriptCommand.Create(),
    OperationsCommand.Create(),
    EventsCommand.Create(),
    StatsCommand.Create(),
    CompareCommand.Create(),
    ExportCommand.Create(),
    ClearCommand.Create(),
    DevicesCommand.Create(),
    InstancesCommand.Create(),
    ProvidersCommand.Create(),
    WorkflowsCommand.Create(),
    WorkflowCommand.Create(),
    GenerateCommand.Create(),
    MetadataCommand.Create(),
    PipelineCommand.Create(),
    ProjectsCommand.Create(),
    ValidateCommand.Create(),
    ChecksCommand.Create(),
    JobTemplateCommand.Create(),
    ScheduleCommand.Create(),
    NotificationCommand.Create(),
    ServeCommand.Create(),
    HubCommand.Create(),
    WorkerCommand.Create(),
    WorkersCommand.Create(),
    LabCommand.Create(),
    ParseCommand.Create(),
    TemplatesCommand.Create(),
    PlatformsCommand.Create(),
    CompareCaptureCommand.Create(),
    CompareTableCommand.Create(),
    ValidatorsCommand.Create(),
    DiffCommand.Create(),
    RemediateCommand.Create(),
    ApplyCommand.Create(),
    ApplyCommand.CreateUndo(),
    PredictCommand.Create(),
    ComplianceCommand.Create(),
    UnusedCommand.Create(),
    MergeCommand.Create(),
    SearchCommand.Create(),
    TrustCommand.Create(),
    HostKeysCommand.Create(),
    OwnCommand.Create(),
};
foreach (var command in ControlCommands.Create().Concat(ApprovalCommands.Create()))
{
    root.Subcommands.Add(command);
}

foreach (var option in CommonOptions.All)
{
    root.Options.Add(option);
}

ConsoleStreams.Guard();
using var signals = new ExitSignals();

try
{
    // A word that begins with @ means itself, not a file of words: --cron @daily.
    var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    CommandWords.RefuseStray(parsed);
    WordTypes.Check(parsed);
    if (parsed.Action is ParseErrorAction refusal)
    {
        // Its own exit code is that of a job with failures, and the whole help would hide what is wrong with a verb's words.
        refusal.ShowHelp = parsed.CommandResult.Command.Subcommands.Count > 0;
        await parsed.InvokeAsync(signals, signals.Asked);
        if (!refusal.ShowHelp)
        {
            Console.Error.WriteLine($"netbatch {CommandWords.NameOf(parsed)} --help tells what it takes.");
        }

        return ExitCode.Refused;
    }

    return await parsed.InvokeAsync(signals, signals.Asked);
}
catch (NetBatchException refused)
{
    Console.Error.WriteLine($"netbatch: {refused.Message}");
    if (refused.Remedy is { } remedy)
    {
        Console.Error.WriteLine(remedy);
    }

    return ExitCode.Of(refused.Code);
}
catch (Exception file) when (file is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"netbatch: {file.Message}");
    return ExitCode.Refused;
}
catch (OutOfMemoryException)
{
    Console.Error.WriteLine("netbatch: The process had not enough memory.");
    Console.Error.WriteLine("A job that it ran can be resumed: with fewer targets at once, or with more memory.");
    return ExitCode.NotFinished;
}
catch (OperationCanceledException)
{
    return ExitCode.Cancelled;
}
