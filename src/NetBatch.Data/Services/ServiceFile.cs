using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Services;

/// <summary>Reads declarations of services. What is misspelt is an error with its line, never silently without effect.</summary>
internal static class ServiceFile
{
    /// <summary>The declarations that NetBatch brings.</summary>
    public static IEnumerable<ServiceDeclaration> BuiltIn()
    {
        var assembly = typeof(ServiceFile).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(".Services.Declarations.", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Read(reader.ReadToEnd(), resource);
        }
    }

    /// <summary>The declarations of a folder's files (<c>*.yaml</c>, <c>*.yml</c>).</summary>
    public static IEnumerable<ServiceDeclaration> InFolder(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal)
            .Select(file => Read(File.ReadAllText(file), Path.GetFileName(file)));

    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: a line cannot be used.</exception>
    public static ServiceDeclaration Read(string text, string source)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException wrong)
        {
            throw Wrong(source, wrong.Start.Line, wrong.Message);
        }

        var root = new Map(source, yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode : new YamlScalarNode());
        var declaration = new ServiceDeclaration
        {
            Name = root.Text("name").ToLowerInvariant(),
            Url = root.TextOrNull("url"),
            Connection = root.Texts("connection"),
            Headers = root.Pairs("headers"),
            Token = root.Inner("token", map => new TokenDeclaration(map.Text("url"), map.OneOf("grant", "client_credentials", "refresh_token"), map.TextOrNull("scope"))),
            Submit = root.Inner("submit", map => new SubmitDeclaration(
                map.TextOrNull("method") ?? "POST", map.Text("path"), map.TextOrNull("contentType") ?? "application/json", map.Text("id"), map.Node("body"))) ?? throw root.Missing("submit"),
            Poll = root.Inner("poll", map => new PollDeclaration(
                map.Text("path"), map.Text("state"), map.TextOrNull("reason"), map.Seconds("seconds", 5), map.Texts("running"), map.Texts("done"), map.Texts("failed"))) ?? throw root.Missing("poll"),
            Download = root.Inner("download", map => new DownloadDeclaration(
                map.Text("path"), map.TextOrNull("urls"), map.OneOf("format", "csv", "json"), map.TextOrNull("rows") ?? "$[*]")) ?? throw root.Missing("download"),
            Cancel = root.Inner("cancel", map => new RequestDeclaration(map.TextOrNull("method") ?? "POST", map.Text("path"))),
        };
        root.Done();
        return declaration.Poll.Done.Count > 0 ? declaration : throw Wrong(source, 1, "poll names no state that is done");
    }

    private static NetBatchException Wrong(string source, long line, string what) =>
        new(ErrorCode.InvalidArgument, $"{source} line {line}: {what}.", "Correct the service's declaration; docs/data.md describes its form.");

    /// <summary>A mapping, read key by key.</summary>
    private sealed class Map
    {
        private readonly Dictionary<string, YamlNode> entries = new(StringComparer.Ordinal);
        private readonly string source;
        private readonly YamlNode node;

        public Map(string source, YamlNode node)
        {
            this.source = source;
            this.node = node;
            if (node is not YamlMappingNode map)
            {
                throw Wrong(source, node.Start.Line, "a mapping (key: value) is expected here");
            }

            foreach (var (key, value) in map.Children)
            {
                entries.Add(((YamlScalarNode)key).Value ?? "", value);
            }
        }

        public NetBatchException Missing(string key) => Wrong(source, node.Start.Line, $"'{key}' is missing");

        public YamlNode Node(string key) => entries.Remove(key, out var value) ? value : throw Missing(key);

        public string? TextOrNull(string key) =>
            !entries.Remove(key, out var value) ? null : (value as YamlScalarNode)?.Value ?? throw Wrong(source, value.Start.Line, $"'{key}' must be a text");

        public string Text(string key) => TextOrNull(key) ?? throw Missing(key);

        public string OneOf(string key, params string[] words)
        {
            var line = entries.TryGetValue(key, out var value) ? value.Start.Line : node.Start.Line;
            var text = Text(key);
            return words.Contains(text) ? text : throw Wrong(source, line, $"'{key}' is '{text}' and must be one of {string.Join(", ", words)}");
        }

        public TimeSpan Seconds(string key, double otherwise)
        {
            var text = TextOrNull(key);
            return text is null ? TimeSpan.FromSeconds(otherwise)
                : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600 ? TimeSpan.FromSeconds(seconds)
                : throw Wrong(source, node.Start.Line, $"'{key}' is '{text}' and must be a number of seconds up to 3600");
        }

        public IReadOnlyList<string> Texts(string key) => !entries.Remove(key, out var value) ? []
            : value is YamlSequenceNode list && list.Children.All(one => one is YamlScalarNode) ? [.. list.Children.Select(one => ((YamlScalarNode)one).Value ?? "")]
            : throw Wrong(source, value.Start.Line, $"'{key}' must be a list of texts");

        public Dictionary<string, string> Pairs(string key) => !entries.Remove(key, out var value) ? []
            : value is YamlMappingNode map ? map.Children.ToDictionary(one => ((YamlScalarNode)one.Key).Value!, one => (one.Value as YamlScalarNode)?.Value ?? "", StringComparer.OrdinalIgnoreCase)
            : throw Wrong(source, value.Start.Line, $"'{key}' must be a mapping");

        public T? Inner<T>(string key, Func<Map, T> read)
            where T : class
        {
            if (!entries.Remove(key, out var value))
            {
                return null;
            }

            var map = new Map(source, value);
            var made = read(map);
            map.Done();
            return made;
        }

        public void Done()
        {
            foreach (var (key, value) in entries)
            {
                throw Wrong(source, value.Start.Line, $"'{key}' is not a key known here");
            }
        }
    }
}
