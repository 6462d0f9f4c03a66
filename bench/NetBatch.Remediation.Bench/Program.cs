using System.Diagnostics;
using NetBatch.Remediation;
using NetBatch.Remediation.Bench;

const int Lines = 50_000;
var ios = PlatformCatalog.BuiltIn.Config("cisco_ios");
var nxos = PlatformCatalog.BuiltIn.Config("cisco_nxos");

var first = Stopwatch.StartNew();
Pair(ios, Samples.Switch(500), Samples.Switch(500, 20));
Console.WriteLine($"first pair of 500 lines, rules read: {first.Elapsed.TotalMilliseconds,8:F1} ms");

var (running, intended) = (Samples.Switch(Lines), Samples.Switch(Lines, 20));
if (args is ["profile"])
{
    // Only this, for as long as a profiler needs.
    for (var i = 0; i < 30; i++)
    {
        Pair(ios, running, intended);
    }

    return;
}

var used = double.MaxValue;
var whole = Best(7, () => used = Math.Min(used, Used(() => Pair(ios, running, intended))));
Console.WriteLine($"{Lines} lines, 5 % changed:            {whole,8:F1} ms, {used:F0} ms of CPU, resident {Resident()} MB");

foreach (var size in new[] { 5_000, 10_000, 20_000, 40_000 })
{
    var (a, b) = (Samples.Wide(size), Samples.Wide(size, 2));
    Console.WriteLine($"{size,6} lines in one section, half new: {Best(5, () => Pair(nxos, a, b)),8:F1} ms");
}

var (small, smallNew) = (Samples.Switch(500), Samples.Switch(500, 20));
var fleet = Best(5, () =>
{
    for (var i = 0; i < 500; i++)
    {
        Pair(ios, small, smallNew);
    }
});
Console.WriteLine($"500 devices of 500 lines:            {fleet,8:F1} ms, resident {Resident()} MB");

var (one, oneNew) = (Samples.Switch(1000), Samples.Switch(1000, 20));
var cpu = Cpu();
for (var i = 0; i < 100; i++)
{
    Pair(ios, one, oneNew);
}

Console.WriteLine($"100 devices of 1,000 lines:          {(Cpu() - cpu) / 100,8:F1} ms of CPU each");
Console.WriteLine(Reference.Measure(running, intended, whole, used));

static void Pair(ConfigRules platform, string a, string b)
{
    var (x, y) = (ConfigTree.Parse(a, platform), ConfigTree.Parse(b, platform));
    if (ConfigEngine.Remediation(x, y).IsEmpty)
    {
        throw new InvalidOperationException("nothing was found to do");
    }
}

static double Best(int times, Action action)
{
    var best = double.MaxValue;
    for (var i = 0; i < times; i++)
    {
        var clock = Stopwatch.StartNew();
        action();
        best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
    }

    return best;
}

static double Used(Action action)
{
    var before = Cpu();
    action();
    return Cpu() - before;
}

static double Cpu()
{
    using var self = Process.GetCurrentProcess();
    return self.TotalProcessorTime.TotalMilliseconds;
}

static long Resident()
{
    using var self = Process.GetCurrentProcess();
    return self.PeakWorkingSet64 / 1024 / 1024;
}
