using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>What platforms share whose configuration is made of views: whole commands that are known or refused, paging,
/// questions.</summary>
internal abstract class ViewShell(SimDevice device, SessionRequest request) : Shell(device, request)
{
    /// <summary>Where the session types in the configuration; null outside of it.</summary>
    protected ViewEditor? Editor { get; private set; }

    /// <summary>The running configuration.</summary>
    public ViewConfig Config => Device.Own<ViewConfig>();

    /// <summary>The device.</summary>
    public SimDevice Sim => Device;

    public override bool InConfig => Editor is not null;

    /// <summary>1 or 15.</summary>
    public int Privilege { get; protected set; } = request.Privilege;

    /// <summary>The commands outside the configuration.</summary>
    protected abstract CommandTree<ViewShell> Commands { get; }

    public override string RejectText(string line) => Refusal(ViewFit.Unknown, line, 0);

    public override void Execute(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || IsComment(text))
        {
            return;
        }

        if (Editor is null)
        {
            Command(line);
        }
        else if (!ConfigCommand(text))
        {
            Configure(line);
        }
    }

    /// <summary>Shows a text as the command's output.</summary>
    public void Output(string text) => Show(text);

    /// <summary>Goes into the configuration.</summary>
    public virtual void EnterConfig() => Editor = new ViewEditor(Config);

    /// <summary>Leaves the configuration from wherever it is.</summary>
    protected void End() => Editor = null;

    /// <summary>Ends the session.</summary>
    public void Leave() => Session.Close();

    /// <summary>Makes the running configuration the saved one.</summary>
    public void SaveConfig() => Device.SaveOwn();

    /// <summary>What a line that is no command is answered with.</summary>
    protected abstract string Refusal(ViewFit fit, string line, int position);

    /// <summary>Whether a line does nothing.</summary>
    protected abstract bool IsComment(string line);

    /// <summary>Commands of the configuration that are no lines of it; false: it is one.</summary>
    protected abstract bool ConfigCommand(string text);

    /// <summary>Whether a command of the outside begins so.</summary>
    protected bool IsCommand(string text) => Commands.Find(Bare(text), Privilege).Kind == MatchKind.Command;

    protected void Command(string line)
    {
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
            return;
        }

        Session.Write(Refusal(match.Kind switch
        {
            MatchKind.Ambiguous => ViewFit.Ambiguous,
            MatchKind.Incomplete => ViewFit.Incomplete,
            _ => ViewFit.Unknown,
        }, command, match.Position));
    }

    private static string Bare(string text) => text.Split(" | ")[0];

    private void Configure(string line)
    {
        var keep = !Device.Strikes(LabFaultKind.IgnoreLine, out _,
            ignored => line.Contains(ignored.Value!, StringComparison.OrdinalIgnoreCase));
        var margin = line.Length - line.TrimStart().Length;
        var result = Editor!.Apply(line.Trim(), keep);
        if (result.Match.Fit != ViewFit.Command)
        {
            Session.Write(Refusal(result.Match.Fit, line, margin + result.Match.Position));
            return;
        }

        Session.Write(result.Answer);
        if (result.Done)
        {
            Device.ConfigChanged();
        }
    }
}
