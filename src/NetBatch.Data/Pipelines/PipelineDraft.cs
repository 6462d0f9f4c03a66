using System.Text.RegularExpressions;
using NetBatch.Data.Metadata;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace NetBatch.Data.Pipelines;

/// <summary>A pipeline that compares every table of two databases, drafted from what both say of themselves, to be read and changed by a
/// person.</summary>
public static partial class PipelineDraft
{
    private const int WidestLine = 1000;

    private static readonly (string What, string Validator)[] Always =
        [("columns", "schema.columns"), ("types", "schema.types"), ("number of rows", "quality.count")];

    /// <summary>The pipeline's file.</summary>
    /// <param name="source">What should be.</param>
    /// <param name="target">What is.</param>
    public static string Write(DatabaseFacts source, DatabaseFacts target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var tables = source.Tables.Where(table => !table.IsView).ToArray();
        var pairs = tables.Select(table => (Source: table, Target: Same(table, target)))
            .Where(pair => pair.Target is not null).Select(pair => new Pair(pair.Source, pair.Target!)).ToArray();
        var mappings = new YamlMappingNode();
        var steps = new YamlSequenceNode(Flow(("name", Text("every table is there")), ("validator", Text("schema.tables"))));
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            // Names of steps differ in more than their case; those of tables need not.
            var name = pair.Target.FullName;
            for (var number = 2; !taken.Add(name); number++)
            {
                name = $"{pair.Target.FullName} ({number})";
            }

            mappings.Add(Text(name),
                Flow(("source", Text(pair.Source.FullName)), ("target", Text(pair.Target.FullName)),
                    ("key", pair.Key.Count == 0 ? null : List(pair.Key))));
            foreach (var (what, validator) in Always)
            {
                steps.Add(Flow(("name", Text($"{name}: {what}")), ("validator", Text(validator)), ("mapping", Text(name))));
            }

            if (pair.Key.Count > 0)
            {
                // A column that only the target has is told by its columns' step, and is no reason to compare nothing.
                steps.Add(Flow(
                    ("name", Text($"{name}: rows")), ("validator", Text("quality.checksum")), ("mapping", Text(name)),
                    ("with", pair.HasMore ? Flow(("columns", List(pair.Common))) : null)));
            }
        }

        var file = new YamlMappingNode
        {
            { "name", Text($"{source.Instance} to {target.Instance}") },
            { "source", Text(source.Instance) },
            { "target", Text(target.Instance) },
        };
        if (pairs.Length > 0)
        {
            file.Add("mappings", mappings);
        }

        file.Add("steps", steps);
        var text = new StringWriter { NewLine = "\n" };
        Tell(text, "Only in the source", tables.Where(table => Same(table, target) is null));
        Tell(text, "Without a key, so that only their rows are counted",
            pairs.Where(pair => pair.Key.Count == 0).Select(pair => pair.Target));
        new YamlStream(new YamlDocument(file)).Save(new Emitter(text, 2, WidestLine, isCanonical: false), assignAnchors: false);
        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n', '.') + "\n";
    }

    // By schema and name, else by the name alone where only one table has it.
    private static TableFacts? Same(TableFacts table, DatabaseFacts target)
    {
        TableFacts[] tables = [.. target.Tables.Where(one => !one.IsView)];
        return NameMatch.Find(tables, one => one.FullName, table.FullName) ?? NameMatch.Find(tables, one => one.Name, table.Name);
    }

    private static void Tell(StringWriter text, string what, IEnumerable<TableFacts> tables)
    {
        string[] names = [.. tables.Select(table => table.FullName)];
        if (names.Length > 0)
        {
            text.WriteLine($"# {what}: {string.Join(", ", names)}");
        }
    }

    // What YAML might read as something else than a text is quoted.
    private static YamlScalarNode Text(string text) =>
        new(text) { Style = Plain().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted };

    private static YamlSequenceNode List(IEnumerable<string> names) => new(names.Select(Text)) { Style = SequenceStyle.Flow };

    private static YamlMappingNode Flow(params (string Name, YamlNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null)
            .Select(member => KeyValuePair.Create<YamlNode, YamlNode>(Text(member.Name), member.Value!)))
        {
            Style = MappingStyle.Flow,
        };

    [GeneratedRegex("^(?!(?i:null|true|false|yes|no|on|off|y|n)$)[A-Za-z_][A-Za-z0-9_.-]*( [A-Za-z0-9_.-]+)*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <summary>A table and what it has become.</summary>
    private sealed class Pair
    {
        public Pair(TableFacts source, TableFacts target)
        {
            (Source, Target) = (source, target);
            Key = Keys(target).Concat(Keys(source)).Select(Here).FirstOrDefault(key => key is not null) ?? [];
            Common = [.. target.Columns.Select(column => column.Name)
                .Where(name => source.Column(name) is not null && !Key.Contains(name))];
            HasMore = Common.Count + Key.Count < target.Columns.Count;
        }

        public TableFacts Source { get; }

        public TableFacts Target { get; }

        /// <summary>The columns that tell rows apart on both sides, by the target's names; empty: there are none.</summary>
        public IReadOnlyList<string> Key { get; }

        /// <summary>The columns beside the key that both have.</summary>
        public IReadOnlyList<string> Common { get; }

        public bool HasMore { get; }

        // The primary key, then what is unique and never NULL.
        private static IEnumerable<IReadOnlyList<string>> Keys(TableFacts table) =>
            table.Indexes.Where(index => index.Unique && index.Columns.All(name => table.Column(name) is { Nullable: false }))
                .Select(index => index.Columns).Prepend(table.PrimaryKey).Where(key => key.Count > 0);

        private IReadOnlyList<string>? Here(IReadOnlyList<string> key) =>
            key.All(name => Source.Column(name) is not null && Target.Column(name) is not null)
                ? [.. key.Select(name => Target.Column(name)!.Name)] : null;
    }
}
