using System.Diagnostics;

namespace NetBatch.Reliability.Tests.Terminals;

/// <summary>A process of the program that loses what it reads from or writes to.</summary>
/// <param name="How">A redirection of the shell; or <see cref="Pipe"/>, or <see cref="Terminal"/>, which go away in the middle.</param>
/// <param name="After">When they do.</param>
internal sealed record ClosedStream(string How, TimeSpan After)
{
    /// <summary>Whoever reads what it prints goes.</summary>
    public const string Pipe = "pipe";

    /// <summary>Its terminal is closed.</summary>
    public const string Terminal = "terminal";

    private const string Mark = "NETBATCH_TEST_MARK";

    private static readonly string[] Ways =
    [
        ">&-", "2>&-", "<&-", ">&- 2>&-", ">&- 2>&- <&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full", "| true",
        "2>&1 | head -n 1", Pipe, Terminal,
    ];

    public static ClosedStream Draw(Random random) => new(Ways[random.Next(Ways.Length)], TimeSpan.FromMilliseconds(random.Next(1200)));

    /// <summary>Lets a program run; what is wrong with its end, or null.</summary>
    /// <param name="program">With its words, in the shell's form.</param>
    /// <param name="most">How long it may go on after its stream has gone.</param>
    public async Task<string?> RunAsync(string program, TimeSpan most)
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = How == Terminal ? new ProcessStartInfo("script", ["-qec", program, "/dev/null"])
            : new ProcessStartInfo("/bin/bash", ["-c", How == Pipe ? "exec " + program : $"{program} {How}; exit ${{PIPESTATUS[0]}}"]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.Environment[Mark] = mark;
        start.Environment.Remove("NETBATCH_HOME");
        using var process = Process.Start(start)!;
        var errors = How == Pipe ? Task.FromResult("") : process.StandardError.ReadToEndAsync();
        var output = How == Pipe ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync();
        if (How is Pipe or Terminal)
        {
            await Task.Delay(After);
        }

        if (How == Pipe)
        {
            process.StandardOutput.Close();
            process.StandardError.Close();
        }
        else if (How == Terminal)
        {
            process.Kill();
        }

        var since = Stopwatch.StartNew();
        while (Living(mark))
        {
            if (since.Elapsed > most)
            {
                End(mark);
                return $"did not end within {most.TotalSeconds:0} s";
            }

            await Task.Delay(50);
        }

        if (How == Terminal)
        {
            return null;
        }

        await process.WaitForExitAsync();
        var said = await errors + await output;
        return process.ExitCode > 128 ? $"ended by the signal {process.ExitCode - 128}: {said}"
            : said.Contains("Unhandled", StringComparison.Ordinal) || said.Contains("   at ", StringComparison.Ordinal) ? said
            : null;
    }

    private static bool Living(string mark) => Marked(mark).Count > 0;

    private static void End(string mark)
    {
        foreach (var id in Marked(mark))
        {
            using var one = Process.GetProcessById(id);
            one.Kill();
        }
    }

    /// <summary>The processes that were started under a mark and have not ended.</summary>
    private static List<int> Marked(string mark)
    {
        List<int> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(name => char.IsAsciiDigit(name[6])))
        {
            try
            {
                // An ended process that nobody has waited for has no environment.
                if (File.ReadAllText(folder + "/environ").Contains($"{Mark}={mark}", StringComparison.Ordinal))
                {
                    found.Add(int.Parse(folder[6..], System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return found;
    }
}
