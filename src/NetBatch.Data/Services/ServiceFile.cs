using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Services;

/// <summary>Reads declarations of services. What is misspelt is an error with its line, never silently without effect.</summary>
internal static class ServiceFile
{
    private const double MostSeconds = 3600;

    /// <summary>The declarations that NetBatch brings.</summary>
    public static IEnumerable<ServiceDeclaration> BuiltIn()
    {
        var assembly = typeof(ServiceFile).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Services.Declarations.", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Read(reader.ReadToEnd(), resource);
        }
    }

    /// <summary>The declarations of a folder's files (<c>*.yaml</c>, <c>*.yml</c>).</summary>
    public static IEnumerable<ServiceDeclaration> InFolder(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal)
            .Select(file => Read(File.ReadAllText(file), Path.GetFileName(file)));

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: what cannot be used, with its place.</exception>
    public static ServiceDeclaration Read(string text, string source)
    {
        try
        {
            return YamlText.Read(source, text, Declaration);
        }
        catch (TextException wrong)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, wrong.Message,
                $"{wrong.Remedy} docs/data.md describes the form.".TrimStart(), wrong);
        }
    }

    private static ServiceDeclaration Declaration(YamlMap root) => new()
    {
        Name = root.Required("name").ToLowerInvariant(),
        Url = root.Text("url"),
        Connection = root.Texts("connection"),
        Headers = new Dictionary<string, string>(root.Pairs("headers"), StringComparer.OrdinalIgnoreCase),
        Token = root.Map("token",
            map => new TokenDeclaration(map.Required("url"), Word(map, "grant", "client_credentials", "refresh_token"), map.Text("scope"))),
        Submit = Part(root, "submit", map => new SubmitDeclaration(
            map.Text("method") ?? "POST", map.Required("path"), map.Text("contentType") ?? "application/json", map.Required("id"),
            Body(map))),
        Poll = Part(root, "poll", Poll),
        Download = Part(root, "download", map => new DownloadDeclaration(
            map.Required("path"), map.Text("urls"), Word(map, "format", "csv", "json"), map.Text("rows") ?? "$[*]")),
        Cancel = root.Map("cancel", map => new RequestDeclaration(map.Text("method") ?? "POST", map.Required("path"))),
    };

    private static PollDeclaration Poll(YamlMap map)
    {
        var poll = new PollDeclaration(
            map.Required("path"),
            map.Required("state"),
            map.Text("reason"),
            map.Seconds("seconds", MostSeconds) ?? TimeSpan.FromSeconds(5),
            map.Texts("running"),
            map.Texts("done"),
            map.Texts("failed"));
        if (poll.Done.Count == 0)
        {
            map.Refuse("done", "'done' names no state.", "Write the states in which the service says that the result is there.");
        }

        return poll;
    }

    // After a problem what was read is thrown away, so that its stand-in may be no declaration at all.
    private static T Part<T>(YamlMap root, string key, Func<YamlMap, T> read)
        where T : class
    {
        if (!root.Has(key))
        {
            root.Missing(key);
        }

        return root.Map(key, read)!;
    }

    private static string Word(YamlMap map, string key, params string[] words)
    {
        if (!map.Has(key))
        {
            map.Missing(key);
        }

        return map.OneOf(key, words) ?? words[0];
    }

    private static YamlNode Body(YamlMap map)
    {
        if (map.Find("body") is { } body)
        {
            return body;
        }

        map.Missing("body");
        return map.Node;
    }
}
