using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>Juniper Junos: operational mode and a candidate with set, delete, commit, rollback.</summary>
internal sealed class JunosShell : Shell
{
    private static readonly CommandTree<JunosShell> Operational = new CommandTree<JunosShell>()
        .Add("set cli screen-length <lines>", (shell, args) => shell.ScreenLength(args[0]))
        .Add("set cli screen-width <columns>", (shell, args) => shell.ScreenWidth(args[0]))
        .Add("set cli complete-on-space <state>", (shell, _) => shell.Session.Write("Disabling complete-on-space\n"))
        .Add("configure", (shell, _) => shell.Enter("shared"))
        .Add("configure exclusive", (shell, _) => shell.Enter("exclusive"))
        .Add("configure private", (shell, _) => shell.Enter("private"))
        .Add("exit", (shell, _) => shell.Session.Close())
        .Add("quit", (shell, _) => shell.Session.Close())
        .Add("show version", (shell, _) => shell.Show(JunosOutputs.Version(shell.Device)))
        .Add("show configuration", (shell, _) => shell.ShowConfig(shell.Device.Junos, []))
        .Add("show configuration [rest]", (shell, args) => shell.ShowConfig(shell.Device.Junos, args))
        .Add("show interfaces terse", (shell, _) => shell.Show(JunosOutputs.Terse(shell.Device)))
        .Add("show interfaces descriptions", (shell, _) => shell.Show(JunosOutputs.Descriptions(shell.Device)))
        .Add("show route", (shell, _) => shell.Show(JunosOutputs.Route(shell.Device)))
        .Add("show ospf neighbor", (shell, _) => shell.Show(JunosOutputs.OspfNeighbors(shell.Device)))
        .Add("show chassis hardware", (shell, _) => shell.Show(JunosOutputs.Hardware(shell.Device)))
        .Add("show system uptime", (shell, _) => shell.Show(JunosOutputs.Uptime(shell.Device)))
        .Add("show system commit", (shell, _) => shell.Show(JunosOutputs.Commits(shell.Device)))
        .Add("show system rollback <number>", (shell, args) => shell.ShowRollback(args[0]))
        .Add("show system users",
            (shell, _) => shell.Show(
                $"USER     TTY      FROM                              LOGIN@  IDLE WHAT\n{shell.Request.User,-8} pts/0    "
                    + $"127.0.0.1                         6:00AM     - -cli\n"))
        .Add("show log messages", (shell, _) => shell.Show(CommonOutputs.Logging(shell.Device)))
        .Add("request support information", (shell, _) => shell.Show(CommonOutputs.TechSupport(shell.Device)))
        .Add("request system reboot", (shell, _) => shell.Session.Ask("Reboot the system ? [yes,no] (no) ", secret: false, answer =>
        {
            if (answer is "yes" or "y")
            {
                shell.Session.Close();
            }
        }));

    private JunosCandidate? candidate;

    public JunosShell(SimDevice device, SessionRequest request)
        : base(device, request)
    {
    }

    public override string Greeting => $"{Device.Spec.Banner?.TrimEnd('\n') ?? $"--- JUNOS {Device.Facts.Version} Kernel 64-bit"}\n";

    public override string Prompt =>
        candidate is null ? $"{Request.User}@{Device.HostName}> "
            : $"\n{OnTrial}[edit{candidate.Path}]\n{Request.User}@{Device.HostName}# ";

    private string OnTrial =>
        Device.Revert.DueAt is { } due
            ? string.Create(CultureInfo.InvariantCulture,
                $"# commit confirmed will be rolled back in {Math.Ceiling((due - Device.Now).TotalMinutes)} minutes\n") : "";

    public override PagerStyle PagerStyle => PagerStyle.Junos;

    public override LongLines LongLines => LongLines.Fold;

    public override bool InConfig => candidate is not null;

    public override string PasswordExpiredText => "Your password has expired.\nNew password: ";

    public override string SessionLimitText => "error: maximum number of CLI sessions reached, session limit\n";

    public override string RejectText(string line) => new string(' ', Prompt.Length - Prompt.LastIndexOf('\n') - 1) + "^\nsyntax error.\n";

    public override void Execute(string line)
    {
        if (line.Trim().Length == 0 || line.TrimStart()[0] == '#')
        {
            return;
        }

        if (candidate is not null && !line.TrimStart().StartsWith("run ", StringComparison.Ordinal))
        {
            candidate.Execute(this, TakePipe(line).Trim(), Pipe);
            if (candidate is { Done: true })
            {
                candidate = null;
            }

            return;
        }

        var command = TakePipe(candidate is null ? line : line.TrimStart()[4..]).TrimEnd();
        var match = Operational.Find(command, 15);
        var name = match.Kind == MatchKind.Command ? match.Canonical : command.Trim();
        if (ShowGiven(Pipe is null ? name : $"{name} | {Pipe}") || ShowGiven(name))
        {
            return;
        }

        var place = new string(' ', Prompt.Length - Prompt.LastIndexOf('\n') - 1 + match.Position) + "^\n";
        switch (match.Kind)
        {
            case MatchKind.Command:
                match.Run!(this, match.Arguments);
                break;
            case MatchKind.Ambiguous:
                Session.Write($"{place}'{command.Trim()}' is ambiguous.\n");
                break;
            case MatchKind.Incomplete:
                Session.Write($"{place}missing mandatory argument.\n");
                break;
            default:
                Session.Write(match.Position == 0 ? $"{place}unknown command.\n" : $"{place}syntax error, expecting <command>.\n");
                break;
        }
    }

    public override bool Control(char key) => key == '\x03';

    public override void Closed() => candidate?.Release();

    /// <summary>Shows a text through pipe and pager.</summary>
    public void Output(string text) => Show(text);

    public void ShowConfig(JunosConfig config, IReadOnlyList<string> args)
    {
        var below = args.Count == 0 ? [] : JunosConfig.WordsOf(args[0]);
        if (Pipe?.StartsWith("display set", StringComparison.Ordinal) == true)
        {
            Show(config.SetLines(below));
        }
        else
        {
            var booted = Device.Facts.BootedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            Show((below.Count == 0 && candidate is null ? $"## Last commit: {booted} by root\n" : "") + (config.Braces(below) ?? ""));
        }
    }

    private void ShowRollback(string number)
    {
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Device.JunosHistory.Count)
        {
            ShowConfig(Device.JunosHistory[at].Config, []);
            return;
        }

        Session.Write("error: rollback file does not exist\n");
    }

    private void Enter(string how)
    {
        if (Device.ExclusiveBy is { } owner)
        {
            Session.Write($"error: configuration database locked by:\n  {owner} terminal pts/1 (pid 4242)\n      exclusive [edit]\n");
            return;
        }

        candidate = new JunosCandidate(Device, Request.User, exclusive: how == "exclusive");
        Session.Write(how switch
        {
            "exclusive" => "warning: uncommitted changes will be discarded on exit\nEntering configuration mode\n",
            "private" => "warning: uncommitted changes will be discarded on exit\nEntering configuration mode\n",
            _ => "Entering configuration mode\n",
        });
    }

    private void ScreenLength(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
        {
            Session.PageLength = lines;
            Session.Write($"Screen length set to {lines}\n");
        }
    }

    private void ScreenWidth(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
        {
            Session.Width = columns;
            Session.Write($"Screen width set to {columns}\n");
        }
    }
}
