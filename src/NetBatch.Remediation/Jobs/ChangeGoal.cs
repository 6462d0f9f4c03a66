namespace NetBatch.Remediation.Jobs;

/// <summary>What a change is to reach on a device: computed anew from what runs there, and refused where it is no longer what was
/// reviewed.</summary>
internal sealed class ChangeGoal
{
    private readonly ConfigPair pair;
    private readonly RemediationArgs args;
    private readonly ConfigTree target;
    private readonly ConfigTree? expected;

    public ChangeGoal(ConfigRules rules, RemediationArgs args, bool undo)
    {
        this.args = args;
        // The way back was computed from whole configs: scope and tags have shaped the change and are no part of it any more.
        pair = new ConfigPair(rules, undo ? new RemediationArgs() : args, isShown: undo);
        target = undo ? pair.Parse(args.Before!, "former") : pair.Parse(args.Intended!, "intended");
        expected = undo ? pair.Parse(args.After!, "recorded") : null;
    }

    public ConfigTree Parse(string text) => pair.Parse(text, "running");

    /// <summary>The change that leads from what runs to the goal.</summary>
    /// <exception cref="NetBatchException">RemediationStale, RollbackStale: it is not the reviewed one.</exception>
    public ComputedChange From(ConfigTree running)
    {
        if (expected is not null && ConfigEngine.UnifiedDiff(expected, running) is { Count: > 0 } drift)
        {
            throw Differences(target, running).Count == 0
                ? new NetBatchException(
                    ErrorCode.RollbackStale,
                    $"The device has the config from before job {args.Job} again: there is nothing to take back. Nothing was sent.")
                : new NetBatchException(
                    ErrorCode.RollbackStale,
                    $"The running config is no longer the one that job {args.Job} left behind; it differs at "
                        + $"'{UnifiedDiffer.First(drift)}'. Nothing was sent.",
                    "Compare the device with what is intended anew: New-BatchRemediation.");
        }

        var computed = pair.Compute(running, target);
        // A device that has reached the goal meanwhile needs nothing, and nothing is sent to it.
        if (computed.Change.IsEmpty || ConfigLines.Text(computed.Change.Commands()) == ConfigLines.Text(args.Lines))
        {
            return computed;
        }

        var now = computed.Change.Commands();
        var other = now.Except(args.Lines).Concat(args.Lines.Except(now)).FirstOrDefault() ?? "the order of the lines";
        throw new NetBatchException(
            expected is null ? ErrorCode.RemediationStale : ErrorCode.RollbackStale,
            $"The device has changed since job {args.Job}: {now.Count} lines would be sent now, {args.Lines.Count} were reviewed; the "
                + $"first difference is '{SecretRedactor.Redact(other.Trim())}'. Nothing was sent.",
            "Compute it again with New-BatchRemediation and review the lines.");
    }

    /// <summary>What remains to be done, by lines or by hand; empty: the goal is reached.</summary>
    public IReadOnlyList<string> Remaining(ConfigTree running) =>
        pair.Compute(running, target) is { InSync: false } left
            ? [.. left.Change.Lines(), .. left.ByHand.Select(work => work.Reason)]
            : [];

    /// <summary>Which of the reviewed lines are there, and which remain to be done.</summary>
    public AppliedLines Traces(ConfigTree running) =>
        AppliedLines.Of(ConfigParser.Commands(ConfigLines.Text(args.Lines), target.Platform), pair.Compute(running, target).Change);

    /// <summary>What differs between two configs of the device, as lines with a mark before them.</summary>
    public static IReadOnlyList<string> Differences(ConfigTree from, ConfigTree to) => ConfigEngine.UnifiedDiff(from, to);
}
