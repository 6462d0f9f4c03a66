using NATS.NKeys;

namespace NetBatch.Cluster.Link;

/// <summary>Keys by which hubs and workers prove who they are to the server: Ed25519, in NATS's form
/// (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth).</summary>
public static class NKeys
{
    /// <summary>A new private key, as its seed.</summary>
    public static string NewSeed()
    {
        using var pair = KeyPair.CreatePair(PrefixByte.User);
        return pair.GetSeed();
    }

    /// <summary>The public key of a seed.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>: it is no seed.</exception>
    public static string PublicOf(string seed)
    {
        try
        {
            using var pair = KeyPair.FromSeed(seed.AsSpan());
            return pair.GetPublicKey();
        }
        catch (Exception problem) when (problem is NKeysException or ArgumentException or FormatException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, "The private key of the file is none.",
                "A hub's file is made by netbatch hub init, a worker's by netbatch worker join.");
        }
    }

    /// <summary>Whether a text is a user's public key.</summary>
    public static bool IsPublic(string? text) => text is { Length: 56 } && text[0] == 'U'
        && text.All(letter => letter is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
}
