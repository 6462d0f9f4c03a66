using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Setup;

/// <summary>What a new worker needs to be let in, as one text: where the cluster's server is, whom it must be, and a secret that is good
/// once.</summary>
/// <param name="Url">The server.</param>
/// <param name="Authority">The certificate of its authority, PEM.</param>
/// <param name="Password">What those who join log in to the server with.</param>
/// <param name="Secret">Random; its hash stands in the store.</param>
/// <param name="Site">The site that it is for.</param>
public sealed record Invitation(string Url, string Authority, string Password, string Secret, string Site)
{
    /// <summary>Makes a new one.</summary>
    public static Invitation Make(string url, string authority, string password, string site) =>
        new(url, authority, password, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), ClusterFile.CheckedName("site", site));

    /// <summary>What the store keeps of the secret.</summary>
    public static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    /// <summary>The token.</summary>
    public string ToToken() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, SetupJson.Default.Invitation));

    /// <summary>Reads a token.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: it is none, or a part of one.</exception>
    public static Invitation OfToken(string token)
    {
        try
        {
            var read = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(token.Trim()), SetupJson.Default.Invitation);
            return read is { Url: not null, Authority: not null, Password: not null, Secret: not null, Site: not null } ? read
                : throw new JsonException();
        }
        catch (Exception problem) when (problem is FormatException or JsonException or ArgumentException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, "The token is none, or a part of one.",
                "Copy the whole line that netbatch hub invite has printed.", problem);
        }
    }
}

/// <summary>What one who joins says.</summary>
/// <param name="Secret">The invitation's.</param>
/// <param name="Name">How it wants to be called.</param>
/// <param name="Key">Its public key.</param>
/// <param name="SealKey">Its public key for secrets that are sealed for it.</param>
public sealed record JoinRequest(string Secret, string Name, string Key, string? SealKey);

/// <summary>What it is told.</summary>
/// <param name="Site">Its site; null: it was not let in.</param>
/// <param name="Refusal">Why not, a sentence; null: it was let in.</param>
public sealed record JoinAnswer(string? Site, string? Refusal);

/// <summary>The forms of what setting up writes and sends.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinAnswer))]
internal sealed partial class SetupJson : JsonSerializerContext;
