using NetBatch.Remediation.Jobs;

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

    [Theory]
    [MemberData(nameof(Files))]
    public void Remediation_OfEveryPairOnceApplied_LeavesNothingToDo(string name)
    {
        var wrong = new List<string>();
        foreach (var vector in File.ReadLines(PathOf(name)).Select(RemediationVector.Parse))
        {
            var (running, intended) = (Given.Config(vector.Platform, vector.Running), Given.Config(vector.Platform, vector.Intended));
            var after = ConfigEngine.Predict(running, ConfigEngine.Remediation(running, intended));
            if (!ConfigEngine.Remediation(after, intended).IsEmpty)
            {
                wrong.Add(vector.Id);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cisco_ios", "no username bob", @"same name\. ?Do you want to continue\? ?\[confirm\]", "")]
    [InlineData("cisco_ios", "no crypto pki trustpoint T", @"Are you sure you want to do this\? ?\[yes/no\]:", "yes")]
    [InlineData("cisco_ios", "no hostname a", null, null)]
    [InlineData("hp_procurve", "no vlan 10", @"[Cc]ontinue\? ?\[y/n\]\??", "y")]
    public void Answers_OfADeployment_AreThoseOfItsLines(string platform, string line, string? question, string? answer) =>
        ChangeSteps.Answers(Given.Config(platform, ""), [line]).ShouldBe(
            question is null ? [] : [new ExpectedAnswer(question, answer!)]);

    [Theory]
    [InlineData("cisco_ios", "interface Vlan20\n no ip address 192.0.2.1 255.255.255.0\nhostname a\ninterface Vlan20\n shutdown\n",
        "interface Vlan20\n  no ip address 192.0.2.1 255.255.255.0\n  shutdown\nhostname a")]
    [InlineData("cisco_ios", "no ip sla 1\nip sla 1\n icmp-echo 192.0.2.1\n", "no ip sla 1\nip sla 1\n  icmp-echo 192.0.2.1")]
    public void Commands_SectionTwiceOrMadeAnew_AreRead(string platform, string text, string lines) =>
        Given.Text(ConfigParser.Commands(text, PlatformCatalog.BuiltIn.Config(platform)).Lines()).ShouldBe(lines);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Vectors", "Pairs", name);
}
