using System.Globalization;
using NetBatch.Lab.Configs;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>A session's configuration mode on Junos. Every session has its own candidate, as with <c>configure private</c>.</summary>
internal sealed class JunosCandidate
{
    private readonly SimDevice device;
    private readonly bool exclusive;
    private readonly List<string> path = [];
    private JunosConfig config;
    private int baseVersion;

    public JunosCandidate(SimDevice device, string user, bool exclusive)
    {
        this.device = device;
        this.exclusive = exclusive;
        config = device.Junos.Copy();
        baseVersion = device.ConfigVersion;
        if (exclusive)
        {
            device.ExclusiveBy = user;
        }
    }

    /// <summary>Whether the configuration mode has been left.</summary>
    public bool Done { get; private set; }

    /// <summary>The place below [edit], with a space before it, or nothing.</summary>
    public string Path => path.Count == 0 ? "" : " " + string.Join(' ', path);

    /// <summary>Gives the lock back.</summary>
    public void Release()
    {
        if (exclusive)
        {
            device.ExclusiveBy = null;
        }
    }

    public void Execute(JunosShell shell, string line, string? pipe)
    {
        var words = JunosConfig.WordsOf(line);
        List<string> rest = [.. path, .. words.Skip(1)];
        switch (words[0])
        {
            case "set" when words.Count > 1 && Known(rest):
                if (!device.Strikes(LabFaultKind.IgnoreLine, out _,
                    ignored => line.Contains(ignored.Value!, StringComparison.OrdinalIgnoreCase)))
                {
                    config.Set(rest);
                }

                break;
            case "delete" when words.Count > 1
                && device.Strikes(LabFaultKind.IgnoreLine, out _,
                    ignored => line.Contains(ignored.Value!, StringComparison.OrdinalIgnoreCase)):
                break;
            case "delete" when words.Count > 1 && Known(rest):
                if (!config.Delete(rest))
                {
                    shell.Session.Write("warning: statement not found\n");
                }

                break;
            case "insert" when words.Count > 4 && Known(rest):
                if (!config.Insert(rest))
                {
                    shell.Session.Write("error: statement not found\n");
                }

                break;
            case "set" or "delete" when words.Count == 1:
                shell.Session.Write($"{Caret(shell, line.Length)}missing mandatory argument.\n");
                break;
            case "edit" when Known(rest):
                path.AddRange(words.Skip(1));
                break;
            case "top":
                path.Clear();
                break;
            case "up":
                path.RemoveRange(Math.Max(0, path.Count - 1), Math.Min(1, path.Count));
                break;
            case "show" when pipe?.StartsWith("compare", StringComparison.Ordinal) == true:
                shell.Output(config.Compare(device.Junos));
                break;
            case "show":
                shell.ShowConfig(config, rest.Count == 0 ? [] : [string.Join(' ', rest)]);
                break;
            case "rollback":
                Rollback(shell, words);
                break;
            case "commit":
                Commit(shell, words);
                break;
            case "exit" when words.Count == 1 && path.Count > 0:
                path.Clear();
                break;
            case "exit" or "quit":
                Leave(shell);
                break;
            default:
                shell.Session.Write(words[0] is "set" or "delete" or "edit" ? $"{Caret(shell, words[0].Length + 1)}syntax error.\n"
                    : $"{Caret(shell, 0)}unknown command.\n");
                break;
        }
    }

    private static bool Known(List<string> words) => words.Count == 0 || JunosConfig.Top.Contains(words[0]) && JunosWords.Knows(words);

    private static string Caret(JunosShell shell, int position) =>
        new string(' ', shell.Prompt.Length - shell.Prompt.LastIndexOf('\n') - 1 + position) + "^\n";

    private bool IsChanged => config.SetLines() != device.Junos.SetLines();

    private void Rollback(JunosShell shell, List<string> words)
    {
        var number = 0;
        if (words.Count > 1 && !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            || number >= device.JunosHistory.Count)
        {
            shell.Session.Write("error: could not open configuration database: no such rollback\n");
            return;
        }

        config = device.JunosHistory[number].Config.Copy();
        shell.Session.Write("load complete\n");
    }

    private void Commit(JunosShell shell, List<string> words)
    {
        if (JunosCommitOptions.Read(words) is not { } options)
        {
            shell.Session.Write($"{Caret(shell, words[0].Length + 1)}syntax error.\n");
            return;
        }

        if (device.ConfigVersion != baseVersion)
        {
            shell.Session.Write("error: configuration database modified\nerror: commit failed\n");
            return;
        }

        if (device.Strikes(LabFaultKind.RejectCommit, out var reject,
            fault => Holds(config, fault.Value!) && !Holds(device.Junos, fault.Value!)))
        {
            shell.Session.Write($"[edit]\n  '{reject.Value}'\n    constraint not satisfied\nerror: "
                + $"{(options.Check ? "configuration check-out failed" : "commit failed: (statements constraint check failed)")}\n");
            return;
        }

        if (options.Check)
        {
            // Of a change on trial it is a confirmation too, says Juniper's guide.
            device.Revert.Confirm();
            shell.Session.Write("configuration check succeeds\n");
            return;
        }

        var before = device.Junos;
        if (IsChanged)
        {
            Enact(device, config.Copy(), shell.Request.User, "cli",
                options.Confirmed is { } wait
                    ? string.Create(CultureInfo.InvariantCulture, $"commit confirmed, rollback in {wait.TotalMinutes}mins") : null);
            device.ConfigChanged();
            baseVersion = device.ConfigVersion;
        }

        if (options.Confirmed is { } after)
        {
            shell.Session.Write(string.Create(CultureInfo.InvariantCulture,
                $"commit confirmed will be automatically rolled back in {after.TotalMinutes} minutes unless confirmed\n"));
            device.Revert.Start(after, shell.Request.User, () => Enact(device, before, "root", "other", null));
        }
        else
        {
            device.Revert.Confirm();
        }

        shell.Session.Write("commit complete\n");
        if (device.Strikes(LabFaultKind.OthersCommit, out var other))
        {
            // A commit of anybody confirms.
            Enact(device, JunosConfig.Parse($"{device.Junos.SetLines()}{other.Value}\n"), "somebody", "cli", null);
            device.ConfigChanged();
            device.Revert.Confirm();
        }

        if (options.Quit)
        {
            Leave(shell);
        }
    }

    private static void Enact(SimDevice device, JunosConfig config, string user, string via, string? note)
    {
        device.Junos = config;
        device.JunosHistory.Insert(0, new JunosCommit(config.Copy(), device.Now, user, via, note));
    }

    private static bool Holds(JunosConfig config, string text) => config.SetLines().Contains(text, StringComparison.OrdinalIgnoreCase);

    private void Leave(JunosShell shell)
    {
        void Go()
        {
            Release();
            Done = true;
            shell.Session.Write("Exiting configuration mode\n\n");
        }

        if (!IsChanged || exclusive)
        {
            Go();
            return;
        }

        shell.Session.Ask("The configuration has been changed but not committed\nExit with uncommitted changes? [yes,no] (yes) ",
            secret: false, answer =>
        {
            if (answer.Trim() is "" or "yes" or "y")
            {
                Go();
            }
        });
    }
}
