using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>The <c>netbatch</c> program in a process of its own, as a user starts it.</summary>
internal sealed partial class NetBatchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Number of the account nobody and of its group, everywhere on Linux.</summary>
    private const string Nobody = "65534";

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly Task reading;

    private NetBatchProcess(Process process, string input)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        process.StandardInput.Write(input);
        process.StandardInput.Close();
    }

    /// <summary>The program that NETBATCH_PROGRAM names; else the one that was built beside these tests: same configuration, same
    /// framework.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("NETBATCH_PROGRAM") ?? Path.Combine(
        BesideTheTests().Replace(AppContext.BaseDirectory, "/src/NetBatch.Cli/"), "netbatch.dll");

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>What it has printed so far, of both streams.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    public string Text => string.Join('\n', Lines);

    /// <summary>What starts it as the account nobody, in these groups only.</summary>
    public static string[] AsNobody(string groups) => ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--groups", groups];

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="environment">What goes over this process's environment.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="through">A program with its arguments that starts it, in other circumstances: setpriv, prlimit.</param>
    public static NetBatchProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string input = "",
        params string[] through)
    {
        string[] words = [.. through, Environment.ProcessPath!, "exec", Program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("XDG_RUNTIME_DIR");
        start.Environment.Remove("NETBATCH_HOME");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new NetBatchProcess(Process.Start(start)!, input);
    }

    /// <summary>Waits for a line that is looked for; the process's end without it is a failure.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var over = reading.IsCompleted;
            if (Lines.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            if (over || since.Elapsed > Patience)
            {
                throw new InvalidOperationException($"netbatch {(over ? "ended" : "went on")} without the line: {Text}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>The id of the job that it has started.</summary>
    public async Task<string> JobAsync() => (await LineAsync(line => line.StartsWith("batch_", StringComparison.Ordinal)))[..14];

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"netbatch did not end: {Text}");
        }

        await reading;
        return process.ExitCode;
    }

    /// <summary>Kills it the hard way (SIGKILL), its children not.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    public void Terminate() => Signal(15);

    /// <summary>Suspends it, and returns when none of its threads runs any more.</summary>
    public async Task SuspendAsync()
    {
        Signal(19);
        (await Fleet.WithinAsync(TimeSpan.FromSeconds(10),
            () => Directory.EnumerateDirectories($"/proc/{Id}/task").All(IsStopped))).ShouldBeTrue();
    }

    public void Continue() => Signal(18);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex("/tests/[^/]+/")]
    private static partial Regex BesideTheTests();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private void Signal(int signal) => SendSignal(process.Id, signal).ShouldBe(0, $"signal {signal}");

    /// <summary>The state is the field after the name in brackets: T (proc(5)).</summary>
    private static bool IsStopped(string thread)
    {
        var stat = File.ReadAllText(thread + "/stat");
        return stat[stat.LastIndexOf(')') + 2] == 'T';
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }
}
