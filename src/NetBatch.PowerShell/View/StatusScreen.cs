using System.Management.Automation;
using System.Management.Automation.Host;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Draws a job's status, over what it drew before where the output is a terminal.</summary>
internal sealed class StatusScreen
{
    private readonly PSHost host;
    private readonly bool terminal;
    private readonly bool colour;
    private int drawn;
    private string last = "";

    public StatusScreen(PSHost host, SessionState session)
    {
        this.host = host;
        terminal = host.Name == "ConsoleHost" && !Console.IsOutputRedirected && host.UI.SupportsVirtualTerminal;
        // PowerShellStandard has no type for it; the name is the same in every version that has the variable.
        var rendering = PSObject.AsPSObject(session.PSVariable.GetValue("PSStyle") ?? "").Properties["OutputRendering"]?.Value?.ToString();
        colour = terminal && rendering != "PlainText" && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    }

    /// <summary>Whether a person looks at it.</summary>
    public bool IsTerminal => terminal;

    public void Show(JobStatus status, IReadOnlyList<TargetRun> failures, bool details)
    {
        if (!terminal)
        {
            var line = $"{status.Id} {status.State} {status.Percent}% {status.Position} {status.Counts}".Replace("  ", " ",
                StringComparison.Ordinal);
            if (line != last)
            {
                host.UI.WriteLine(last = line);
            }

            return;
        }

        var size = host.UI.RawUI.WindowSize;
        var lines = JobReports.Picture(status, failures, details, Math.Max(20, size.Width - 1), Math.Max(8, size.Height - 2));
        // Up over the last drawing, each line to its end, and what is left of a longer one.
        var text = drawn > 0 ? $"\e[{drawn}A" : "";
        host.UI.Write(text + string.Concat(lines.Select(line => $"\r{Paint(line)}\e[K\n")) + "\e[J");
        drawn = lines.Count;
    }

    private string Paint(PictureLine line)
    {
        var code = line.Tone switch
        {
            PictureTone.Bold => "1",
            PictureTone.Good => "32",
            PictureTone.Bad => "31",
            PictureTone.Warning => "33",
            PictureTone.Faint => "2",
            _ => "",
        };
        return colour && code.Length > 0 ? $"\e[{code}m{line.Text}\e[0m" : line.Text;
    }
}
