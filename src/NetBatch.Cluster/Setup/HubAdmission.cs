using System.Text.Json;
using NetBatch.Cluster.Hub;
using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Setup;

/// <summary>
/// Who may work for the hubs: lets those in who were invited, shuts those out who were revoked, and keeps in the store what is heard of the
/// workers. The store says who they are; the server is told whenever that changes.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="hub">The hub.</param>
/// <param name="link">The way to the server.</param>
/// <param name="folder">The hub's folder.</param>
/// <param name="time">The clock.</param>
/// <param name="tell">Takes sentences for a log.</param>
public sealed class HubAdmission(IClusterStore store, ClusterHub hub, NatsLink link, HubFolder folder, TimeProvider time,
    Action<string> tell) : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim one = new(1);
    private string known = "";

    /// <summary>Does so until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
            if (folder.KeepsUsers)
            {
                await link.AnswerAsync(NatsConfig.JoinSubject, bytes => JoinAsync(bytes, cancellationToken), cancellationToken)
                    .ConfigureAwait(false);
            }

            using var timer = new PeriodicTimer(Turn, time);
            for (var since = time.GetTimestamp(); await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
                if (time.GetElapsedTime(since) >= Presence)
                {
                    since = time.GetTimestamp();
                    await KeepPresenceAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var workers = await store.ReadWorkersAsync(cancellationToken).ConfigureAwait(false);
            var now = string.Join('\n', workers.Select(worker => $"{worker.Site} {worker.Name} {worker.Key} {worker.Revoked}"));
            if (now == known)
            {
                return;
            }

            hub.ShutOut(workers.Where(worker => worker.Revoked).Select(worker => worker.Name));
            if (folder.KeepsUsers && !folder.WriteUsers(workers))
            {
                tell("The server does not run here, so it was not told who may connect: start it (netbatch-nats.service).");
            }

            known = now;
        }
        catch (NetBatchException problem)
        {
            tell($"Who may work here cannot be kept: {problem.Message}");
        }
        finally
        {
            one.Release();
        }
    }

    private async Task KeepPresenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var workers = (await store.ReadWorkersAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(worker => worker.Name);
            foreach (var (mark, version, capacity, inFlight) in hub.Present)
            {
                if (workers.GetValueOrDefault(mark.Name) is { } worker && worker.Site == mark.Site)
                {
                    await store.SaveWorkerAsync(worker with { Version = version, Capacity = capacity, InFlight = inFlight,
                        LastHeard = time.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (NetBatchException problem)
        {
            tell($"What is heard of the workers cannot be kept: {problem.Message}");
        }
    }

    private async Task<byte[]> JoinAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal is null)
        {
            await LookAsync(cancellationToken).ConfigureAwait(false); // The server lets it in from now on.
        }

        return JsonSerializer.SerializeToUtf8Bytes(answer, SetupJson.Default.JoinAnswer);
    }

    private async Task<JoinAnswer> AnswerAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            var asked = JsonSerializer.Deserialize(bytes.Span, SetupJson.Default.JoinRequest);
            if (asked is not { Secret: { } secret, Name: { } name, Key: var key, SealKey: var sealKey } || !NKeys.IsPublic(key))
            {
                return new JoinAnswer(null, "This is no request that the hub understands; update the older of the two.");
            }

            ClusterFile.CheckedName("worker", name);
            var known = await store.ReadWorkersAsync(cancellationToken).ConfigureAwait(false);
            var same = known.FirstOrDefault(worker => worker.Name == name);
            if (same?.Key == key && !same.Revoked)
            {
                return new JoinAnswer(same.Site, null); // The answer before was lost on its way.
            }

            if (same is not null)
            {
                return new JoinAnswer(null, $"There is a worker '{name}' already; give another name (--name), or forget that one first.");
            }

            if (await store.AcceptAsync(Invitation.HashOf(secret), time.GetUtcNow(), cancellationToken).ConfigureAwait(false)
                is not { } invitation)
            {
                return new JoinAnswer(null, "The token was used, or is older than a day; ask for a new one.");
            }

            await store.SaveWorkerAsync(new BatchWorker
            {
                Site = invitation.Site, Name = name, Key = key, SealKey = sealKey, JoinedAt = time.GetUtcNow(), InvitedBy = invitation.By,
            }, cancellationToken).ConfigureAwait(false);
            tell($"{name} ({invitation.Site}) has joined.");
            return new JoinAnswer(invitation.Site, null);
        }
        catch (JsonException)
        {
            return new JoinAnswer(null, "This is no request that the hub understands.");
        }
        catch (NetBatchException problem)
        {
            return new JoinAnswer(null, problem.Message);
        }
    }
}
