using System.Globalization;
using NetBatch.Lab.Configs.Forti;
using NetBatch.Lab.Configs.Views;
using NetBatch.Remediation;

namespace NetBatch.Lab.Tests;

/// <summary>
/// A device is given the lines that turn its configuration into another one, made on a like device by random changes, and then those
/// that turn it back: none is refused, and each time the device has what was intended. At each single line sent to a list that decides
/// packets it decides every one as by the old or by the new list. <c>NETBATCH_LAB_PAIRS</c> says how many pairs for each platform.
/// </summary>
public sealed class PairTests
{
    private static readonly int Pairs =
        int.Parse(Environment.GetEnvironmentVariable("NETBATCH_LAB_PAIRS") ?? "20", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("fortinet_fortios")]
    [InlineData("huawei_vrp")]
    [InlineData("hp_comware")]
    public void GeneratedPairs_AreAppliedAndUndone(string platform)
    {
        List<string> wrong = [];
        for (var seed = 0; seed < Pairs; seed++)
        {
            if (Trouble(platform, seed) is { } trouble)
            {
                wrong.Add($"== {platform}, seed {seed}: {trouble}");
            }
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {Pairs}\n{string.Join('\n', wrong)}");
    }

    private static string? Trouble(string platform, int seed)
    {
        var random = new Random(seed);
        var (device, other) = (Make(platform), Make(platform));
        var first = LabInventory.RunningConfig(device);
        var typist = Configuring(other);
        for (var edits = random.Next(1, 8); edits > 0; edits--)
        {
            foreach (var line in Edits.Of(platform, random))
            {
                typist.Line(line);
            }

            // A refused line may leave the rest in another place.
            typist = Configuring(other);
        }

        var intended = LabInventory.RunningConfig(other);
        return Turn(device, platform, first, intended, "there") ?? Turn(device, platform, LabInventory.RunningConfig(device), first,
            "back");
    }

    private static string? Turn(SimDevice device, string platform, string from, string to, string way)
    {
        var lines = ConfigEngine.Remediation(ConfigTree.Parse(from, platform), ConfigTree.Parse(to, platform)).Commands()
            .SelectMany(line => line.Split('\n')).ToList();
        var said = string.Join('\n', lines);
        var (old, wanted) = (PacketLists.Of(platform, from), PacketLists.Of(platform, to));
        var typist = Configuring(device);
        foreach (var line in lines)
        {
            var answer = typist.Line(line)[line.Length..].Trim('\r', '\n');
            if (IsRefusal(answer))
            {
                return $"{way}: '{line}' was refused: {answer}\n{said}";
            }

            // A rule that keeps its number is taken away first, as what is typed under a taken number changes only what it names:
            // a moment without it cannot be helped.
            if (platform is "fortinet_fortios" or "cisco_asa" && PacketLists.Stray(old, wanted, PacketLists.Of(platform,
                LabInventory.RunningConfig(device))) is { } stray)
            {
                return $"{way}: behind '{line}' {stray}\n{said}";
            }
        }

        var (is_, meant) = (Meaning(platform, LabInventory.RunningConfig(device)), Meaning(platform, to));
        return is_ == meant ? null
            : $"{way}: there: {string.Join(" | ", Difference(is_, meant))}; not there: "
                + $"{string.Join(" | ", Difference(meant, is_))}\n{said}";
    }

    private static SimDevice Make(string platform) => Typist.Router(platform, new LabSpec { Time = new FakeTime() });

    private static Typist Configuring(SimDevice device)
    {
        var typist = new Typist(device, rows: 10_000);
        if (device.Platform != "fortinet_fortios")
        {
            typist.Line(device.Platform == "cisco_asa" ? "configure terminal" : "system-view");
        }

        return typist;
    }

    private static bool IsRefusal(string answer) =>
        answer.Contains("Command fail", StringComparison.Ordinal) || answer.Contains("Unknown action", StringComparison.Ordinal)
            || answer.Contains("ERROR:", StringComparison.Ordinal) || answer.Contains("does not exist", StringComparison.Ordinal)
            || answer.Contains("not allowed", StringComparison.Ordinal) || answer.Contains("Error:", StringComparison.Ordinal)
            || answer.Contains(" found", StringComparison.Ordinal) || answer.Contains("The port is not", StringComparison.Ordinal)
            || answer.Contains("already", StringComparison.Ordinal);

    private static string Meaning(string platform, string text) =>
        platform == "fortinet_fortios" ? FortiConfig.Parse(text).Meaning
            : ((ViewConfig)Devices.OwnConfigs.Read(platform, text)!).Meaning;

    private static IEnumerable<string> Difference(string text, string other) =>
        text.Split('\n').Except(other.Split('\n')).Take(8).Select(line => line.Trim()).DefaultIfEmpty("(order)");
}
