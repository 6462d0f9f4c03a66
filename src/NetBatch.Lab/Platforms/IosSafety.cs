using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>
/// What IOS has against changes that go wrong: the archive, configure replace, and changes that must be confirmed. Words and rules
/// after Cisco's "Managing Configuration Files", chapter "Configuration Rollback Confirmed Change".
/// </summary>
internal static class IosSafety
{
    private const string NothingPending = "%No Rollback Confirmed Change pending\n";

    private const string ReplaceQuestion =
        "This will apply all necessary additions and deletions\nto replace the current running configuration with the\ncontents of the "
            + "specified configuration file, which is\n" +
        "assumed to be a complete configuration, not a partial\nconfiguration. Enter Y if you are sure you want to proceed. ? [no]: ";

    public static CommandTree<IosLikeShell> AddSafety(this CommandTree<IosLikeShell> tree) => tree
        .Add("configure terminal revert timer <minutes>", (shell, args) => EnterOnTrial(shell, args[0]), 15)
        .Add("configure confirm", (shell, _) => Confirm(shell), 15)
        .Add("configure revert now", (shell, _) => RevertNow(shell), 15)
        .Add("configure revert timer <minutes>", (shell, args) => MoveTimer(shell, args[0]), 15)
        .Add("configure replace <url> [rest]", Replace, 15)
        .Add("archive config", (shell, _) => Archive(shell), 15)
        .Add("show archive", (shell, _) => shell.Output(ShowArchive(shell.Sim)), 15)
        .Add("show archive config rollback timer", (shell, _) => shell.Output(ShowTimer(shell.Sim)), 15)
        .AddFlash(CopyToFlash)
        .Add("delete <url>", (shell, args) => Delete(shell, args[0]), 15)
        .Add("delete /force <url>", (shell, args) => FlashFiles.Delete(shell, args[0]), 15);

    private static void EnterOnTrial(IosLikeShell shell, string minutes)
    {
        if (Minutes(minutes) is not { } after)
        {
            shell.Session.Write(shell.RejectWord(minutes));
        }
        else if (Archive(shell, quiet: true) is { } file)
        {
            shell.Session.Write($"Rollback Confirmed Change: Backing up current running config to {file}\n\n");
            OnTrial(shell, after, file);
            shell.EnterConfig();
        }
        else
        {
            shell.Session.Write("%Turn config archive on before using Rollback Confirmed Change\n");
        }
    }

    private static void OnTrial(IosLikeShell shell, TimeSpan after, string file)
    {
        var device = shell.Sim;
        var before = device.Running.Copy();
        device.Revert.Start(after, shell.Request.User, () => device.Running.Become(before), file);
    }

    private static void Confirm(IosLikeShell shell)
    {
        if (!shell.Sim.Revert.Confirm())
        {
            shell.Session.Write(NothingPending);
        }
    }

    private static void RevertNow(IosLikeShell shell)
    {
        var file = shell.Sim.Revert.Name;
        shell.Session.Write(shell.Sim.Revert.Now()
            ? $"Rollback Confirmed Change: rolling to:{file}\n\nTotal number of passes: 1\nRollback Done\n\n" : NothingPending);
    }

    private static void MoveTimer(IosLikeShell shell, string minutes)
    {
        if (!shell.Sim.Revert.IsPending)
        {
            shell.Session.Write(NothingPending);
        }
        else if (Minutes(minutes) is { } after)
        {
            shell.Sim.Revert.Start(after, shell.Request.User, () => { });
        }
        else
        {
            shell.Session.Write(shell.RejectWord(minutes));
        }
    }

    private static void Replace(IosLikeShell shell, IReadOnlyList<string> args)
    {
        var words = args.Count > 1 ? args[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList() : [];
        var force = words.Remove("force");
        words.Remove("list");
        words.Remove("nolock");
        var after = words is ["time", _] or ["revert", "trigger", "error", "timer", _] ? Minutes(words[^1]) : null;
        if (words.Count > 0 && after is null && words is not ["revert", "trigger", "error"])
        {
            shell.Session.Write(shell.RejectWord(args[1]));
            return;
        }

        if (FlashFiles.Find(shell.Sim, args[0]) is not { } saved)
        {
            shell.Session.Write($"%Error opening {args[0]} (No such file or directory)\n");
            return;
        }

        void Go()
        {
            if (after is { } limit)
            {
                if (Archive(shell, quiet: true) is not { } file)
                {
                    shell.Session.Write("%Turn config archive on before using Rollback Confirmed Change\n");
                    return;
                }

                shell.Session.Write($"Rollback Confirmed Change: Backing up current running config to {file}\n");
                OnTrial(shell, limit, file);
            }

            var passes = shell.RunningText(saved) == shell.RunningText(shell.Sim.Running) ? 0 : 1;
            shell.Sim.Running.Become(saved);
            shell.Sim.ConfigChanged();
            shell.Session.Write($"\nTotal number of passes: {passes}\nRollback Done\n\n");
        }

        if (force)
        {
            Go();
            return;
        }

        shell.Session.Ask(ReplaceQuestion, secret: false, answer =>
        {
            if (answer.Trim().StartsWith('y') || answer.Trim().StartsWith('Y'))
            {
                Go();
            }
        });
    }

    /// <summary>Writes the running config to the archive; null: none is configured.</summary>
    private static string? Archive(IosLikeShell shell, bool quiet = false)
    {
        if (ArchivePath(shell.Sim) is not { } path)
        {
            if (!quiet)
            {
                shell.Session.Write("%Archive path is not configured\n");
            }

            return null;
        }

        var number = shell.Sim.Files.Keys.Count(name => name.StartsWith(path, StringComparison.Ordinal));
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}-{shell.Sim.Now.UtcDateTime:MMM-dd-HH-mm-ss.fff}-{number}");
        shell.Sim.Files[name] = new SavedConfig(shell.Sim.Running.Copy(), shell.Sim.Now, shell.Request.User);
        return name;
    }

    private static string? ArchivePath(SimDevice device) =>
        device.Running.Find("archive")?.Children.FirstOrDefault(line => line.Line.StartsWith("path ", StringComparison.Ordinal))?.Line[5..]
            .Trim();

    private static string ShowArchive(SimDevice device)
    {
        if (ArchivePath(device) is not { } path)
        {
            return "Archive feature not enabled\n";
        }

        var names = device.Files.Keys.Where(name => name.StartsWith(path, StringComparison.Ordinal)).ToList();
        return $"The maximum archive configurations allowed is 10.\nThere are currently {names.Count} archive configurations "
            + $"saved.\nThe next archive file will be named {path}-<timestamp>-{names.Count}\n Archive #  Name\n" +
            string.Concat(names.Select((name, at) => $"   {at + 1,-9}{name}{(at == names.Count - 1 ? " <- Most Recent" : "")}\n"));
    }

    private static string ShowTimer(SimDevice device) =>
        device.Revert is { DueAt: { } due, SetAt: { } set }
            ? string.Create(CultureInfo.InvariantCulture,
                $"Time configured(or reconfigured): {set.UtcDateTime:HH:mm:ss 'UTC' ddd MMM d yyyy}\nTimer type: absolute timer\nTimer "
                    + $"value: {(due - set).TotalMinutes} min\nUser: {device.Revert.User}\n")
            : NothingPending;

    private static void CopyToFlash(IosLikeShell shell, string url)
    {
        shell.Session.Ask($"Destination filename [{url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/')}]? ",
            secret: false, answer =>
        {
            var name = answer.Trim().Length == 0 ? url : FlashFiles.In(url, answer.Trim());
            void Write()
            {
                FlashFiles.Save(shell, name);
                var size = shell.RunningText(shell.Sim.Running).Length;
                shell.Session.Write($"\n{size} bytes copied in 0.512 secs ({size * 1000 / 512} bytes/sec)\n");
            }

            if (shell.Sim.Files.ContainsKey(FlashFiles.Name(name)))
            {
                shell.Confirm("%Warning:There is a file already existing with this name\nDo you want to over write? [confirm]", Write);
            }
            else
            {
                Write();
            }
        });
    }

    private static void Delete(IosLikeShell shell, string url) =>
        shell.Session.Ask($"Delete filename [{url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..]}]? ", secret: false, answer =>
            shell.Confirm($"Delete {url}? [confirm]",
                () => FlashFiles.Delete(shell, answer.Trim().Length == 0 ? url : FlashFiles.In(url, answer.Trim()))));

    /// <summary>1 to 120 minutes, as the command takes them.</summary>
    private static TimeSpan? Minutes(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 120
            ? TimeSpan.FromMinutes(minutes) : null;
}
