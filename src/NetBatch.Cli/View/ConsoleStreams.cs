using System.Text;

namespace NetBatch.Cli.View;

/// <summary>
/// Standard output and error as this program writes them: words of devices, configs and colleagues are made safe in one place, and a
/// terminal, pipe or disk that goes away ends no job.
/// </summary>
internal static class ConsoleStreams
{
    private static volatile bool jobRuns;

    /// <summary>Standard output for what this program draws itself: colours and moves of the cursor, around text that was made safe
    /// before.</summary>
    public static TextWriter Drawing { get; private set; } = Console.Out;

    /// <summary>Puts the two in the place of the console's own.</summary>
    public static void Guard()
    {
        foreach (var gone in ClosedAtStart())
        {
            (gone == 1 ? (Action<TextWriter>)Console.SetOut : Console.SetError)(TextWriter.Null);
        }

        Drawing = new GuardedWriter(Console.Out, isSafe: false, () => jobRuns);
        Console.SetOut(new GuardedWriter(Console.Out, isSafe: true, () => jobRuns));
        Console.SetError(new GuardedWriter(Console.Error, isSafe: true, () => true));
    }

    /// <summary>From here on a job runs in this process: what cannot be written any more is left out, and the job goes on.</summary>
    public static void JobRuns() => jobRuns = true;

    /// <summary>
    /// Of standard output (1) and error (2) those that were closed when the program began (<c>&gt;&amp;-</c>): the runtime's first own pipe
    /// has
    /// taken their numbers then, its reading end the lower one, and what is written there must not reach the runtime.
    /// </summary>
    private static IEnumerable<int> ClosedAtStart()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var taken = ((int[])[0, 1, 2]).Where(IsOnlyRead).Select(Target)
            .Where(target => target?.StartsWith("pipe:", StringComparison.Ordinal) == true).ToHashSet(StringComparer.Ordinal);
        return ((int[])[1, 2]).Where(number => IsOnlyRead(number) || (Target(number) is { } target && taken.Contains(target)));
    }

    private static string? Target(int number) => File.ResolveLinkTarget($"/proc/self/fd/{number}", returnFinalTarget: false)?.Name;

    // The last octal digit of the flags is the access mode; 0 is O_RDONLY (proc(5), open(2)).
    private static bool IsOnlyRead(int number) =>
        File.Exists($"/proc/self/fdinfo/{number}")
        && File.ReadLines($"/proc/self/fdinfo/{number}")
            .FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal))?.TrimEnd() is [.., '0' or '4'];

    private sealed class GuardedWriter(TextWriter inner, bool isSafe, Func<bool> survives) : TextWriter(inner.FormatProvider)
    {
        private bool isGone;

        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        public override void Write(string? value) => Try(() => inner.Write(isSafe && value is not null ? SafeText.Of(value) : value));

        public override void WriteLine(string? value) => Write(value + CoreNewLineText);

        public override void WriteLine() => Write(CoreNewLineText);

        public override void Flush() => Try(inner.Flush);

        private string CoreNewLineText => new(CoreNewLine);

        private void Try(Action write)
        {
            if (isGone)
            {
                return;
            }

            try
            {
                write();
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or UnauthorizedAccessException && survives())
            {
                // EIO of a closed terminal, EPIPE, ENOSPC of a full disk, EBADF: nobody can be told here, and the record tells.
                isGone = true;
            }
        }
    }
}
