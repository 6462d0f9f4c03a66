using System.Management.Automation;
using System.Management.Automation.Host;

namespace NetBatch.Commands;

/// <summary>Whether somebody sits at this shell, so that it lives on after the command.</summary>
internal static class HostInteractivity
{
    // Hosts without a person: a job's child process, and the one that thread jobs and -Parallel run in.
    private static readonly string[] Unattended = ["ServerRemoteHost", "Default Host", "PSThreadJob Host"];

    public static bool IsUnattended(this PSCmdlet cmdlet) =>
        Unattended.Contains(cmdlet.Host.Name, StringComparer.OrdinalIgnoreCase)
        || (cmdlet.Host.Name == "ConsoleHost" && (Console.IsInputRedirected || EndsByItself(Environment.GetCommandLineArgs())));

    /// <summary>Whether a host has said, in one of the ways in which hosts do, that nobody can be asked.</summary>
    public static bool IsNobodyThere(Exception problem) =>
        problem is HostException or InvalidOperationException or NotSupportedException or NotImplementedException;

    /// <summary>Whether pwsh was started to run a command or a script and then to end.</summary>
    /// <remarks>Parameters of pwsh may be shortened; -NoExit is the one that keeps it open (about_pwsh).</remarks>
    public static bool EndsByItself(IReadOnlyList<string> arguments)
    {
        var runs = false;
        foreach (var argument in arguments.Skip(1))
        {
            var name = argument.TrimStart('-', '/');
            if (argument.StartsWith('-') || (OperatingSystem.IsWindows() && argument.StartsWith('/')))
            {
                if (Is(name, "noexit", 3))
                {
                    return false;
                }

                if (Is(name, "noninteractive", 4))
                {
                    return true;
                }

                if (Is(name, "command", 1) || Is(name, "file", 1) || Is(name, "encodedcommand", 1) || name is "ec" or "cwa"
                    || Is(name, "commandwithargs", 8))
                {
                    // What follows is the command's own.
                    return true;
                }
            }
            else
            {
                runs |= argument.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
            }
        }

        return runs;
    }

    private static bool Is(string given, string name, int least) =>
        given.Length >= least && name.StartsWith(given, StringComparison.OrdinalIgnoreCase);
}
