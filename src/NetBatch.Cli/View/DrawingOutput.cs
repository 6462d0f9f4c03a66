using System.Text;
using Spectre.Console;

namespace NetBatch.Cli.View;

/// <summary>Where tables and live views are drawn.</summary>
internal sealed class DrawingOutput : IAnsiConsoleOutput
{
    private const int WidthOfFiles = 10_000;

    public TextWriter Writer => ConsoleStreams.Drawing;

    public bool IsTerminal => !Console.IsOutputRedirected;

    // As wide as it needs to be where output is not a terminal, so that no name is cut in a log.
    public int Width => IsTerminal ? Size(() => Console.WindowWidth, 80) : WidthOfFiles;

    public int Height => IsTerminal ? Size(() => Console.WindowHeight, 24) : 24;

    public void SetEncoding(Encoding encoding)
    {
        // The console's own stays.
    }

    private static int Size(Func<int> ask, int usual)
    {
        try
        {
            return ask() is > 0 and var size ? size : usual;
        }
        catch (IOException)
        {
            return usual; // The terminal has gone.
        }
    }
}
