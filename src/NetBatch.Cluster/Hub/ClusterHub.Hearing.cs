using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Hub;

/// <summary>What workers say.</summary>
public sealed partial class ClusterHub
{
    private void Hear(string subject, ReadOnlyMemory<byte> bytes)
    {
        if (Subjects.Worker(subject) is not { } mark)
        {
            return;
        }

        lock (gate)
        {
            if (retired.Contains(mark))
            {
                return;
            }

            if (!views.TryGetValue(mark, out var view))
            {
                // Also of one that this hub has not met: it says who it is when it is asked.
                views.Add(mark, view = new WorkerView(mark, time));
                foreach (var run in runs.Values.Where(run => run.Worker == mark))
                {
                    view.Orders++;
                }

                Send(mark, new Envelope { Kind = MessageKind.Who });
            }

            if (view.Joiner.Take(bytes) is not var (head, content) || (head.Hub.Length > 0 && head.Hub != id))
            {
                return;
            }

            if (head.Protocol != Envelope.CurrentProtocol)
            {
                Retire(view, $"It speaks protocol {head.Protocol} and the hub {Envelope.CurrentProtocol}: update the older one.");
            }
            else if (shutOut.Contains(mark.Name))
            {
                Retire(view, "This worker was shut out.");
            }
            else
            {
                Hear(view, head, content);
            }
        }
    }

    private void Hear(WorkerView view, Envelope head, ReadOnlyMemory<byte> content)
    {
        var run = runs.GetValueOrDefault(head.Run);
        run = run?.Worker == view.Mark ? run : null;
        switch (head.Kind)
        {
            case MessageKind.Hello:
                (view.Capacity, view.InFlight, view.Version) = (head.Capacity, head.InFlight, head.Text ?? "");
                Beat(view);
                break;
            case MessageKind.Beat:
                (view.Capacity, view.InFlight) = (head.Capacity, head.InFlight);
                if (view.Beats.Take(head.Sequence, head.Heard))
                {
                    Lives(view);
                }

                break;
            case MessageKind.Have when run is not null && run.Order.Epoch == head.Epoch:
                run.IsTaken = true;
                break;
            case MessageKind.LetGo or MessageKind.NotKnown when run is not null:
                if (head.Kind == MessageKind.LetGo && head.Text is { } full)
                {
                    view.FullUntil = time.GetUtcNow() + times.Resend;
                    tell(full);
                }

                run.Finish(head.Kind == MessageKind.NotKnown && run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
                break;
            case MessageKind.LetGo or MessageKind.NotKnown:
                Send(view.Mark, Of(MessageKind.Drop, head));
                break;
            case MessageKind.Report when run is not null && run.Order.Epoch == head.Epoch && head.Incarnation == view.Mark.Incarnation:
                run.IsTaken = true;
                _ = Task.Run(() => TakeAsync(run, head, content));
                break;
            case MessageKind.Report:
                Send(view.Mark, Of(orphans.ContainsKey(head.Run) ? MessageKind.Orphan : MessageKind.Drop, head));
                break;
            case MessageKind.Keys:
                questions.GetValueOrDefault(head.Sequence)?.TrySetResult(head);
                break;
            case MessageKind.Goodbye:
                view.Capacity = 0;
                Pulse();
                break;
        }
    }

    /// <summary>Takes a report to the owner of its job, and answers when it is durable. A change is granted to who asked, in this life, for
    /// this attempt, under this epoch; and only when its intent is on record.</summary>
    private async Task TakeAsync(HubRun run, Envelope head, ReadOnlyMemory<byte> content)
    {
        try
        {
            var report = WireForm.ReadReport(content.Span);
            if (report.Number != head.Number || report.Attempt != head.Attempt || report.Report != head.Report || report.Report < 1)
            {
                return;
            }

            lock (gate)
            {
                if (run.HasEnded)
                {
                    return;
                }

                run.IsChanging |= report is ChangeBegun;
            }

            await run.Owner.ReportAsync(report, CancellationToken.None).ConfigureAwait(false);
            lock (gate)
            {
                if (report is ChangeBegun && !run.HasEnded && head.Sequence > 0)
                {
                    Send(run.Worker, Of(MessageKind.Grant, head) with { Report = head.Report, Sequence = head.Sequence });
                }

                Send(run.Worker, Of(MessageKind.Ack, head) with { Report = head.Report });
            }

            if (report is AttemptEnded)
            {
                run.Finish(ExecutionEnd.Reported);
            }
        }
        catch (NetBatchException problem)
        {
            // A lost owner answers nothing; whoever comes after it is told again.
            if (problem.Code != ErrorCode.LeaseLost)
            {
                TellOnce($"A report of '{run.Order.Target.Name}' of {run.Worker.Name} was not taken: {problem.Message}");
            }
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }

    /// <summary>A worker has answered: it is there, and of its name there is no other.</summary>
    private void Lives(WorkerView view)
    {
        foreach (var older in views.Values.Where(one => one.Mark.Name == view.Mark.Name && one != view && one.HasAnswered).ToArray())
        {
            Retire(older, "Another process has begun under its name.");
        }

        foreach (var run in runs.Values.Where(run => run.Worker == view.Mark && run.AwaySince is not null))
        {
            run.AwaySince = null;
            run.AwayLimit = times.AwayLimit;
            Phase(run, TargetState.Executing);
        }

        Pulse();
    }

    /// <summary>Nothing is granted any more to a life of a worker; what it had begun is unknown, what it had not may begin
    /// elsewhere.</summary>
    private void Retire(WorkerView view, string why)
    {
        views.Remove(view.Mark);
        retired.Add(view.Mark);
        TellOnce($"{view.Mark.Name} ({view.Mark.Site}): {why}");
        Send(view.Mark, new Envelope { Kind = MessageKind.Refused, Text = why });
        foreach (var run in runs.Values.Where(run => run.Worker == view.Mark))
        {
            run.Finish(run.IsChanging ? ExecutionEnd.Unknown : ExecutionEnd.LetGo);
        }

        Pulse();
    }
}
