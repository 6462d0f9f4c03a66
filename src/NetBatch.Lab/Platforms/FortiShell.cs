using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Forti;

namespace NetBatch.Lab.Platforms;

/// <summary>
/// Fortinet FortiOS 7.4 without virtual domains. What is changed in an entry counts from its <c>next</c> or <c>end</c> on, and is saved
/// by that. Prompts, blank lines and answers as on captured consoles (a FortiGate-VM 7.0.3; Oxidized's device simulations of a
/// FortiGate-91G 7.4.7), subcommands from the FortiOS administration guide, "CLI basics".
/// </summary>
internal sealed class FortiShell : Shell
{
    private static readonly CommandTree<FortiShell> Commands = new CommandTree<FortiShell>()
        .Add("exit", (shell, _) => shell.Session.Close())
        .Add("get system status", (shell, _) => shell.Show(FortiOutputs.Status(shell.Device)))
        .Add("get system performance status", (shell, _) => shell.Show(FortiOutputs.Performance(shell.Device)))
        .Add("get system interface physical", (shell, _) => shell.Show(FortiOutputs.Physical(shell.Device)))
        .Add("get system console", (shell, _) => shell.Show($"output              : {shell.OutputMode}\n"))
        .Add("get router info routing-table all", (shell, _) => shell.Show(FortiOutputs.Routes(shell.Device)))
        .Add("get [rest]", (shell, args) => shell.Refuse("get", args))
        .Add("diagnose [rest]", (shell, args) => shell.Refuse("diagnose", args))
        .Add("execute log display", (shell, _) => shell.Show(CommonOutputs.Logging(shell.Device)))
        .Add("execute tac report", (shell, _) => shell.Show(CommonOutputs.TechSupport(shell.Device)))
        .Add("execute ping <address>", (shell, args) => shell.Show(CommonOutputs.Ping(args[0])))
        .Add("execute reboot", (shell, _) => shell.Confirm("This operation will reboot the system !\n", shell.LeaveSession))
        .Add("execute [rest]", (shell, args) => shell.Refuse("execute", args))
        .Add("show full-configuration [rest]", (shell, args) => shell.ShowSection(args))
        .Add("show [rest]", (shell, args) => shell.ShowSection(args));

    private readonly FortiEditor editor;
    private bool started;

    public FortiShell(SimDevice device, SessionRequest request)
        : base(device, request) => editor = new FortiEditor(Config) { Kept = device.ConfigChanged };

    public override string Greeting => Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n" : "";

    /// <summary>A blank line stands before each prompt but the first.</summary>
    public override string Prompt =>
        (started ? "\n" : "") + Device.HostName + (editor.IsOpen ? $" ({editor.Name})" : "") + (Request.Privilege == 15 ? " # " : " $ ");

    public override PagerStyle PagerStyle => PagerStyle.Forti;

    public override LongLines LongLines => LongLines.Fold;

    public override bool InConfig => editor.IsOpen;

    public override string SessionLimitText => "Too many concurrent administrators\n";

    private FortiConfig Config => Device.Own<FortiConfig>();

    private string OutputMode => Config.Value("system console", "output") ?? "more";

    private string Whole => FortiOutputs.Header(Device, Request.User) + Config.Text;

    public override string RejectText(string line) => FortiAnswers.Unknown(line.Trim().Split(' ')[^1], -61);

    public override void Execute(string line)
    {
        started = true;
        if (FortiWords.Split(line) is not { } words)
        {
            // A quote that is open goes on in the next line.
            Session.Ask("> ", secret: false, more => Execute(line + "\n" + more));
            return;
        }

        if (words.Count == 0)
        {
            return;
        }

        if (editor.IsOpen || FortiCommands.Fits(words[0], "config"))
        {
            Configure(line, words);
            return;
        }

        Session.PageLength = OutputMode == "more" && Request.Terminal ? Math.Max(Request.Rows, 0) : 0;
        var command = TakePipe(line).Trim();
        var match = Commands.Find(command, 15);
        var name = match.Kind == MatchKind.Command ? match.Canonical : command;
        if (ShowGiven(Pipe is null ? name : $"{name} | {Pipe}") || ShowGiven(name))
        {
            return;
        }

        if (match.Kind == MatchKind.Command)
        {
            match.Run!(this, match.Arguments);
        }
        else
        {
            Session.Write(match.Kind switch
            {
                MatchKind.Incomplete => FortiAnswers.Incomplete,
                MatchKind.Ambiguous => FortiAnswers.Ambiguous(command[match.Position..].Split(' ')[0]),
                _ when match.Position == 0 => FortiAnswers.NoAction,
                _ => FortiAnswers.Unknown(command[match.Position..].Split(' ')[0]),
            });
        }
    }

    public override bool Control(char key) => key == '\x03';

    private void Configure(string line, List<string> words)
    {
        if (editor.IsOpen && words[0] is "show" or "get")
        {
            ShowHere();
            return;
        }

        if (editor is { IsOpen: true, Place.Entry: null } && words[0] == "purge")
        {
            Confirm("This operation will clear all table!\n", editor.Purge);
            return;
        }

        if (words[0] is "set" or "unset" or "append" && Device.Strikes(LabFaultKind.IgnoreLine, out _,
            ignored => line.Contains(ignored.Value!, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        Session.Write(editor.Apply(words).Answer);
    }

    private void ShowHere()
    {
        var place = editor.Place;
        var table = new FortiTable(place.Table.Schema);
        table.Entries.AddRange(place.Entry is { } entry ? [entry] : place.Table.Entries);
        Show(FortiOutputs.Section(table));
    }

    private void ShowSection(IReadOnlyList<string> args)
    {
        var words = args.Count == 0 ? [] : FortiWords.Split(args[0]) ?? [];
        if (words.Count == 0)
        {
            Show(Whole);
            return;
        }

        for (var length = words.Count; length > 0; length--)
        {
            if (FortiSections.Find(FortiSections.All, words[..length], out _) is not { } schema)
            {
                continue;
            }

            var table = Config.Table(schema.Path);
            if (length == words.Count)
            {
                Show(FortiOutputs.Section(table));
                return;
            }

            if (length == words.Count - 1 && schema.IsTable && table.Find(words[^1]) is { } entry)
            {
                var one = new FortiTable(schema);
                one.Entries.Add(entry);
                Show(FortiOutputs.Section(one));
                return;
            }
        }

        Session.Write(FortiAnswers.Unknown(words[0]));
    }

    private void Refuse(string verb, IReadOnlyList<string> args) =>
        Session.Write(args.Count == 0 ? FortiAnswers.Incomplete : FortiAnswers.Unknown(args.Count > 0 ? args[0].Split(' ')[0] : verb));

    private void Confirm(string warning, Action yes) =>
        Session.Ask(warning + "Do you want to continue? (y/n)", secret: false, key =>
        {
            if (key is "y" or "Y")
            {
                yes();
            }
        }, singleKey: true);

    private void LeaveSession() => Session.Close();
}
