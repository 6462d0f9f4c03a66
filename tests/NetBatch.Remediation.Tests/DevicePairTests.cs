namespace NetBatch.Remediation.Tests;

/// <summary>
/// Pairs of configs with the lines that the device needs, by platform, in Vectors/Pairs: each says from what source its answer is, and
/// why. They were written before the rules that they check.
/// </summary>
public sealed class DevicePairTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Vectors", "Pairs"), "*.jsonl").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_PairsOfAPlatform_EveryAnswerIsWhatTheDeviceNeeds(string name)
    {
        var report = VectorCheck.Run(PathOf(name));

        report.Failures.ShouldBeEmpty();
        report.Remarks.ShouldBeEmpty();
        report.Passed.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_EveryPair_NamesItsSourceAndReason(string name)
    {
        var vectors = File.ReadLines(PathOf(name)).Select(RemediationVector.Parse).ToList();

        vectors.ShouldAllBe(v => v.Other!["note"].GetString()!.Length > 0 && v.Other["source"].GetString()!.Length > 0);
        vectors.Select(v => v.Id).Distinct().Count().ShouldBe(vectors.Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Rollback_OfEveryPair_LeadsBackWithoutASideThatIsRefused(string name)
    {
        foreach (var vector in File.ReadLines(PathOf(name)).Select(RemediationVector.Parse))
        {
            var (running, intended) = (Given.Config(vector.Platform, vector.Running), Given.Config(vector.Platform, vector.Intended));

            ConfigEngine.Rollback(running, intended).IsEmpty.ShouldBe(ConfigEngine.Remediation(intended, running).IsEmpty, vector.Id);
        }
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Vectors", "Pairs", name);
}
