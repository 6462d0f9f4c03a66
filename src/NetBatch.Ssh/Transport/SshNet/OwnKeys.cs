using Renci.SshNet;

namespace NetBatch.Ssh.Transport;

/// <summary>The keys of a hop for which no credential was given: the agent's, then the user's files that need no passphrase.</summary>
internal sealed class OwnKeys(KeyFiles files)
{
    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<IPrivateKeySource> Of(HopSettings hop)
    {
        if (!hop.PublicKeys)
        {
            return [];
        }

        var named = hop.IdentityFiles.Select(PublicPart).OfType<byte[]>().ToList();
        var agent = SshAgent.List(hop.IdentityAgent);
        var offered = agent
            .Where(key => !hop.IdentitiesOnly || named.Any(one => one.AsSpan().SequenceEqual(key)))
            .OrderBy(key => named.Any(one => one.AsSpan().SequenceEqual(key)) ? 0 : 1)
            .ToList();
        return
        [
            .. offered.Select(key => new AgentKey(hop.IdentityAgent, key)),
            .. hop.IdentityFiles.Where(path =>
                File.Exists(path) && !(PublicPart(path) is { } part && offered.Any(key => key.AsSpan().SequenceEqual(part))))
                .Select(TryLoad).OfType<IPrivateKeySource>(),
        ];
    }

    private IPrivateKeySource? TryLoad(string path)
    {
        try
        {
            return files.Load(path, passphrase: null);
        }
        catch (NetBatchException)
        {
            // Locked, or of a form that is not known: nobody named it, so another key may do.
            return null;
        }
    }

    private static byte[]? PublicPart(string path)
    {
        try
        {
            var file = path.EndsWith(".pub", StringComparison.Ordinal) ? path : path + ".pub";
            return File.Exists(file) && File.ReadAllText(file).Split(' ') is [_, var blob, ..] ? Convert.FromBase64String(blob.Trim())
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
