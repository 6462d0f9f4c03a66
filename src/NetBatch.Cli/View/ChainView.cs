namespace NetBatch.Cli.View;

/// <summary>Shows a chain of jobs.</summary>
internal static class ChainView
{
    public static void Show(IReadOnlyList<ChainedJob> chain, bool json)
    {
        if (json)
        {
            foreach (var job in chain)
            {
                Output.Line(job);
            }

            return;
        }

        Output.Table(
            ["Id", "Name", "State", "Why", "Depends on", "Message"],
            chain.Select(job => (string[])
            [
                $"{new string(' ', 2 * job.Depth)}{job.Id}", job.Name, job.State.ToString(),
                job.WaitReason != WaitReason.None ? job.WaitReason.ToString()
                    : job.EndReason is EndReason.None or EndReason.Done ? "" : job.EndReason.ToString(),
                job.DependsOn.Count == 0 ? "" : $"{string.Join(", ", job.DependsOn)} ({job.After})", Output.Safe(job.Message ?? ""),
            ]));
    }
}
