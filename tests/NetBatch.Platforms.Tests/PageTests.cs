using System.Text.RegularExpressions;

namespace NetBatch.Platforms.Tests;

/// <summary>docs/platforms.md and the readers know the same members.</summary>
public sealed partial class PageTests
{
    // A file that has every mapping there is, so that every reader asks for its members.
    private const string Full = """
        platform: full
        title: Full
        names: {netmiko: full}
        session:
          modes: {exec: {prompt: '{host}#'}}
          pagers: [{expect: a, send: b}]
          prepare: [{send: a, answers: [{expect: a, send: b}], password: c}]
          contexts: {enter: ['a {context}'], special: [{context: a, enter: [b]}]}
          privilege: {send: a, password: b}
          login: {user: a, password: b}
          config: {}
          save: {send: a}
          show: {running: a}
        safety:
          timedRevert:
            commit: a
            confirm: [a]
            revert: [a]
            armed: {show: a, match: '{name}'}
            target: {running: a}
            least: 1
            most: 2
          checkpoint:
            restore: [a]
            own: {commit: '{name}', commitComment: '{comment}', list: a, id: '{name}(?<id>a)'}
        files:
          needs: {show: a, match: a, title: a}
          space: {show: a, match: '(?<value>a)', unit: 1}
          hash: {show: '{path}', match: '(?<value>a)', algorithm: md5}
        archive:
          read: {facts: a}
          parts: [running, facts]
          drop: [a]
          hide: [{search: a, replace: b}]
          lastChange: {show: a, match: '(?<user>a)'}
        config:
          ignore: [{equals: a}]
          substitute: [{search: a}]
          substitute_text: [{search: a}]
          indent: [{start: a, end: b}]
          management: [{what: vty, lineage: [a]}]
          negate_replace: [{lineage: [a], search: a}]
          negate_with: [{lineage: [{equals: a}], use: b}]
          closer: [{lineage: [a], use: b}]
          texts: [{startswith: a, open: '(?<mark>b)'}]
          secrets: [{clear: a, hidden: b}]
          ordered: [{lineage: [a], search: b, use: c}]
          idempotent: [{lineage: [a]}]
          duplicates: [{lineage: [a]}]
          effects: [{lineage: [a], lines: b}]
          spelling: [{lineage: [a], search: b}]
          value_list: [{lineage: [a], search: b, use: c, remove: d}]
          questions: [{line: a, expect: b}]
        """;

    [Fact]
    public void Page_AndReaders_KnowTheSameMembers()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var source = new SourceFile("full.yaml", Ours: false) { Asked = asked };
        var sources = new PlatformSources([PlatformFile.Read(source, Full)]);
        _ = HeadReader.Read(sources, "full");
        var fields = sources.Fields("full");
        var common = new Fields([(new SourceFile("common.yaml", Ours: true), PlatformFile.Load(source, "pagers: []\n"))]);
        _ = SessionReader.Read("full", "Full", fields.Section("session")!, fields.Section("safety"), common);
        _ = ConfigReader.Read("full", fields.Section("config")!);
        _ = FileReader.Read(fields.Section("files"));
        _ = ArchiveReader.Read(fields.Section("archive"), new ShowRules("a", null, null));

        // The page lists the platforms, too, above the members.
        var page = File.ReadAllText(Page());
        var documented = Member().Matches(page[page.IndexOf("## Every member", StringComparison.Ordinal)..])
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

        asked.Select(member => TestOfALine().Replace(member, "test.$1")).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `([a-z][\w.]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Member();

    // What is ignored is a test on a line with two members more.
    [GeneratedRegex(@"^config\.ignore\.(equals|startswith|endswith|contains|regex|re_search)$")]
    private static partial Regex TestOfALine();

    private static string Page()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "platforms.md")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "docs", "platforms.md");
    }
}
