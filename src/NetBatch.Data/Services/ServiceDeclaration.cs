using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Services;

/// <summary>How a service that runs queries as jobs is spoken to: submit, poll, download.</summary>
internal sealed record ServiceDeclaration
{
    /// <summary>What <see cref="DatabaseInstance.Provider"/> calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is unless the connection says <c>Url</c>.</summary>
    public string? Url { get; init; }

    /// <summary>Names that the connection must give.</summary>
    public IReadOnlyList<string> Connection { get; init; } = [];

    /// <summary>How an access token is got; null: the secret itself is one, or none is needed.</summary>
    public TokenDeclaration? Token { get; init; }

    /// <summary>Headers of every request to the service itself.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required SubmitDeclaration Submit { get; init; }

    public required PollDeclaration Poll { get; init; }

    public required DownloadDeclaration Download { get; init; }

    /// <summary>The request that ends a query early, or null.</summary>
    public RequestDeclaration? Cancel { get; init; }
}

/// <summary>OAuth 2 (RFC 6749): <c>client_credentials</c>, or <c>refresh_token</c> with the refresh token as the instance's
/// secret.</summary>
internal sealed record TokenDeclaration(string Url, string Grant, string? Scope);

internal sealed record RequestDeclaration(string Method, string Path);

internal sealed record SubmitDeclaration(string Method, string Path, string ContentType, string Id, YamlNode Body);

internal sealed record PollDeclaration(
    string Path, string State, string? Reason, TimeSpan Interval, IReadOnlyList<string> Running, IReadOnlyList<string> Done,
    IReadOnlyList<string> Failed);

/// <summary>Where the result is: at the path itself, or behind the URLs that its answer names. <c>csv</c>, or <c>json</c> with the path of
/// the rows.</summary>
internal sealed record DownloadDeclaration(string Path, string? Urls, string Format, string Rows);
