using System.Diagnostics;

namespace NetBatch.Archive.Tests;

/// <summary>Diffs, judged by git: what it makes of the old text with our diff is the new one.</summary>
public sealed class TextDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", 1, 1)]
    [InlineData("", "a\nb\n", 2, 0)]
    [InlineData("a\nb\n", "", 0, 2)]
    [InlineData("a\nb\n", "a\nb\n", 0, 0)]
    [InlineData("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n", "x\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\ny\n", 2, 2)]
    [InlineData("interface a\n shutdown\ninterface b\n shutdown\n", "interface a\ninterface b\n shutdown\n", 0, 1)]
    public async Task Unified_IsWhatGitApplies(string from, string to, int added, int removed)
    {
        TextDiff.Count(from, to).ShouldBe((added, removed));
        (await AppliedAsync(from, TextDiff.Unified(from, to))).ShouldBe(to);
    }

    [Fact]
    public async Task Unified_OfRandomTexts_IsWhatGitApplies_AndNoLongerThanItsOwn()
    {
        var random = new Random(18);
        for (var round = 0; round < 12; round++)
        {
            string[] from = [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => $"line {random.Next(30)}")];
            List<string> to = [.. from];
            for (var edit = random.Next(0, 15); edit > 0; edit--)
            {
                var at = random.Next(to.Count + 1);
                if (random.Next(2) == 0 || at == to.Count)
                {
                    to.Insert(at, $"new {random.Next(30)}");
                }
                else
                {
                    to.RemoveAt(at);
                }
            }

            var (old, young) = (Text(from), Text(to));
            (await AppliedAsync(old, TextDiff.Unified(old, young))).ShouldBe(young, $"round {round}");
            var (added, removed) = TextDiff.Count(old, young);
            var (gitAdded, gitRemoved) = await GitCountsAsync(old, young);
            (added + removed).ShouldBeLessThanOrEqualTo(gitAdded + gitRemoved, $"round {round}");
        }
    }

    [Fact]
    public void Unified_OfTwoTextsWithNothingInCommon_EndsSoonAndIsWhole()
    {
        var watch = Stopwatch.StartNew();
        TextDiff.Count(Text(Enumerable.Range(0, 20_000).Select(n => $"a{n}")), Text(Enumerable.Range(0, 20_000).Select(n => $"b{n}")))
            .ShouldBe((20_000, 20_000));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Unified_ASecretThatChanged_IsShownAsAChangeAndNotAsItself()
    {
        var lines = TextDiff.Unified("enable secret 0 first-one\n", "enable secret 0 second-one\n", SecretRedactor.Redact);
        lines.Count(line => line.StartsWith('-')).ShouldBe(1);
        lines.Count(line => line.StartsWith('+')).ShouldBe(1);
        string.Join('\n', lines).ShouldNotContain("-one");
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static async Task<string> AppliedAsync(string from, IReadOnlyList<string> diff)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("t", from);
        if (diff.Count == 0)
        {
            return from;
        }

        folder.Write("d", "--- a/t\n+++ b/t\n" + Text(diff));
        await folder.GitAsync("apply", "--unidiff-zero", "--whitespace=nowarn", "d");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static async Task<(int Added, int Removed)> GitCountsAsync(string from, string to)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", from);
        folder.Write("b", to);
        var counts = (await folder.GitAsync("diff", "--no-index", "--minimal", "--numstat", "a", "b")).Split('\t');
        return counts.Length < 2 ? (0, 0) : (int.Parse(counts[0]), int.Parse(counts[1]));
    }
}
