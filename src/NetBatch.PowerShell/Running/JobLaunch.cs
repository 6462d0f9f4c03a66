using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>How a job that a cmdlet has made is started: here, waited for or not, or in a process of its own.</summary>
internal static class JobLaunch
{
    public static async Task StartAsync(Session session, JobSpec spec, bool wait, bool detached, bool unattended, bool changes, CancellationToken cut)
    {
        if (detached)
        {
            await session.WriteAsync(await Detached.StartAsync(session.Host, spec, id => DetachedOwner.CommandLine(id, session.Host.Store.Location), cut));
            return;
        }

        var job = await session.Host.StartAsync(spec, cut);
        await session.VerboseAsync($"{job.Id}: {job.TotalTargets} targets in {job.TotalBatches} batches");
        if (wait)
        {
            await new JobFollower(session, job.Id).ToEndAsync(cut);
            return;
        }

        if (unattended)
        {
            await session.WarnAsync($"The job {job.Id} ends with this process, which nobody seems to sit at. Give -Wait, or -Detached to let it run on by itself.");
        }
        else if (changes)
        {
            await session.WarnAsync($"The job {job.Id} changes what it works on and ends with this shell: closing the terminal cuts it off. Give -Wait, or -Detached to let it run on by itself.");
        }

        await session.WriteAsync(job);
    }

    /// <summary>Refuses -Wait beside -Detached.</summary>
    public static void Demand(PSCmdlet cmdlet, bool wait, bool detached)
    {
        if (wait && detached)
        {
            cmdlet.ThrowTerminatingError(new NetBatchException(
                ErrorCode.InvalidArgument, "-Wait and -Detached were both given.", "Start it with -Detached and wait with Wait-BatchJob.").ToRecord(null));
        }
    }
}
