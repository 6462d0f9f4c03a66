namespace NetBatch.Cli.View;

/// <summary>Prints lines of configs: what goes in red and what comes in green where the output is a terminal and NO_COLOR is not
/// set.</summary>
internal static class DiffView
{
    private const string Red = "\e[31m";
    private const string Green = "\e[32m";
    private const string Off = "\e[0m";

    private static readonly bool Colour = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static void Difference(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var mark = line.AsSpan().TrimStart();
            var colour = !Colour ? "" : mark.StartsWith("- ") ? Red : mark.StartsWith("+ ") ? Green : "";
            ConsoleStreams.Drawing.WriteLine($"{colour}{Shown(line)}{(colour.Length > 0 ? Off : "")}");
        }
    }

    /// <summary>A unified diff: its marks stand at the beginning of the line, right before the text.</summary>
    public static void Unified(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var colour = !Colour ? "" : line.StartsWith('-') ? Red : line.StartsWith('+') ? Green : "";
            ConsoleStreams.Drawing.WriteLine($"{colour}{Shown(line)}{(colour.Length > 0 ? Off : "")}");
        }
    }

    public static void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            ConsoleStreams.Drawing.WriteLine(Shown(line));
        }
    }

    /// <summary>A config's text must not move a terminal's cursor; into a file it goes as it is.</summary>
    private static string Shown(string line) => Console.IsOutputRedirected ? line : Output.Safe(line);
}
