using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>
/// The configuration sessions of EOS, their commit timer among them: after "commit timer" the switch goes back unless the session is
/// committed once more, from wherever. After Arista's user manual, chapter "Configure Session", and "Config Session Commit Timer".
/// </summary>
internal static class EosSessions
{
    public static CommandTree<IosLikeShell> AddSessions(this CommandTree<IosLikeShell> tree) => tree
        .Add("configure session", (shell, _) => ((EosShell)shell).EnterSession(), 15)
        .Add("configure session <name>", (shell, args) => ((EosShell)shell).EnterSession(args[0]), 15)
        .Add("configure session <name> abort", (shell, args) => Finish(shell, args[0], "abort"), 15)
        .Add("configure session <name> commit", (shell, args) => Finish(shell, args[0], "commit"), 15)
        .Add("configure session <name> commit timer <time>", (shell, args) => Finish(shell, args[0], "commit timer " + args[1]), 15)
        .Add("no configure session <name>", (shell, args) => Finish(shell, args[0], "abort"), 15)
        .Add("show configuration sessions", (shell, _) => shell.Output(Show(shell.Sim, detail: false)), 15)
        .Add("show configuration sessions detail", (shell, _) => shell.Output(Show(shell.Sim, detail: true)), 15);

    /// <summary>Commits or aborts a session; false: it stays as it was, and says why.</summary>
    /// <param name="shell">Who does it.</param>
    /// <param name="name">The session.</param>
    /// <param name="command"><c>commit</c>, <c>commit timer HH:MM:SS</c> or <c>abort</c>.</param>
    /// <param name="baseVersion">The version of the running config that the session began with, where that is known.</param>
    public static bool Finish(IosLikeShell shell, string name, string command, int? baseVersion = null)
    {
        var device = shell.Sim;
        var onTrial = device.Revert.IsPending && device.Revert.Name == name;
        if (command == "abort")
        {
            if (onTrial)
            {
                device.Revert.Now();
            }

            device.Candidates.Remove(name);
            return true;
        }

        if (!device.Candidates.TryGetValue(name, out var candidate))
        {
            shell.Session.Write($"% Cannot commit: session {name} does not exist\n");
            return false;
        }

        TimeSpan? timer = null;
        if (command != "commit")
        {
            timer = command.Split(' ') is ["commit", "timer", var text] ? Time(text) : null;
            if (timer is null)
            {
                shell.Session.Write(shell.RejectWord(command));
                return false;
            }
        }

        if (device.Revert.IsPending && !onTrial)
        {
            shell.Session.Write($"% Cannot commit: session {device.Revert.Name} has a pending commit timer\n");
            return false;
        }

        if (!onTrial && baseVersion is { } version && device.ConfigVersion != version)
        {
            shell.Session.Write("% Cannot commit: running-config has changed since this session began\n");
            return false;
        }

        if (device.Strikes(LabFaultKind.RejectCommit, out _,
            fault => Holds(candidate, fault.Value!) && !Holds(device.Running, fault.Value!)))
        {
            shell.Session.Write("! Cannot commit session due to errors in the configuration\n");
            return false;
        }

        if (timer is { } after)
        {
            var before = device.Running.Copy();
            device.Revert.Start(after, shell.Request.User, () =>
            {
                device.Running.Become(before);
                device.Candidates.Remove(name);
            }, name);
        }
        else
        {
            device.Revert.Confirm();
            device.Candidates.Remove(name);
        }

        device.Running.Become(candidate);
        device.ConfigChanged();
        return true;
    }

    private static bool Holds(ConfigNode node, string text) =>
        node.Line.Contains(text, StringComparison.OrdinalIgnoreCase) || node.Children.Any(child => Holds(child, text));

    private static TimeSpan? Time(string text) =>
        TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero ? time : null;

    private static string Show(SimDevice device, bool detail)
    {
        var left = device.Revert.DueAt is { } due ? due - device.Now : TimeSpan.Zero;
        bool Timed(string name) => device.Revert.IsPending && device.Revert.Name == name;
        return "Maximum number of completed sessions: 1\nMaximum number of pending sessions: 5\n" +
            (detail && device.Revert.IsPending ? $"Session with pending commit timer: {device.Revert.Name}\n" : "") +
            (detail
                ? "\n  Name                     State                    User       Terminal       PID       Commit Time Left    "
                    + "Description\n  --------------------- ------------------------ ---------- -------------- --------- "
                    + "---------------------- -----------\n"
                : "\n  Name       State              User  Terminal\n  ---------- ------------------ ----- --------\n") +
            string.Concat(device.Candidates.Keys.Select(name => detail
                ? $"  {name,-24} {(Timed(name) ? "pendingCommitTimer" : "pending"),-57} "
                    + $"{(Timed(name) ? $"{(int)left.TotalMinutes}m{left.Seconds}s" : "")}\n"
                : $"  {name,-10} {(Timed(name) ? "pendingCommitTimer" : "pending")}\n"));
    }
}
