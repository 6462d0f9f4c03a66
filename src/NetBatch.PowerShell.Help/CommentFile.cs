using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetBatch.Help;

/// <summary>The compiler's documentation file.</summary>
internal sealed partial class CommentFile
{
    private readonly Dictionary<string, XElement> members;

    private CommentFile(Dictionary<string, XElement> members) => this.members = members;

    public static CommentFile Load(string path) =>
        new(XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value));

    /// <summary>A class's or property's element of that name as one paragraph, or null.</summary>
    public string? Text(string member, string element) =>
        members.GetValueOrDefault(member)?.Element(element) is { } found ? Flat(found.Value) : null;

    /// <summary>A class's examples: code and what it does.</summary>
    public IReadOnlyList<(string Code, string Text)> Examples(string member) =>
    [
        .. (members.GetValueOrDefault(member)?.Elements("example") ?? []).Select(example =>
            (Lines(example.Element("code")?.Value ?? ""), Flat(string.Concat(example.Elements("para").Select(para => para.Value))))),
    ];

    /// <summary>The compiler indents each line as it stands in the source.</summary>
    private static string Lines(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => line.Trim()));

    private static string Flat(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
