using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Platforms;

/// <summary>
/// Makes a platform file of options of hier_config: of version 2 (<c>lineage</c>, <c>order</c>, <c>negation_negate_with</c>) and of the
/// rules of a driver of version 3 as data (<c>match_rules</c>, <c>weight</c>, <c>negate_with</c>). The forms are those of hier_config's
/// documentation and of its models (netdevops/hier_config, docs/utilities.md).
/// </summary>
public static partial class HierConfigOptions
{
    /// <summary>What a list of rules is called there and here, and the members that its rules have beside their lineage.</summary>
    private static readonly (string[] Theirs, string Ours, (string Theirs, string Ours)[] Members, string Fixed)[] Lists =
    [
        (["sectional_overwrite"], "rewrite", [], "negate: true"),
        (["sectional_overwrite_no_negate"], "rewrite", [], ""),
        (["ordering"], "order", [("order", "weight"), ("weight", "weight")], ""),
        (["parent_allows_duplicate_child"], "duplicates", [], ""),
        (["sectional_exiting"], "closer", [("exit_text", "use"), ("exit_text_parent_level", "header_level")], ""),
        (["idempotent_commands"], "idempotent", [], ""),
        (["idempotent_commands_avoid", "idempotent_commands_blacklist"], "not_idempotent", [], ""),
        (["negation_default_when"], "negate_default", [], ""),
        (["negation_negate_with", "negate_with"], "negate_with", [("use", "use")], ""),
        (["negation_sub"], "negate_replace", [("search", "search"), ("replace", "replace")], ""),
        (["unused_objects"], "references", [("name_re", "search"), ("reference_locations", "")], ""),
        (["full_text_sub"], "substitute_text", [("search", "search"), ("replace", "replace")], ""),
        (["per_line_sub"], "substitute", [("search", "search"), ("replace", "replace")], ""),
        (["indent_adjust"], "indent", [("start_expression", "start"), ("end_expression", "end")], ""),
    ];

    private static readonly string[] Words = ["equals", "startswith", "endswith", "contains"];

    /// <summary>Members that say what the platform says already, or how texts are printed.</summary>
    private static readonly string[] PassedOver = ["style", "negation", "indentation", "post_load_callbacks", "idempotent_acl_check"];

    /// <summary>The platform file.</summary>
    /// <param name="source">Name of the options' file, for errors.</param>
    /// <param name="yaml">Its text, YAML or JSON.</param>
    /// <param name="name">The platform's name.</param>
    /// <param name="extends">The platform whose rules these options are added to.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidPlatform"/>: an option cannot be read; the message names line and
    /// value.</exception>
    public static string ToPlatformFile(string source, string yaml, string name, string extends)
    {
        var options = Root(source, yaml).Map();
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"# Options of hier_config ({source}).\nplatform: {name}\nextends: {extends}\n\nconfig:\n");
        foreach (var (theirs, ours, members, constant) in Lists)
        {
            var rules = theirs.Select(options.Find).OfType<YamlValue>().SelectMany(list => list.Items())
                .Select(item => Rule(item, ours, members, constant)).Where(rule => rule.Length > 0).ToList();
            if (rules.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {ours}:\n{string.Concat(rules.Select(rule => $"    - {{{rule}}}\n"))}");
            }
        }

        foreach (var member in PassedOver)
        {
            _ = options.Find(member);
        }

        options.Done();
        return text.ToString();
    }

    private static YamlValue Root(string source, string yaml)
    {
        var problems = new TextProblems(source);
        var loaded = YamlText.Load(yaml, problems);
        if (problems.All is [var first, ..])
        {
            throw new NetBatchException(ErrorCode.InvalidPlatform, $"{source}, line {first.Line}: not YAML: {first.Message}",
                "Give hier_config's options as YAML or JSON.");
        }

        return loaded is YamlMappingNode root
            ? new YamlValue(root, "the options", new SourceFile(source, Ours: false))
            : throw new NetBatchException(ErrorCode.InvalidPlatform, $"{source}, line 1: the options are no mapping.",
                "Give hier_config's options: lists of rules under names such as idempotent_commands.");
    }

    /// <summary>A rule in our form; empty: it says nothing.</summary>
    private static string Rule(YamlValue item, string ours, (string Theirs, string Ours)[] members, string constant)
    {
        var map = item.Map();
        var parts = new List<string>();
        if ((map.Find("match_rules") ?? map.Find("lineage")) is { } lineage)
        {
            parts.Add($"lineage: [{string.Join(", ", lineage.Items().Select(Test))}]");
        }

        foreach (var (theirs, member) in members)
        {
            if (map.Find(theirs) is not { } value || member.Length == 0)
            {
                continue;
            }

            // In version 2 an order of 500 is neutral.
            var number = member == "weight" ? value.Number(-100_000, 100_000) - (theirs == "order" ? 500 : 0) : 0;
            if (member == "weight" && number == 0)
            {
                map.Done();
                return "";
            }

            parts.Add(member switch
            {
                "weight" => $"weight: {number.ToString(CultureInfo.InvariantCulture)}",
                "header_level" => $"header_level: {(value.Text() is "true" or "True" ? "true" : "false")}",
                "search" or "start" or "end" => $"{member}: {Quoted(Expression(value.Text(), first: ours == "references"))}",
                _ => $"{member}: {Quoted(value.Text())}",
            });
        }

        if (constant.Length > 0)
        {
            parts.Add(constant);
        }

        map.Done();
        return string.Join(", ", parts);
    }

    private static string Test(YamlValue item)
    {
        var map = item.Map();
        var parts = Words.Where(map.Has).Select(key => $"{key}: {Texts(map.Find(key)!.Value.Texts())}").ToList();
        if (map.Find("re_search") is { } expression)
        {
            parts.Add($"regex: {Quoted(Expression(expression.Text(), first: false))}");
        }

        map.Done();
        return $"{{{string.Join(", ", parts)}}}";
    }

    private static string Texts(IReadOnlyList<string> texts) =>
        texts.Count == 1 ? Quoted(texts[0]) : $"[{string.Join(", ", texts.Select(Quoted))}]";

    /// <summary>An expression of Python in our form.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="first">Whether its group <c>name</c> is to be the first group.</param>
    private static string Expression(string text, bool first) => first
        ? NamedGroup().Replace(PlainGroup().Replace(text, "(?:"), "(")
        : AnyNamedGroup().Replace(text, "(?<$1>");

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"(?<!\\)\((?!\?)", RegexOptions.CultureInvariant)]
    private static partial Regex PlainGroup();

    [GeneratedRegex(@"\(\?P<name>", RegexOptions.CultureInvariant)]
    private static partial Regex NamedGroup();

    [GeneratedRegex(@"\(\?P<(\w+)>", RegexOptions.CultureInvariant)]
    private static partial Regex AnyNamedGroup();
}
