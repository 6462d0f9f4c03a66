using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>What time brings: beats, orders that are sent again, workers that are lost.</summary>
public sealed partial class ClusterHub
{
    /// <summary>What time brings.</summary>
    private void Look()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(lastWho) >= AskAll)
            {
                AskWho();
            }

            if (time.GetElapsedTime(lastBeat) >= times.Beat)
            {
                lastBeat = time.GetTimestamp();
                foreach (var view in views.Values)
                {
                    Beat(view);
                }

                Pulse();
            }

            foreach (var run in runs.Values)
            {
                Look(run);
            }

            foreach (var view in views.Values.Where(view => view.Silence > times.AwayLimit).ToArray())
            {
                views.Remove(view.Mark);
            }

            foreach (var (key, at) in orphans.ToArray())
            {
                if (time.GetElapsedTime(at) > times.AwayLimit)
                {
                    orphans.Remove(key);
                }
            }
        }
    }

    private void Look(HubRun run)
    {
        if (run.HasEnded)
        {
            return;
        }

        var view = views.GetValueOrDefault(run.Worker);
        var silence = view?.HasAnswered == true ? view.Silence : time.GetElapsedTime(run.Since);
        if (silence > times.Lost)
        {
            if (!run.IsChanging)
            {
                run.Finish(ExecutionEnd.LetGo);
            }
            else if (run.AwaySince is null)
            {
                run.AwaySince = time.GetTimestamp();
                Phase(run, TargetState.Away);
            }
        }

        if (retired.Contains(run.Worker) || (view is null && IsReplaced(run.Worker)))
        {
            run.Finish(run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
        }
        else if (run.AwaySince is { } away && time.GetElapsedTime(away) > run.AwayLimit)
        {
            run.Finish(ExecutionEnd.Unknown);
        }
        else if (run.IsPlaced && view is not null && time.GetElapsedTime(run.SentAt) >= times.Resend)
        {
            if (!run.IsTaken)
            {
                SendOrder(run);
            }

            if (run.IsStopping)
            {
                Say(MessageKind.Stop, run);
            }
        }
    }

    private void SendOrder(HubRun run)
    {
        if (!views.TryGetValue(run.Worker, out var view))
        {
            return;
        }

        run.SentAt = time.GetTimestamp();
        if (run.AdoptedAt is { } reports)
        {
            Send(run.Worker, Of(MessageKind.Adopt, run) with { Report = reports });
        }
        else if (view.Silence <= times.OrderWithin)
        {
            Send(run.Worker, Of(MessageKind.Order, run) with { Heard = view.Beats.Heard }, WireForm.Write(OrderFor(run)));
        }
    }

    /// <summary>Of the sealed secrets a worker gets its own; another could not open them.</summary>
    private static WorkOrder OrderFor(HubRun run) => run.Order.Sealed is not { } all ? run.Order
        : run.Order with { Sealed = [.. all.Where(one => one.Worker == run.Worker.Name)] };

    private static void Phase(HubRun run, TargetState phase) => _ = Task.Run(async () =>
    {
        try
        {
            await run.Owner.ReportAsync(new PhaseEntered(phase) { Number = run.Order.Number, Attempt = run.Order.Attempt },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is NetBatchException or OperationCanceledException)
        {
            // The owner has lost the job; its successor looks for itself.
        }
    });
}
