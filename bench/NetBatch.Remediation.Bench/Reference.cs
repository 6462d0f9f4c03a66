using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Remediation.Bench;

/// <summary>
/// Runs the reference on the same pair, where it is installed: set HIER_CONFIG to the folder that holds the
/// Python package hier_config.
/// </summary>
internal static class Reference
{
    private const string Script = """
        import resource, sys, time
        from hier_config import Platform, WorkflowRemediation, get_hconfig
        a, b = (open(p).read() for p in sys.argv[1:3])
        best = used = 1e9
        for _ in range(2):
            start, before = time.perf_counter(), time.process_time()
            w = WorkflowRemediation(get_hconfig(Platform.CISCO_IOS, a), get_hconfig(Platform.CISCO_IOS, b))
            w.remediation_config
            best, used = min(best, time.perf_counter() - start), min(used, time.process_time() - before)
        print(best * 1000, used * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        """;

    public static string Measure(string running, string intended, double ours, double oursUsed)
    {
        if (Environment.GetEnvironmentVariable("HIER_CONFIG") is not { Length: > 0 } folder)
        {
            return "reference: not measured (HIER_CONFIG is not set)";
        }

        var work = Directory.CreateTempSubdirectory("netbatch-bench");
        try
        {
            var files = new[] { running, intended }.Select((text, i) =>
            {
                var path = Path.Combine(work.FullName, $"{i}.txt");
                File.WriteAllText(path, text);
                return path;
            }).ToArray();
            var start = new ProcessStartInfo("python3", ["-c", Script, .. files]) { RedirectStandardOutput = true };
            start.Environment["PYTHONPATH"] = folder;
            using var process = Process.Start(start)!;
            var words = process.StandardOutput.ReadToEnd().Split();
            process.WaitForExit();
            var theirs = double.Parse(words[0], CultureInfo.InvariantCulture);
            var used = double.Parse(words[1], CultureInfo.InvariantCulture);
            return $"reference:                           {theirs,8:F1} ms, {used:F0} ms of CPU, resident {words[2]} MB: "
                + $"{theirs / ours:F0} times ours, {used / oursUsed:F0} times in CPU";
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
