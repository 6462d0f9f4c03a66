using System.Globalization;
using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Platforms;

/// <summary>A Linux host: a small part of a POSIX shell, in a terminal or by exec channel with an exit status.</summary>
internal sealed class LinuxShell : Shell
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private bool root;
    private int status;
    private bool exited;

    public LinuxShell(SimDevice device, SessionRequest request)
        : base(device, request)
    {
        variables["USER"] = request.User;
        variables["HOME"] = "/home/" + request.User;
        variables["HOSTNAME"] = device.Name;
        variables["SHELL"] = "/bin/bash";
    }

    public override string Greeting => Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n" : "";

    public override string Prompt =>
        variables.TryGetValue("PS1", out var own) ? own
            : root ? $"root@{Device.Name}:/home/{Request.User}# " : $"{Request.User}@{Device.Name}:~$ ";

    public override PagerStyle PagerStyle => PagerStyle.Nxos;

    public override LongLines LongLines => LongLines.Fold;

    public override bool InConfig => false;

    public override string SessionLimitText => "There were too many logins for this user: session limit reached.\n";

    public override string PasswordExpiredText =>
        $"WARNING: Your password has expired.\nYou must change your password now and login again!\nChanging password for "
            + $"{Request.User}.\nCurrent password: ";

    public override string RejectText(string line) => $"-bash: {line.Trim()}: command not found\n";

    public override void Execute(string line)
    {
        // A terminal is never paged by the shell itself.
        Session.PageLength = 0;
        RunList(line);
    }

    public override void ExecuteChannel(string command)
    {
        RunList(command);
        if (!exited)
        {
            Session.Close(status);
        }
    }

    public override bool Control(char key)
    {
        if (key == '\x04')
        {
            Session.Close(status);
            return false;
        }

        return key == '\x03';
    }

    private void RunList(string line)
    {
        if (ShowGiven(line.Trim()))
        {
            status = 0;
            return;
        }

        foreach (var (join, text) in LinuxWords.Commands(line))
        {
            if (exited || join == "&&" && status != 0 || join == "||" && status == 0)
            {
                continue;
            }

            if (ShowGiven(text.Trim()))
            {
                status = 0;
                continue;
            }

            var words = LinuxWords.Split(text, Value);
            if (words.Count > 0)
            {
                status = Run(words, text);
            }
        }
    }

    private int Run(List<string> words, string text)
    {
        if (words.Count == 1 && words[0].IndexOf('=', StringComparison.Ordinal) is var equals and > 0
            && words[0].AsSpan(0, equals).IndexOfAnyExcept(Identifier) < 0)
        {
            variables[words[0][..equals]] = words[0][(equals + 1)..];
            return 0;
        }

        switch (words[0])
        {
            case "exit" or "logout":
                Exit(words.Count > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                    ? status & 255 : this.status);
                return this.status;
            case "export":
                return words.Count > 1 ? Run(words[1..], text) : 0;
            case "unset":
                variables.Remove(words.ElementAtOrDefault(1) ?? "");
                return 0;
            case "true" or "stty" or "set" or ":" or "shopt" or "bind":
                return 0;
            case "false":
                return 1;
            case "sleep":
                if (words.Count > 1 && double.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                    out var seconds) && seconds < 86400)
                {
                    Session.Pause(TimeSpan.FromSeconds(seconds));
                }

                return 0;
            case "sudo":
                return Sudo(words);
            case "tput":
                return 0;
        }

        if (LinuxOutputs.Of(Device, root ? "root" : Request.User, words) is { } output)
        {
            Session.Write(output);
            return 0;
        }

        if (words[0] == "cat")
        {
            Session.WriteError($"cat: {words.ElementAtOrDefault(1)}: No such file or directory\n");
            return 1;
        }

        Session.WriteError(Request.Command is null ? $"-bash: {words[0]}: command not found\n"
            : $"bash: line 1: {words[0]}: command not found\n");
        return 127;
    }

    private int Sudo(List<string> words)
    {
        var shell = words.Count > 1 && words[1] is "-s" or "-i" or "su";
        if (Request.Privilege == 15 || root)
        {
            if (shell)
            {
                root = true;
                return 0;
            }

            var was = root;
            root = true;
            var status = Run(words.SkipWhile((word, place) => place == 0 || word.StartsWith('-')).ToList() is { Count: > 0 } rest ? rest
                : ["true"], "");
            root = was;
            return status;
        }

        Session.Ask($"[sudo] password for {Request.User}: ", secret: true, answer =>
        {
            if (answer == Device.EnableSecret)
            {
                root |= shell;
                status = 0;
                if (!shell)
                {
                    status = Run(words.Skip(1).ToList(), "");
                }
            }
            else
            {
                Session.Write("Sorry, try again.\nsudo: 1 incorrect password attempt\n");
                status = 1;
            }
        });
        return 1;
    }

    private void Exit(int status)
    {
        this.status = status;
        if (root && Request.Command is null)
        {
            root = false;
            return;
        }

        exited = true;
        Session.Close(status);
    }

    private string Value(string name) =>
        name == "?" ? status.ToString(CultureInfo.InvariantCulture) : variables.GetValueOrDefault(name, "");

    private static readonly System.Buffers.SearchValues<char> Identifier =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
