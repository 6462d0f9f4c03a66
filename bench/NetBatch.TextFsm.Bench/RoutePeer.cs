using System.Diagnostics;
using System.Globalization;
using NetBatch.TextFsm;

namespace NetBatch.TextFsm.Bench;

/// <summary>The generated routing table through this engine and through google/textfsm (Debian: python3-textfsm), both in processor
/// time.</summary>
internal static class RoutePeer
{
    public static int Run(int lines)
    {
        var folder = Directory.CreateTempSubdirectory("netbatch-bench").FullName;
        try
        {
            var (template, table) = (Path.Combine(folder, "routes.textfsm"), Path.Combine(folder, "routes.txt"));
            File.WriteAllText(template, RouteTable.Routes);
            using (var made = new GeneratedRoutes(lines))
            {
                File.WriteAllText(table, made.ReadToEnd());
            }

            var ours = Enumerable.Range(0, 3).Min(_ => Ours(template, table));
            var peer = Ask("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "textfsm_routes.py"), template, table);
            if (peer is not [var theirLines, var theirRows, var seconds])
            {
                Console.Error.WriteLine("google/textfsm is not there; install python3-textfsm.");
                return 1;
            }

            var theirs = double.Parse(seconds, CultureInfo.InvariantCulture);
            Console.WriteLine($"{lines} lines: {ours:0.00} s, {lines / ours:0} lines/s; google/textfsm {theirLines} lines, "
                + $"{theirRows} rows: {theirs:0.00} s, {lines / theirs:0} lines/s; {theirs / ours:0.0} times as fast");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Ours(string template, string table)
    {
        var compiled = Template.Load(template);
        var text = File.ReadAllText(table);
        var begun = Process.GetCurrentProcess().TotalProcessorTime;
        var rows = compiled.Parse(text).Count;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds;
        Console.WriteLine($"{rows} rows in {spent:0.00} s of processor time");
        return spent;
    }

    private static string[] Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
