using NetBatch.Cluster.Wire;

namespace NetBatch.Cluster.Worker;

/// <summary>What hubs say, and what is done about it.</summary>
public sealed partial class ClusterWorker
{
    private void Hear(string subject, ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            if (joiner.Take(bytes) is not var (head, content))
            {
                return;
            }

            if (head.Protocol != Envelope.CurrentProtocol)
            {
                TellOnce($"A hub speaks protocol {head.Protocol} and this worker {Envelope.CurrentProtocol}: update the older one.");
                SayHello(head.Hub);
                return;
            }

            if (head.Kind == MessageKind.Who)
            {
                SayHello(head.Hub);
            }
            else if (head.Incarnation == Mark.Incarnation)
            {
                try
                {
                    Hear(head, content);
                }
                catch (NetBatchException unreadable)
                {
                    TellOnce($"A message of a hub cannot be read: {unreadable.Message}");
                }
            }
        }
    }

    private void Hear(Envelope head, ReadOnlyMemory<byte> content)
    {
        var run = runs.GetValueOrDefault(head.Run);
        switch (head.Kind)
        {
            case MessageKind.Beat:
                Answer(head);
                break;
            case MessageKind.Order when run is not null:
                Say(MessageKind.Have, run.Key, head);
                break;
            case MessageKind.Order:
                Begin(head, content);
                break;
            case MessageKind.Adopt:
                Adopt(head, run);
                break;
            case MessageKind.Grant when run?.Hub == head.Hub && run.Epoch == head.Epoch:
                run.Grant(head.Report, head.Sequence);
                break;
            case MessageKind.Ack when run?.Hub == head.Hub:
                run.Acknowledge(head.Report);
                break;
            case MessageKind.Stop when run is null:
                LetGo(head.Run, head);
                break;
            case MessageKind.Stop when run.Hub == head.Hub:
                run.Stop();
                break;
            case MessageKind.Drop:
                Drop(head, run);
                break;
            case MessageKind.Orphan:
                run?.Orphan(head.Hub);
                break;
            case MessageKind.KeysAsked:
                _ = TellKeysAsync(head, WireForm.ReadOrder(content.Span));
                break;
            case MessageKind.Refused:
                refused.TrySetResult(head.Text ?? "");
                break;
        }
    }

    private void Answer(Envelope beat)
    {
        if (!hubs.TryGetValue(beat.Hub, out var hub))
        {
            hubs.Add(beat.Hub, hub = new HubView(new Beats(time), time.GetTimestamp()));
        }

        hub.Beats.Take(beat.Sequence, beat.Heard);
        hub.LastHeard = time.GetTimestamp();
        Send(new Envelope
        {
            Kind = MessageKind.Beat, Hub = beat.Hub, Sequence = hub.Beats.Next(), Heard = hub.Beats.Heard,
            Capacity = leaving ? 0 : capacity, InFlight = runs.Count,
        });
    }

    private void Begin(Envelope head, ReadOnlyMemory<byte> content)
    {
        if (done.TryGetValue(head.Run, out var before))
        {
            if (before.ToTell)
            {
                Say(MessageKind.LetGo, head.Run, head);
            }

            return;
        }

        if (head.Epoch < epochs.GetValueOrDefault(head.Job!) || leaving || !IsHeard(head.Hub)
            || hubs[head.Hub].Beats.AgeOf(head.Heard) is not { } age || age > times.OrderAge)
        {
            return; // Of an owner that is one no more, or it was under way for long. If it still holds it comes again.
        }

        if (runs.Values.Count(one => !one.HasEnded) >= capacity)
        {
            Say(MessageKind.LetGo, head.Run, head, $"{Mark.Name} works on {capacity} targets already.");
            return;
        }

        var order = WireForm.ReadOrder(content.Span);
        var run = new WorkerRun(order, head.Hub, time, times, Report);
        epochs[order.JobId] = order.Epoch;
        runs.Add(run.Key, run);
        Say(MessageKind.Have, run.Key, head);
        going.RemoveAll(one => one.IsCompleted);
        going.Add(Task.Run(() => GoAsync(run)));
    }

    private async Task GoAsync(WorkerRun run)
    {
        try
        {
            await inner.ExecuteAsync(run.Order, run, run.Control).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cut before it had changed anything.
        }
#pragma warning disable CA1031 // What ends here without its end reported is let go, whatever it was; the log has it.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            TellOnce($"'{run.Order.Target.Name}': {defect.GetType().Name}: {defect.Message}");
        }

        lock (gate)
        {
            if (!runs.Remove(run.Key))
            {
                return;
            }

            // With an end it was acknowledged, or nobody waits for it.
            Keep(run.Key, !run.HasEnded && !run.IsChanging, run.Hub, run.Epoch);

            run.Dispose();
        }
    }

    private void Adopt(Envelope head, WorkerRun? run)
    {
        if (head.Epoch < epochs.GetValueOrDefault(head.Job!))
        {
            return;
        }

        epochs[head.Job!] = head.Epoch; // What the owner before had ordered, and was slow, is not begun any more.
        if (run is not null)
        {
            run.Adopt(head.Hub, head.Epoch, head.Report);
            Say(MessageKind.Have, run.Key, head);
        }
        else if (done.TryGetValue(head.Run, out var before) && before.ToTell)
        {
            Keep(head.Run, true, head.Hub, head.Epoch);
        }
        else
        {
            Keep(head.Run, false, head.Hub, head.Epoch);
            Say(MessageKind.NotKnown, head.Run, head);
        }
    }

    private void Drop(Envelope head, WorkerRun? run)
    {
        if (done.TryGetValue(head.Run, out var before))
        {
            done[head.Run] = before with { ToTell = false };
        }

        if (run is null || run.Epoch > head.Epoch)
        {
            return;
        }

        run.Drop();
        if (run.HasEnded)
        {
            run.AcknowledgeAll();
        }
    }

    private void LetGo(RunKey key, Envelope head)
    {
        if (!done.ContainsKey(key))
        {
            Keep(key, true, head.Hub, head.Epoch);
        }
    }

    /// <summary>Remembers what it has done with; what it has let go it says until the hub knows it.</summary>
    private void Keep(RunKey key, bool toTell, string? hub, long epoch)
    {
        var now = time.GetTimestamp();
        done[key] = new Done(now, toTell, hub, epoch, now);
        if (toTell && hub is not null)
        {
            Say(MessageKind.LetGo, key, hub, epoch);
        }
    }

    private async Task TellKeysAsync(Envelope question, WorkOrder order)
    {
        var answer = new Envelope { Kind = MessageKind.Keys, Hub = question.Hub, Sequence = question.Sequence };
        try
        {
            var kind = kinds(order.Work.Kind, order.Work.Version);
            answer = answer with { Keys = await kind.LockKeysAsync(order.Target, CancellationToken.None).ConfigureAwait(false) };
        }
        catch (NetBatchException problem)
        {
            answer = answer with { Error = problem.Code, Text = problem.Message };
        }
#pragma warning disable CA1031 // Without an answer the hub would ask again for ever.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            answer = answer with { Error = ErrorCode.WorkFailed, Text = $"{defect.GetType().Name}: {defect.Message}" };
        }

        Send(answer);
    }
}
