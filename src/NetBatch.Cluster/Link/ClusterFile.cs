using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace NetBatch.Cluster.Link;

/// <summary>
/// How a hub or a worker reaches the cluster's server, and who it is: a file that only its account can read, since it holds a private key.
/// </summary>
public sealed partial record ClusterFile
{
    /// <summary>The most characters of the names of sites and workers: they stand in subjects.</summary>
    public const int MostNameCharacters = 64;

    /// <summary>The server: <c>tls://HOST:PORT</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The certificate (PEM) of the authority that the server's must come from.</summary>
    public required string Authority { get; init; }

    /// <summary>The private key (an NKey's seed) that the server knows the public half of.</summary>
    public required string Seed { get; init; }

    /// <summary>A worker's private key for secrets that are sealed for it (PKCS #8, Base64); null: a hub's file.</summary>
    public string? SealKey { get; init; }

    /// <summary>A worker's site; null: a hub's file.</summary>
    public string? Site { get; init; }

    /// <summary>A worker's name; null: a hub's file.</summary>
    public string? Name { get; init; }

    /// <summary>How many targets a worker works on at once, 1 to 10,000.</summary>
    public int Capacity { get; init; } = 50;

    /// <summary>Whether this is a worker's file.</summary>
    [JsonIgnore]
    public bool IsWorker => Site is not null && Name is not null;

    /// <summary>Refuses a name that cannot stand in a subject.</summary>
    /// <param name="what">What it is the name of: <c>site</c>, <c>worker</c>.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static string CheckedName(string what, string? name) => name is not null && NameForm().IsMatch(name) ? name
        : throw new NetBatchException(ErrorCode.InvalidArgument, $"'{SafeText.Of(name ?? "")}' is no name of a {what}.",
            $"Use letters, digits, - and _, at most {MostNameCharacters}.");

    /// <summary>Reads a file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>: it is not there, is none, or others can read
    /// it.</exception>
    public static ClusterFile Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMay) != 0)
            {
                throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' holds a private key, and others may read it.",
                    $"chmod 600 '{path}'");
            }

            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), ClusterFileJson.Default.ClusterFile)
                ?? throw new JsonException("It is empty.");
            if (file.Site is not null || file.Name is not null)
            {
                CheckedName("site", file.Site);
                CheckedName("worker", file.Name);
            }

            return file.Capacity is >= 1 and <= 10_000 ? file
                : throw new JsonException($"Its capacity is {file.Capacity}; it may be 1 to 10,000.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' cannot be used: {problem.Message}",
                "A hub's file is made by netbatch hub init, a worker's by netbatch worker join.", problem);
        }
    }

    /// <summary>Writes the file, readable for the own account alone; one that is there is never written over.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>.</exception>
    public void Write(string path) =>
        PrivateFile.WriteNew(path, JsonSerializer.SerializeToUtf8Bytes(this, ClusterFileJson.Default.ClusterFile), isSecret: true);

    private const UnixFileMode OthersMay = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex NameForm();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClusterFile))]
internal sealed partial class ClusterFileJson : JsonSerializerContext;
