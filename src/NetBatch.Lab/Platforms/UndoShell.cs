using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>What VRP and Comware share: user view and system view, <c>quit</c>, <c>return</c>, <c>display</c> in every view.</summary>
internal abstract class UndoShell(SimDevice device, SessionRequest request) : ViewShell(device, request)
{
    public override string Prompt =>
        Editor is null ? $"<{Device.HostName}>"
            : $"[{Device.HostName}{(Editor.Open.Count == 0 ? "" : "-" + View(Editor.Here))}]";

    /// <summary>What is said on the way into the system view.</summary>
    protected abstract string EnterText { get; }

    public override void EnterConfig()
    {
        Session.Write(EnterText);
        base.EnterConfig();
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

    protected override bool IsComment(string line) => line[0] is '#' or '!';

    protected override bool ConfigCommand(string text)
    {
        switch (text)
        {
            case "return":
                End();
                return true;
            case "quit":
                if (!Editor!.Leave())
                {
                    End();
                }

                return true;
            case "display this":
                Output(ViewText.Of(Config.Dialect, Editor!.Here));
                return true;
        }

        if (IsEverywhere(text.Split(' ')[0]) && text.Length > 3)
        {
            Command(text);
            return true;
        }

        return false;
    }

    /// <summary>Whether a command of the user view is one of every view.</summary>
    protected virtual bool IsEverywhere(string word) => word.Length > 2 && "display".StartsWith(word, StringComparison.Ordinal)
        || word == "screen-length";

    /// <summary>The form that all refusals have: a mark under the place, and why.</summary>
    protected string Marked(int position, string prefix, ViewFit fit) =>
        new string(' ', Prompt.Length + position) + "^\n" + prefix + fit switch
        {
            ViewFit.Incomplete => "Incomplete command",
            ViewFit.Ambiguous => "Ambiguous command",
            ViewFit.TooMany => "Too many parameters",
            ViewFit.Wrong => "Wrong parameter",
            _ => "Unrecognized command",
        } + " found at '^' position.\n";

    /// <summary>The commands that show configurations.</summary>
    protected static CommandTree<ViewShell> AddConfigs(CommandTree<ViewShell> tree, Func<SimDevice, string, string> framed) => tree
        .Add("system-view", (shell, _) => shell.EnterConfig())
        .Add("display current-configuration", (shell, _) => shell.Output(framed(shell.Sim, shell.Config.Text)))
        .Add("display current-configuration interface <port>", (shell, args) => shell.Output(Section(shell, args[0])))
        .Add("display saved-configuration", (shell, _) => shell.Output(framed(shell.Sim, shell.Sim.OwnSaved!.Text)))
        .Add("display clock", (shell, _) => shell.Output(CommonOutputs.Clock(shell.Sim)))
        .Add("display logbuffer", (shell, _) => shell.Output(CommonOutputs.Logging(shell.Sim)))
        .Add("display diagnostic-information", (shell, _) => shell.Output(CommonOutputs.TechSupport(shell.Sim)))
        .Add("ping <address>", (shell, args) => shell.Output(CommonOutputs.Ping(args[0])));

    private static string Section(ViewShell shell, string port)
    {
        var name = InterfaceNameOf(shell, port);
        return shell.Config.Root.Children.Find(node => node.Rule!.Literals == "interface" && node.Names[0] == name) is { } node
            ? ViewText.Of(shell.Config.Dialect, node) : "";
    }

    private static string InterfaceNameOf(ViewShell shell, string typed) =>
        Configs.InterfaceName.Expand(typed, shell.Config.Dialect.Grammar.Ports) ?? typed;

    private static string View(ViewNode node) =>
        string.Format(CultureInfo.InvariantCulture, node.Rule!.Prompt, [.. node.Names, "", ""]);
}
