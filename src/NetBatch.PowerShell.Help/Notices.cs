using System.Xml.Linq;

namespace NetBatch.Help;

/// <summary>Writes down whose work is shipped with ours and on what terms, from what the packages say of themselves.</summary>
/// <param name="packages">The folder of the restored packages.</param>
/// <param name="licences">A folder with the text of each licence that a package names, as its SPDX identifier: <c>MIT.txt</c>.</param>
/// <param name="problems">Takes what is wrong: a package without a licence, or with one whose text is not there.</param>
internal sealed class Notices(string packages, string licences, List<string> problems)
{
    private static readonly string[] NoticeFiles = ["NOTICE*", "THIRD-PARTY-NOTICES*", "ThirdPartyNotices*"];

    // The texts in their order: a licence's file name, or whose own text it is.
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The notices of these packages.</summary>
    /// <param name="shipped">Each as <c>id/version</c>.</param>
    public string Write(IEnumerable<string> shipped)
    {
        var parts = shipped.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(Part).ToArray();
        var terms = texts.Select(one => $"{new string('=', 100)}\n{one.Key}\n{new string('=', 100)}\n\n{one.Value}\n");
        return $"NetBatch carries the work of others, each on its own terms. The terms stand below.\n\n{string.Join("\n", parts)}\n"
            + $"{string.Join("\n", terms)}";
    }

    private string Part(string package)
    {
        var folder = Path.Combine(packages, package.ToLowerInvariant());
        var metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().First();
        string? Of(string name) => metadata.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim();
        var licence = metadata.Elements().FirstOrDefault(one => one.Name.LocalName == "license");
        var terms = licence?.Attribute("type")?.Value switch
        {
            "expression" => Known(package, licence.Value),
            "file" => Own(package, Path.Combine(folder, licence.Value)),
            _ => Refused(package, "names no licence"),
        };
        foreach (var notice in NoticeFiles.SelectMany(pattern => Directory.GetFiles(folder, pattern)).Distinct())
        {
            texts[$"{package}: {Path.GetFileName(notice)}"] = Text(notice);
        }

        var source = metadata.Elements().FirstOrDefault(one => one.Name.LocalName == "repository")?.Attribute("url")?.Value
            ?? Of("projectUrl");
        return $"{package}\n  {Of("copyright") ?? $"Copyright {Of("authors")}"}\n  Licence: {terms}\n  Source: {source}\n";
    }

    /// <summary>The first licence of an expression such as <c>MS-PL OR Apache-2.0</c> whose text is there.</summary>
    private string Known(string package, string expression)
    {
        foreach (var name in expression.Split(" OR "))
        {
            var file = Path.Combine(licences, name + ".txt");
            if (File.Exists(file))
            {
                texts[name] = Text(file);
                return name;
            }
        }

        return Refused(package, $"is licensed as '{expression}', whose text is not in {licences}");
    }

    private string Own(string package, string file)
    {
        texts[$"{package}: {Path.GetFileName(file)}"] = Text(file);
        return $"its own, below as {package}";
    }

    private string Refused(string package, string what)
    {
        problems.Add($"The package {package} {what}.");
        return "";
    }

    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd();
}
