namespace NetBatch.Store.Bench;

/// <summary>Lists of jobs with each filter: the first 20 and the number of all, as the command line shows them.</summary>
internal static class Lists
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    public static async Task MeasureAsync(IJobStore store, string path)
    {
        var since = DateTimeOffset.UtcNow.AddDays(-30);
        (string What, JobFilter Filter, string Where)[] questions =
        [
            ("newest 20 of all", new JobFilter(), "true"),
            ("name nightly-1*", new JobFilter { Names = ["nightly-1*"] }, "name GLOB 'nightly-1*'"),
            ("name of no job", new JobFilter { Names = ["*none*"] }, "name GLOB '*none*'"),
            ("device r77", new JobFilter { Devices = ["r77"] }, "key IN (SELECT job FROM runs WHERE name COLLATE NOCASE = 'r77')"),
            ("device r19?", new JobFilter { Devices = ["r19?"] },
                "key IN (SELECT job FROM runs WHERE name COLLATE NOCASE >= 'r19' AND name COLLATE NOCASE < 'r1a' AND name GLOB 'r19?')"),
            ("device *77", new JobFilter { Devices = ["*77"] }, "key IN (SELECT job FROM runs WHERE name GLOB '*77')"),
            ("user bob", new JobFilter { Users = ["bob"] }, "created_by GLOB 'bob@*'"),
            ("priority 52", new JobFilter { Priorities = [52] }, "priority = 52"),
            ("workflow sales-1*", new JobFilter { Workflows = ["sales-1*"] }, "workflow GLOB 'sales-1*'"),
            ("status Running, Interrupted", new JobFilter { States = [JobState.Running, JobState.Interrupted] },
                "state IN ('Running', 'Interrupted')"),
            ("status Partial", new JobFilter { States = [JobState.Partial] }, "state = 'Partial'"),
            ("kind config", new JobFilter { Kinds = ["config"] }, "kind = 'config'"),
            ("project core, tag audit", new JobFilter { Project = "core", Tags = ["audit"] }, "project = 'core' AND tags LIKE '%audit%'"),
            ("made in the last 30 days", new JobFilter { Since = since }, $"created_at >= {since.UtcTicks}"),
            ("skip 9,900", new JobFilter { Skip = 9_900 }, "true"),
        ];
        foreach (var (what, filter, where) in questions)
        {
            var ours = await Timing.BestAsync(async () =>
            {
                var shown = 0;
                await foreach (var _ in store.ListAsync(filter with { First = 20 }, default))
                {
                    shown++;
                }

                return shown + await store.CountAsync(filter, default);
            });
            var theirs = await Timing.RawAsync(path, $"SELECT * FROM jobs WHERE {where} ORDER BY key DESC");
            Timing.Tell($"list: {what}", ours, Limit, "raw scan", theirs);
        }

        var all = await Timing.BestAsync(async () =>
        {
            var jobs = 0;
            await foreach (var _ in store.ListAsync(new JobFilter(), default))
            {
                jobs++;
            }

            return jobs;
        });
        Timing.Tell("list: all 10,000 jobs", all, Limit, "raw scan", await Timing.RawAsync(path, "SELECT * FROM jobs ORDER BY key DESC"));
    }
}
