using System.Text.Json;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>
/// The kind <c>command</c>: runs commands, one after the other. After a rejected reading command it goes on with the
/// next and fails at the end; after a failed changing one it stops. Privilege is raised first where the device has an
/// <see cref="Device.EnableCredential"/>. Asked to parse, it keeps rows beside the outputs; an output that no template fits
/// has its reason in <see cref="StepResult.ParseError"/>, and the step counts as what it is without it.
/// </summary>
/// <param name="connector">Opens the sessions.</param>
/// <param name="parser">Turns outputs into rows; null: nothing here does.</param>
public sealed class CommandWork(IDeviceConnector connector, IOutputParser? parser = null) : WorkKind
{
    /// <inheritdoc/>
    public override string Name => "command";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override WorkTraits Traits => WorkTraits.MayChange | WorkTraits.Resumable;

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new("commands", WorkOptionType.TextList, "The commands, in order, one line each.", Required: true),
        new("allowChange", WorkOptionType.Switch, "Whether commands that may change the device are allowed.", Default: "false"),
        new("allowNotices", WorkOptionType.TextList,
            "Lines (regular expressions) that look like a refusal and are none, beside those that the platform's file lists."),
        new("answers", WorkOptionType.Map, "Questions that the commands ask (regular expressions) and the answers, in order."),
        new("parse", WorkOptionType.Switch, "Whether outputs are parsed into rows, by templates.", Default: "false"),
        new("template", WorkOptionType.Text,
            "A template for all the commands, by its name in a collection or by its file's path, instead of those looked up by platform "
                + "and command; parses."),
        new("templatePath", WorkOptionType.TextList, "Folders of templates (an index and *.textfsm) that are asked first; parses."),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets)
    {
        foreach (var problem in WorkArgs.Check(args, "commands", lines: false)
            .Concat(WorkArgs.CheckPlatforms(targets, connector.Knows, () => connector.Platforms)))
        {
            yield return problem;
        }

        if (ParseProblem(args) is { } unusable)
        {
            yield return unusable;
        }

        if (WorkArgs.Flag(args, "allowChange"))
        {
            yield break;
        }

        var platforms = targets.OfType<Device>().Select(device => device.Platform ?? "").Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(connector.Knows).ToList();
        var commands = WorkArgs.Texts(args, "commands");
        for (var i = 0; i < commands.Count; i++)
        {
            if (platforms.FirstOrDefault(platform => connector.Classify(platform, commands[i]) == StepEffect.Change) is { } platform)
            {
                yield return new WorkProblem(
                    $"args.commands[{i}]",
                    $"'{CommandText.Quote(commands[i])}' is not known to only read on '{platform}', and changes were not allowed.",
                    "Add -AllowChange (--allow-change) if it may change the devices.",
                    ErrorCode.ChangeNotAllowed);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
        [.. WorkArgs.Texts(args, "commands").Select(command => new PlannedStep(command, Effect(target, command)))];

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<string>> LockKeysAsync(Target target, CancellationToken cancellationToken) =>
        DeviceLock.KeysAsync(connector, target, cancellationToken);

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var commands = WorkArgs.Texts(run.Args, "commands");
        var answers = WorkArgs.Answers(run.Args);
        var allowed = WorkArgs.Flag(run.Args, "allowChange");
        foreach (var command in commands)
        {
            // Asked again here: a stored job may be older than the platform file.
            CommandText.Ensure(command);
            if (!allowed && Effect(run.Target, command) == StepEffect.Change)
            {
                throw new NetBatchException(ErrorCode.ChangeNotAllowed, $"'{CommandText.Quote(command)}' may change the device.",
                    "Add -AllowChange (--allow-change) if it may.");
            }
        }

        await DeviceRun.InSessionAsync(
            connector,
            run,
            async session =>
            {
                if (DeviceRun.Device(run).EnableCredential is not null)
                {
                    await session.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
                }

                if (session is IConfigSession worded)
                {
                    worded.AllowedNotices = WorkArgs.Texts(run.Args, "allowNotices");
                }

                await CommandsAsync(run, session, commands, answers, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task CommandsAsync(
        IRunContext run, IDeviceSession session, IReadOnlyList<string> commands, IReadOnlyList<ExpectedAnswer> answers,
        CancellationToken cancellationToken)
    {
        var steps = new Steps(run);
        RunError? first = null;
        var failed = 0;
        for (var at = 0; at < commands.Count; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = commands[at];
            var changes = Effect(run.Target, text) == StepEffect.Change;
            var next = changes ? null : commands.ElementAtOrDefault(at + 1);
            var command = new DeviceCommand(text, answers)
            {
                Then = next is not null && Effect(run.Target, next) == StepEffect.Read ? next : null,
            };
            var work = Step(run, session, command);
            var outcome = changes
                ? await steps.ChangeAsync(text, work, cancellationToken).ConfigureAwait(false)
                : await steps.ReadAsync(text, work, cancellationToken).ConfigureAwait(false);
            if (outcome.Error is null)
            {
                continue;
            }

            failed++;
            first ??= outcome.Error;
            if (changes)
            {
                break;
            }
        }

        if (first is not null)
        {
            throw new NetBatchException(
                first.Code, commands.Count == 1 ? first.Message
                    : $"{failed} of {commands.Count} commands failed; the first: {first.Message}", first.Remedy);
        }
    }

    private Func<IStepRecorder, CancellationToken, Task<StepOutcome>> Step(IRunContext run, IDeviceSession session, DeviceCommand command)
    {
        if (parser is null || !Parses(run.Args))
        {
            return (output, cut) => session.RunAsync(command, output, cut);
        }

        return async (output, cut) =>
        {
            var parse = parser.Begin(Request(run.Args) with { Platform = (run.Target as Device)?.Platform, Command = command.Text });
            var (outcome, problem) =
                await ParsedStep.RunAsync(output, parse, through => session.RunAsync(command, through, cut), cut).ConfigureAwait(false);
            if (problem is not null)
            {
                await run.WarnAsync($"'{CommandText.Quote(command.Text)}' gives no rows, its output is kept. {problem}", cut)
                    .ConfigureAwait(false);
            }

            return outcome;
        };
    }

    private WorkProblem? ParseProblem(JsonElement args) =>
        !Parses(args) ? null
        : parser is null ? new WorkProblem("args.parse", "Nothing here parses outputs.", "Leave 'parse' out.", ErrorCode.InvalidTemplate)
        : parser.Problem(Request(args)) is { } problem ? new WorkProblem(
            WorkArgs.Text(args, "template") is null ? "args.templatePath" : "args.template", problem,
            "Look at the templates with Get-BatchParseTemplate (netbatch templates).", ErrorCode.InvalidTemplate)
        : null;

    private static bool Parses(JsonElement args) =>
        WorkArgs.Flag(args, "parse") || WorkArgs.Text(args, "template") is not null || WorkArgs.Texts(args, "templatePath").Count > 0;

    private static ParseRequest Request(JsonElement args) =>
        new() { Template = WorkArgs.Text(args, "template"), TemplatePath = WorkArgs.Texts(args, "templatePath") };

    private StepEffect Effect(Target target, string command) =>
        target is Device { Platform: { Length: > 0 } platform } ? connector.Classify(platform, command) : StepEffect.Change;
}
