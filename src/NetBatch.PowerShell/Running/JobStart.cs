using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>Starts a job and writes it: at once, at its end, or when a process of its own has taken it.</summary>
internal static class JobStart
{
    public static async Task RunAsync(PSCmdlet cmdlet, Session session, JobSpec spec, bool wait, bool detached, bool changes, CancellationToken cut)
    {
        if (detached)
        {
            await session.WriteAsync(await NetBatch.Hosting.Detached.StartAsync(session.Host, spec, id => DetachedOwner.CommandLine(id, session.Host.Store.Location), cut));
            return;
        }

        var job = await session.Host.Jobs.StartAsync(spec, cut);
        await session.VerboseAsync($"{job.Id}: {Counted.Of(job.TotalTargets, "target")} in {Counted.Of(job.TotalBatches, "batch")}");
        if (wait)
        {
            await new JobFollower(session, job.Id).ToEndAsync(cut);
            return;
        }

        if (cmdlet.IsUnattended())
        {
            await session.WarnAsync($"The job {job.Id} ends with this process, which nobody seems to sit at. Give -Wait, or -Detached to let it run on by itself.");
        }
        else if (changes)
        {
            await session.WarnAsync($"The job {job.Id} changes what it works on and ends with this shell: closing the terminal cuts it off. Give -Wait, or -Detached to let it run on by itself.");
        }

        await session.WriteAsync(job);
    }
}
