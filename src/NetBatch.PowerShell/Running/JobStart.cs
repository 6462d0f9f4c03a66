using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>How a job that is started is held: by nobody, by the command, by a process of its own, or by a PowerShell job.</summary>
/// <param name="Wait">The command waits for its end.</param>
/// <param name="Detached">It has a process of its own.</param>
/// <param name="AsJob">A PowerShell job stands for it.</param>
internal readonly record struct StartManner(bool Wait, bool Detached, bool AsJob);

/// <summary>Starts a job and writes it: at once, at its end, when a process of its own has taken it, or as a PowerShell job.</summary>
internal static class JobStart
{
    public static async Task RunAsync(PSCmdlet cmdlet, Session session, JobSpec spec, StartManner manner, string? name, bool changes,
        CancellationToken cut)
    {
        if (manner.Detached)
        {
            var detached = await NetBatch.Hosting.Detached.StartAsync(session.Host, spec,
                id => DetachedOwner.CommandLine(id, session.Host.Store.Location), cut);
            await session.WriteAsync(detached);
            return;
        }

        var job = await session.Host.Jobs.StartAsync(spec, cut);
        await session.VerboseAsync($"{job.Id}: {Counted.Of(job.TotalTargets, "target")} in {Counted.Of(job.TotalBatches, "batch")}");
        if (manner.Wait)
        {
            await new JobFollower(session, job.Id).ToEndAsync(cut);
            return;
        }

        if (manner.AsJob)
        {
            await session.DoAsync(() => WriteShellJob(cmdlet, session, job, name));
            return;
        }

        // First the job: where warnings stop a script, it runs all the same.
        await session.WriteAsync(job);
        if (session.Host.LeavesJobsToHubs)
        {
            return;
        }

        if (cmdlet.IsUnattended())
        {
            await session.WarnAsync(
                $"The job {job.Id} ends with this process, which nobody seems to sit at. Give -Wait, or -Detached to let it run on by "
                    + $"itself.");
        }
        else if (changes)
        {
            await session.WarnAsync(
                $"The job {job.Id} changes what it works on and ends with this shell: closing the terminal cuts it off. Give -Wait, or "
                    + $"-Detached to let it run on by itself.");
        }
    }

    private static void WriteShellJob(PSCmdlet cmdlet, Session session, BatchJob job, string? name)
    {
        var shellJob = new BatchPowerShellJob(session.Host, job, cmdlet.MyInvocation.Line.Trim(), name);
        cmdlet.JobRepository.Add(shellJob);
        cmdlet.WriteObject(shellJob);
        shellJob.Follow();
    }
}
