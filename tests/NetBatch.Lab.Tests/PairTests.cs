using System.Globalization;
using NetBatch.Remediation;

namespace NetBatch.Lab.Tests;

/// <summary>
/// A device is given the lines that turn its configuration into another one, made on a like device by random changes, and then those
/// that turn it back: none is refused, and each time the device has what was intended. At each single line sent to a list that decides
/// packets it decides every one as by the old or by the new list. <c>NETBATCH_LAB_PAIRS</c> says how many pairs for each platform,
/// or which (<c>75-75</c>).
/// </summary>
public sealed class PairTests
{
    private const int Usual = 20;

    [Theory]
    [InlineData("fortinet_fortios")]
    [InlineData("cisco_asa")]
    [InlineData("huawei_vrp")]
    [InlineData("hp_comware")]
    [InlineData("cisco_ios")]
    [InlineData("cisco_iosxe")]
    [InlineData("cisco_nxos")]
    [InlineData("cisco_iosxr")]
    [InlineData("arista_eos")]
    [InlineData("juniper_junos")]
    public void GeneratedPairs_AreAppliedAndUndone(string platform)
    {
        List<string> wrong = [];
        var (first, last) = Seeds();
        for (var seed = first; seed <= last; seed++)
        {
            if (Trouble(platform, seed) is { } trouble)
            {
                wrong.Add($"== {platform}, seed {seed}: {trouble}");
            }
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {last - first + 1}\n{string.Join('\n', wrong)}");
    }

    private static (int First, int Last) Seeds()
    {
        var asked = (Environment.GetEnvironmentVariable("NETBATCH_LAB_PAIRS") ?? Usual.ToString(CultureInfo.InvariantCulture)).Split('-');
        var number = int.Parse(asked[^1], CultureInfo.InvariantCulture);
        return asked.Length > 1 ? (int.Parse(asked[0], CultureInfo.InvariantCulture), number) : (0, number - 1);
    }

    private static string? Trouble(string platform, int seed)
    {
        var random = new Random(seed);
        var (device, other) = (new PairDevice(platform), new PairDevice(platform));
        var (first, meaning) = (device.Config, device.Meaning);
        for (var edits = random.Next(1, 8); edits > 0; edits--)
        {
            other.Drift(random);
        }

        return Turn(device, platform, other.Intended, other.Meaning, "there") ?? Turn(device, platform, first, meaning, "back");
    }

    private static string? Turn(PairDevice device, string platform, string to, string meaning, string way)
    {
        var from = device.Config;
        List<string> lines;
        try
        {
            var (now, wanted) = (ConfigTree.Parse(from, platform), ConfigTree.Parse(to, platform));
            lines = [.. (way == "back" ? ConfigEngine.Rollback(wanted, now) : ConfigEngine.Remediation(now, wanted)).Commands()
                .SelectMany(line => line.Split('\n'))];
        }
        catch (ConfigException refused)
        {
            return $"{way}: {refused.Message}";
        }

        var said = string.Join('\n', lines);
        var (old, after) = (PacketLists.Of(platform, from), PacketLists.Of(platform, to));
        foreach (var line in lines)
        {
            if (device.Type(line) is { } refusal)
            {
                return $"{way}: '{line}' was refused: {refusal}\n{said}";
            }

            if (!device.IsCommittedWhole && PacketLists.Stray(old, after, PacketLists.Of(platform, device.Config)) is { } stray)
            {
                return $"{way}: behind '{line}' {stray}\n{said}";
            }
        }

        return device.Commit() is { } failed ? $"{way}: the commit failed: {failed}\n{said}"
            : device.Meaning is var is_ && is_ == meaning ? null
            : $"{way}: there: {string.Join(" | ", Difference(is_, meaning))}; not there: "
                + $"{string.Join(" | ", Difference(meaning, is_))}\n{said}";
    }

    private static IEnumerable<string> Difference(string text, string other) =>
        text.Split('\n').Except(other.Split('\n')).Take(8).Select(line => line.Trim()).DefaultIfEmpty("(order)");
}
