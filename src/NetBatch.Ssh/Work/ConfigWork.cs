using System.Text.Json;
using NetBatch.Platforms;

namespace NetBatch.Ssh.Work;

/// <summary>
/// The kind <c>config</c>: sends config lines. Where the platform has a candidate, a rejected line or a stop leaves
/// nothing of the change; where lines work at once, it stops at the rejected line, or at the end of the section it is
/// in, and tells what was applied.
/// </summary>
/// <param name="connector">Opens the sessions.</param>
/// <param name="platforms">The platforms that are known.</param>
/// <param name="changer">Makes the change.</param>
public sealed class ConfigWork(IDeviceConnector connector, PlatformCatalog platforms, IConfigChanger changer) : WorkKind
{
    /// <inheritdoc/>
    public override string Name => "config";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("lines", WorkOptionType.TextList, "The config lines, in order, as one would type them in config mode.", Required: true),
        new("save", WorkOptionType.Switch, "Whether the running config is saved at the end, so that it survives a restart.",
            Default: "false"),
        new("comment", WorkOptionType.Text, "What the commit says of itself, where the platform keeps that.", Most: 60),
        new("answers", WorkOptionType.Map, "Questions that lines ask (regular expressions) and the answers, in order."),
        new("allowNotices", WorkOptionType.TextList,
            "Lines (regular expressions) that look like a refusal and are none, beside those that the platform's file lists."),
        new("commitTimeout", WorkOptionType.Number, "Seconds for which a commit may say nothing.", Default: "300", Least: 1, Most: 86400),
        new("saveTimeout", WorkOptionType.Number, "Seconds for which a save may say nothing.", Default: "300", Least: 1, Most: 86400),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        // Empty lines of a file mean nothing; they are left out.
        foreach (var problem in WorkArgs.Check(args, "lines", lines: true)
            .Where(problem => !problem.Message.EndsWith("it is empty.", StringComparison.Ordinal))
            .Concat(WorkArgs.CheckPlatforms(targets, platforms.HasSession, () => platforms.SessionNames)))
        {
            yield return problem;
        }

        if (WorkArgs.Texts(args, "lines") is { Count: > 0 } lines && lines.All(string.IsNullOrWhiteSpace))
        {
            yield return new WorkProblem("args.lines", "There is no config line: what was given is empty.", "Give at least one.");
        }

        foreach (var problem in changer.Problems(targets,
            new ConfigChange { Lines = WorkArgs.Texts(args, "lines"), Comment = WorkArgs.Text(args, "comment") }))
        {
            yield return problem;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        target is Device device
            ? changer.Plan(device, Change(args))
            : throw new NetBatchException(ErrorCode.InvalidArgument, $"'{target?.Name}' is no device.");

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        DeviceLock.KeysAsync(connector, target, cancellationToken);

    /// <inheritdoc/>
    public override Task RunAsync(IRunContext run, CancellationToken cancellationToken) =>
        DeviceRun.InSessionAsync(connector, run, session => changer.SendAsync(run, session, Change(run.Args), cancellationToken),
            cancellationToken);

    private static ConfigChange Change(JsonElement args) => new()
    {
        Lines = WorkArgs.Texts(args, "lines"),
        Save = WorkArgs.Flag(args, "save"),
        Comment = WorkArgs.Text(args, "comment"),
        Answers = WorkArgs.Answers(args),
        AllowNotices = WorkArgs.Texts(args, "allowNotices"),
        CommitTimeout = WorkArgs.Seconds(args, "commitTimeout"),
        SaveTimeout = WorkArgs.Seconds(args, "saveTimeout"),
    };
}
