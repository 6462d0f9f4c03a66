using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Remediation;

/// <summary>Reads one platform's rule file. The sections are explained in docs/remediation.md.</summary>
internal sealed class RuleFileReader
{
    private readonly string source;
    private readonly RuleFile file;
    private int position;

    private RuleFileReader(string source, RuleFile file)
    {
        this.source = source;
        this.file = file;
    }

    /// <summary>Reads a rule file.</summary>
    /// <exception cref="ConfigException">The file is not YAML, or says something that the engine does not know.</exception>
    public static RuleFile Read(string source, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new ConfigException(source, (int)e.Start.Line, $"not YAML: {e.InnerException?.Message ?? e.Message}");
        }

        if (stream.Documents.Count != 1)
        {
            throw new ConfigException(source, 0, "a rule file holds exactly one YAML document");
        }

        var map = new YamlMap(source, stream.Documents[0].RootNode);
        var file = new RuleFile { Source = source, Name = map.Required("platform") };
        new RuleFileReader(source, file).Fill(map);
        map.Done();
        return file;
    }

    private void Fill(YamlMap map)
    {
        file.Extends = map.Text("extends");
        file.Aliases = map.Texts("aliases") ?? [];
        file.Syntax = map.Text("syntax") switch
        {
            null => null,
            "indented" => ConfigSyntax.Indented,
            "curly" => ConfigSyntax.Curly,
            "config_edit" => ConfigSyntax.ConfigEdit,
            var other => throw map.Error(map.Line, $"syntax '{other}' is none of indented, curly, config_edit"),
        };
        file.Negation = map.Text("negation");
        file.Declaration = map.Text("declaration");
        file.Exit = map.Text("exit");
        file.CommentPrefix = map.Text("comment");
        file.EndMarkers = map.Texts("end_markers");
        FillText(map);
        Fill(map, "idempotent", RuleKind.Idempotent);
        Fill(map, "not_idempotent", RuleKind.NotIdempotent);
        Fill(map, "negate_with", RuleKind.NegateWith);
        Fill(map, "negate_default", RuleKind.NegateDefault);
        Fill(map, "negate_replace", RuleKind.NegateReplace);
        Fill(map, "negate_inside", RuleKind.NegateInside);
        Fill(map, "order", RuleKind.Order);
        Fill(map, "behind_negation", RuleKind.BehindNegation);
        Fill(map, "rewrite", RuleKind.Rewrite);
        Fill(map, "closer", RuleKind.Closer);
        Fill(map, "duplicates", RuleKind.Duplicates);
        Fill(map, "silent", RuleKind.Silent);
        Fill(map, "split_list", RuleKind.SplitList);
    }

    private void FillText(YamlMap map)
    {
        foreach (var node in map.Items("ignore"))
        {
            var inner = new YamlMap(source, node);
            var (indent, keep) = (inner.Number("indent"), inner.Flag("keep_sections") ?? false);
            file.Ignored.Add(new IgnoreRule(MatchReader.Rule(inner), indent, keep));
            inner.Done();
        }

        foreach (var (key, list) in new[] { ("substitute", file.LineSubstitutions), ("substitute_text", file.TextSubstitutions) })
        {
            foreach (var node in map.Items(key))
            {
                var inner = new YamlMap(source, node);
                var search = MatchReader.Pattern(inner, "search");
                list.Add(new SubstituteRule(search, Patterns.Replacement(inner.Text("replace") ?? ""), inner.Text("needs")));
                inner.Done();
            }
        }

        foreach (var node in map.Items("indent"))
        {
            var inner = new YamlMap(source, node);
            file.Indents.Add(new IndentRule(MatchReader.Pattern(inner, "start"), MatchReader.Pattern(inner, "end")));
            inner.Done();
        }

        foreach (var node in map.Items("normalise"))
        {
            var name = map.Text(node);
            file.Normalisers.Add(Normaliser.Names.Contains(name)
                ? name
                : throw map.Error(YamlMap.LineOf(node), $"no normaliser '{name}'; known: {string.Join(", ", Normaliser.Names.Order(StringComparer.Ordinal))}"));
        }

        foreach (var node in map.Items("management"))
        {
            var inner = new YamlMap(source, node);
            file.Management.Add(new ManagementRule(inner.Required("what"), MatchReader.Lineage(inner, "lineage").Rules));
            inner.Done();
        }
    }

    private void Fill(YamlMap map, string key, RuleKind kind)
    {
        foreach (var node in map.Items(key))
        {
            var plain = node is YamlSequenceNode;
            var inner = plain ? null : new YamlMap(source, node);
            var (anywhere, rules) = plain ? MatchReader.Lineage(source, node) : MatchReader.Lineage(inner!, "lineage");
            var leaf = new LeafRule
            {
                Kind = kind,
                Position = position++,
                Last = rules[^1],
                Text = inner?.Text(kind == RuleKind.NegateReplace ? "replace" : "use") ?? "",
                Search = inner is null ? null : MatchReader.OptionalPattern(inner, "search"),
                Weight = inner?.Number("weight") ?? 0,
                Words = inner?.Number("words") ?? 0,
                AnyCounterpart = inner?.Flag("any_counterpart") ?? false,
                Flag = inner?.Flag(kind == RuleKind.Closer ? "header_level" : "negate") ?? false,
            };
            inner?.Done();
            Check(leaf, node);
            file.Rules.Add((anywhere, rules, leaf));
        }
    }

    private void Check(LeafRule leaf, YamlNode node)
    {
        var reason = leaf.Kind switch
        {
            RuleKind.NegateWith when leaf.Text.Length == 0 => "'use' is missing: the line to send instead of a negation",
            RuleKind.NegateReplace when leaf.Search is null => "'search' is missing: the pattern to replace in the negated line",
            RuleKind.Order when leaf.Weight == 0 => "'weight' is missing: negative rises, positive sinks",
            _ => null,
        };
        if (reason is not null)
        {
            throw new ConfigException(source, YamlMap.LineOf(node), reason);
        }
    }
}
