using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>What IOS and its kin share: user and privileged mode, configuration mode with sections, paging, questions.</summary>
internal abstract class IosLikeShell : Shell
{
    private int enableTries;

    protected IosLikeShell(SimDevice device, SessionRequest request, ConfigGrammar grammar, ConfigStyle style)
        : base(device, request)
    {
        Grammar = grammar;
        Style = style;
        Privilege = request.Privilege;
    }

    /// <summary>1 or 15.</summary>
    public int Privilege { get; protected set; }

    /// <summary>The grammar of the configuration.</summary>
    public ConfigGrammar Grammar { get; }

    /// <summary>The look of the configuration.</summary>
    public ConfigStyle Style { get; }

    /// <summary>Where the session types in the configuration; null outside configuration mode.</summary>
    protected ConfigEditor? Editor { get; set; }

    /// <summary>The device.</summary>
    public SimDevice Sim => Device;

    public override string Greeting =>
        Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n" : BannerText is { } motd ? "\n" + motd + "\n" : "";

    public override bool InConfig => Editor is not null;

    public override PagerStyle PagerStyle => PagerStyle.Ios;

    /// <summary>The commands outside the configuration.</summary>
    protected abstract CommandTree<IosLikeShell> Commands { get; }

    /// <summary>The configuration that is being edited.</summary>
    protected virtual ConfigNode Edited => Device.Running;

    /// <summary>What a line that fits nowhere is answered with.</summary>
    protected abstract string Error(MatchKind kind, string line, int position);

    public override string RejectText(string line) => Error(MatchKind.Invalid, line, 0);

    /// <summary>What a command is answered with of which one word cannot be used.</summary>
    public string RejectWord(string word)
    {
        var line = Session.CurrentLine;
        return Error(MatchKind.Invalid, line, Math.Max(0, line.LastIndexOf(word, StringComparison.Ordinal)));
    }

    public override void Execute(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '!')
        {
            return;
        }

        if (Editor is null)
        {
            ExecuteCommand(line);
        }
        else
        {
            Configure(line);
        }
    }

    public override bool Control(char key)
    {
        if (key == '\x1a' && Editor is not null)
        {
            End();
            return true;
        }

        return key == '\x03';
    }

    public override IReadOnlyList<string>? Help(string line) => Editor is null ? Commands.Help(line, Privilege) : null;

    /// <summary>Shows a text as the command's output.</summary>
    public void Output(string text) => Show(text);

    /// <summary>Goes to configuration mode.</summary>
    public virtual void EnterConfig()
    {
        Session.Write("Enter configuration commands, one per line.  End with CNTL/Z.\n");
        Editor = new ConfigEditor(Grammar, () => Edited);
    }

    /// <summary>Leaves configuration mode from wherever it is.</summary>
    protected virtual void End() => Editor = null;

    /// <summary>Commands of the configuration mode that are no config lines; false: it is a config line.</summary>
    protected virtual bool ConfigCommand(string text) => false;

    /// <summary>Asks for the enable secret.</summary>
    public void Enable()
    {
        if (Privilege == 15)
        {
            return;
        }

        Session.Ask("Password: ", secret: true, answer =>
        {
            Session.Write("\n");
            if (answer == Device.EnableSecret)
            {
                Privilege = 15;
                enableTries = 0;
            }
            else if (++enableTries < 3)
            {
                Enable();
            }
            else
            {
                enableTries = 0;
                Session.Write(EnableRefused);
            }
        });
    }

    /// <summary>What three wrong secrets are answered with.</summary>
    protected virtual string EnableRefused => "% Bad secrets\n\n";

    /// <summary>Back to user mode.</summary>
    public void Disable() => Privilege = 1;

    /// <summary>Ends the session, or the configuration mode.</summary>
    public void Leave() => Session.Close();

    /// <summary>Asks for a yes by one key; anything but Enter and y is a no.</summary>
    public void Confirm(string question, Action yes) =>
        Session.Ask(question, secret: false, key =>
        {
            if (key is "" or "y" or "Y")
            {
                yes();
            }
        }, singleKey: true);

    /// <summary>The running configuration as it is shown.</summary>
    public abstract string RunningText(ConfigNode config);

    protected void ExecuteCommand(string line)
    {
        BeforeCommand();
        var command = TakePipe(line).TrimEnd();
        var match = Commands.Find(command, Privilege);
        var name = match.Kind == MatchKind.Command ? match.Canonical : command.Trim();
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
            Session.Write(Error(match.Kind, command, match.Position));
        }
    }

    /// <summary>What a platform shows before each command's output.</summary>
    protected virtual void BeforeCommand()
    {
    }

    /// <summary>Called after a line has changed the configuration that is being edited.</summary>
    protected virtual void Changed() => Device.ConfigChanged();

    private void Configure(string line)
    {
        var text = line.Trim();
        if (ConfigCommand(text))
        {
            return;
        }

        switch (text.ToLowerInvariant())
        {
            case "end":
                End();
                return;
            case "exit-address-family" when Editor!.Place?.StartsWith("address-family", StringComparison.Ordinal) is true:
            case "exit" or "ex":
                if (!Editor!.Leave())
                {
                    End();
                }

                return;
        }

        if (text.StartsWith("do ", StringComparison.OrdinalIgnoreCase))
        {
            ExecuteCommand(text[3..]);
            return;
        }

        if (Banner.Delimiter(text) is { } delimiter && !Banner.Ends(text, delimiter))
        {
            GatherBanner(text, delimiter);
            return;
        }

        Take(text, line);
    }

    private void Take(string text, string line)
    {
        var keep = !Device.Strikes(LabFaultKind.IgnoreLine, out _,
            ignored => text.Contains(ignored.Value!, StringComparison.OrdinalIgnoreCase));
        switch (Editor!.Apply(text, keep))
        {
            case ConfigOutcome.Invalid:
                Session.Write(Error(MatchKind.Invalid, line, line.Length - line.TrimStart().Length));
                break;
            case ConfigOutcome.Incomplete:
                Session.Write(Error(MatchKind.Incomplete, line, line.Length));
                break;
            case ConfigOutcome.DuplicateNumber:
                Session.Write("% Duplicate sequence number\n");
                break;
            case ConfigOutcome.NoSuchNeighbor:
                Session.Write("% Specify remote-as or peer-group commands first\n");
                break;
            case ConfigOutcome.InUse:
                Session.Write("% It is being used\n");
                break;
            case ConfigOutcome.NotRemovable:
                Session.Write("% Removal of physical interfaces is not permitted\n");
                break;
            default:
                Changed();
                break;
        }
    }

    private void GatherBanner(string first, string delimiter)
    {
        if (delimiter != "\nEOF")
        {
            Session.Write($"Enter TEXT message.  End with the character '{delimiter}'.\n");
        }

        var banner = first;
        Session.Gather(next =>
        {
            banner += "\n" + next;
            if (!Banner.Ends(banner, delimiter))
            {
                return true;
            }

            Take(banner, banner);
            return false;
        });
    }

    private string? BannerText
    {
        get
        {
            var banner = Device.Running.Children.FirstOrDefault(
                node => node.Line.StartsWith("banner motd", StringComparison.Ordinal)
                    || node.Line.StartsWith("banner login", StringComparison.Ordinal))?.Line;
            if (banner is null || Banner.Delimiter(banner.Split('\n')[0]) is not { } delimiter)
            {
                return null;
            }

            var body = banner.Split(' ', 3) is [_, _, var rest] ? rest[Math.Min(delimiter.Length, rest.Length)..]
                : banner[(banner.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            var end = body.LastIndexOf(delimiter.Trim('\n'), StringComparison.Ordinal);
            return (end < 0 ? body : body[..end]).Trim('\n');
        }
    }
}
