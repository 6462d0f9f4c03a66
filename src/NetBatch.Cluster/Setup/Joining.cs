using System.Text.Json;
using NATS.Client.Core;
using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Setup;

/// <summary>A worker's side of being let in.</summary>
public static class Joining
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes a key here, asks the hub to let it in, and gives the file of the new worker. The key's private half stays
    /// here.</summary>
    /// <param name="invitation">What the hub has given.</param>
    /// <param name="name">How it wants to be called.</param>
    /// <param name="capacity">How many targets it works on at once.</param>
    /// <param name="sealKey">Its key for sealed secrets, both halves.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ConnectFailed"/>: the server or the hub does not answer;
    /// <see cref="ErrorCode.InvalidArgument"/>: the hub says no, and why.</exception>
    public static async Task<ClusterFile> JoinAsync(Invitation invitation, string name, int capacity,
        (string Private, string Public) sealKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        ClusterFile.CheckedName("worker", name);
        var file = new ClusterFile
        {
            Url = invitation.Url, Authority = invitation.Authority, Seed = NKeys.NewSeed(), Site = invitation.Site, Name = name,
            Capacity = capacity, SealKey = sealKey.Private,
        };
        var asking = JsonSerializer.SerializeToUtf8Bytes(new JoinRequest(invitation.Secret, name, NKeys.PublicOf(file.Seed),
                sealKey.Public),
            SetupJson.Default.JoinRequest);
        try
        {
            var link = NatsLink.OpenToJoin(file, NatsConfig.JoinUser, invitation.Password, NatsConfig.JoinInbox);
            await using var closing = link.ConfigureAwait(false);
            var answer = JsonSerializer.Deserialize(
                await link.AskAsync(NatsConfig.JoinSubject, asking, Patience, cancellationToken).ConfigureAwait(false),
                SetupJson.Default.JoinAnswer) ?? throw new JsonException();
            return answer.Refusal is null && answer.Site == invitation.Site ? file
                : throw new NetBatchException(ErrorCode.InvalidArgument, $"The hub says: {SafeText.Of(answer.Refusal ?? "another site.")}");
        }
        catch (Exception problem) when (problem is NatsException or IOException or JsonException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new NetBatchException(ErrorCode.ConnectFailed, $"Nobody answers at {invitation.Url}: {problem.Message}",
                "See that the server and the hub run there (systemctl status netbatch-nats netbatch-hub), and that this machine reaches "
                    + "it.",
                problem);
        }
    }
}
