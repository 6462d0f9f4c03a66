using System.CommandLine;
using NetBatch.Cli.Options;
using NetBatch.Cli.View;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch apply</c> and <c>netbatch undo</c>: sends what a remediation has computed, or takes it back.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var deletions = new Option<double?>("--max-delete-percent")
        {
            Description = "How much may be deleted. Default: what the job says, else 10.",
        };
        var command = new Command("apply", "Send what netbatch remediate has computed, verify it, take back what fails.") { deletions };
        return Build(command, "Apply", (host, job, options, parsed, cancellationToken) =>
            host.Remediations.ApplyAsync(job, options with { MaxDeletePercent = parsed.GetValue(deletions) }, cancellationToken));
    }

    public static Command CreateUndo() => Build(
        new Command("undo", "Take back what netbatch apply has changed, where the device still has the config that it left behind."),
        "Undo",
        (host, job, options, _, cancellationToken) => host.Remediations.UndoAsync(job, options, cancellationToken));

    private static Command Build(Command command, string verb,
        Func<NetBatchHost, string, ApplyOptions, ParseResult, CancellationToken, Task<JobSpec>> make)
    {
        var job = new Argument<string>("job") { Description = "The id of the job whose lines these are." };
        var noRollback = new Option<bool>("--no-rollback") { Description = "Leave a change that fails as it is." };
        var usual = new ApplyOptions();
        var revert = TimeOption.Duration("--revert-after",
            "After this time a device takes back by itself what was not confirmed, where it can; 0: never. Default 300.");
        var check = new Option<string[]>("--check")
        {
            Description = "A command that only reads, whose parsed rows must be there after the change as before it. May be repeated.",
        };
        var checkWait = TimeOption.Duration("--check-wait",
            "How long lost rows may take to come back; at most half of --revert-after. Default 60.");
        var save = new Option<bool>("--save") { Description = "Save the config even where it was not saved before." };
        var management = new Option<bool>("--allow-management-path") { Description = "Lines may touch what the session itself uses." };
        var comment = AnswerOptions.Comment();
        var notices = AnswerOptions.Notices();
        var commitTimeout = AnswerOptions.Limit("commit");
        var saveTimeout = AnswerOptions.Limit("save");
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        command.Arguments.Add(job);
        foreach (var option in (Option[])[noRollback, revert, check, checkWait, save, management, comment, notices, commitTimeout,
            saveTimeout, yes])
        {
            command.Options.Add(option);
        }

        return new JobStarter(ownTargets: true).AddTo(
            command,
            parsed => (new WorkSpec(verb, 1, JobStarter.Args(new { })), verb),
            async (parsed, host, spec, cancellationToken) =>
            {
                var made = await make(
                    host,
                    parsed.GetValue(job)!,
                    new ApplyOptions
                    {
                        Names = JobStarter.DeviceNames(parsed),
                        RollbackOnFailure = !parsed.GetValue(noRollback),
                        RevertAfter = parsed.GetValue(revert) ?? usual.RevertAfter,
                        Check = parsed.GetValue(check) ?? [],
                        CheckWait = parsed.GetValue(checkWait) ?? usual.CheckWait,
                        Save = parsed.GetValue(save),
                        AllowManagementPath = parsed.GetValue(management) ? true : null,
                        Comment = parsed.GetValue(comment),
                        AllowNotices = parsed.GetValue(notices) ?? [],
                        CommitTimeout = parsed.GetValue(commitTimeout),
                        SaveTimeout = parsed.GetValue(saveTimeout),
                    },
                    parsed,
                    cancellationToken);
                return spec with { Name = spec.Name == verb ? made.Name : spec.Name, Work = made.Work, Targets = made.Targets,
                    TargetArgs = made.TargetArgs };
            },
            ask: (parsed, preview) => ChangeQuestion.Ask(parsed.GetValue(yes), preview));
    }
}
