using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Asa;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>Cisco ASA 9.16 in single context mode. Users begin unprivileged unless their privilege is 15. Prompts, login text and answers
/// as in Oxidized's simulation of an ASA 5512 and the scenarios of Netspoc-Approve; commands from the ASA command reference.</summary>
internal sealed class AsaShell(SimDevice device, SessionRequest request) : ViewShell(device, request)
{
    private static readonly CommandTree<ViewShell> Tree = new CommandTree<ViewShell>()
        .Add("terminal pager <lines>", (shell, args) => Pager(shell, args[0]))
        .Add("terminal pager lines <lines>", (shell, args) => Pager(shell, args[0]))
        .Add("terminal width <columns>", (shell, args) => Width(shell, args[0]))
        .Add("enable", (shell, _) => ((AsaShell)shell).Enable())
        .Add("disable", (shell, _) => ((AsaShell)shell).Privilege = 1)
        .Add("exit", (shell, _) => Logoff(shell))
        .Add("quit", (shell, _) => Logoff(shell))
        .Add("logout", (shell, _) => Logoff(shell))
        .Add("configure terminal", (shell, _) => shell.EnterConfig(), 15)
        .Add("show version", (shell, _) => shell.Output(AsaOutputs.Version(shell.Sim)))
        .Add("show inventory", (shell, _) => shell.Output(AsaOutputs.Inventory(shell.Sim)))
        .Add("show clock", (shell, _) => shell.Output(CommonOutputs.Clock(shell.Sim)))
        .Add("show hostname", (shell, _) => shell.Output(shell.Sim.HostName + "\n"))
        .Add("show mode", (shell, _) => shell.Output("Security context mode: single \n"))
        .Add("show curpriv", (shell, _) => shell.Output(AsaOutputs.Privilege(shell)))
        .Add("show pager", (shell, _) => shell.Output(shell.Session.PageLength == 0
            ? "no pager\n" : $"pager lines {shell.Session.PageLength}\n"))
        .Add("show interface ip brief", (shell, _) => shell.Output(AsaOutputs.InterfaceBrief(shell)), 15)
        .Add("show nameif", (shell, _) => shell.Output(AsaOutputs.Names(shell)), 15)
        .Add("show route", (shell, _) => shell.Output(AsaOutputs.Routes(shell)), 15)
        .Add("show access-list", (shell, _) => shell.Output(AsaOutputs.AccessLists(shell)), 15)
        .Add("show logging", (shell, _) => shell.Output(CommonOutputs.Logging(shell.Sim)), 15)
        .Add("show tech-support", (shell, _) => shell.Output(CommonOutputs.TechSupport(shell.Sim)), 15)
        .Add("show running-config", (shell, _) => shell.Output(AsaOutputs.Running(shell.Sim, shell.Config.Text)), 15)
        .Add("show running-config <section>", (shell, args) => shell.Output(AsaOutputs.Section(shell, args[0])), 15)
        .Add("show startup-config", (shell, _) => shell.Output(AsaOutputs.Running(shell.Sim, shell.Sim.OwnSaved!.Text)), 15)
        .Add("more system:running-config", (shell, _) => shell.Output(AsaOutputs.Running(shell.Sim, shell.Config.Text)), 15)
        .Add("write memory", (shell, _) => Save(shell), 15)
        .Add("write", (shell, _) => Save(shell), 15)
        .Add("copy running-config startup-config", (shell, _) => Copy(shell), 15)
        .Add("reload", (shell, _) => shell.Session.Ask("Proceed with reload? [confirm] ", secret: false, key =>
        {
            if (key is "" or "y" or "Y")
            {
                shell.Leave();
            }
        }, singleKey: true), 15);

    private int tries;

    public override string Greeting =>
        (Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n" : "")
            + $"User {Request.User} logged in to {Device.HostName}\nLogins over the last 91 days: 21.  Last login: "
            + "20:01:14 UTC Oct 21 2024 "
            + "from 10.200.0.17\nFailed logins since the last login: 0.  \nType help or '?' for a list of available commands.\n";

    public override string Prompt =>
        Device.HostName + (Editor is { } editor ? $"({(editor.Open.Count == 0 ? "config" : editor.Here.Rule!.Prompt)})" : "")
            + (Privilege == 15 ? "# " : "> ");

    public override PagerStyle PagerStyle => PagerStyle.Asa;

    protected override CommandTree<ViewShell> Commands => Tree;

    protected override bool IsComment(string line) => line[0] is '!' or ':';

    protected override string Refusal(ViewFit fit, string line, int position) =>
        fit switch
        {
            ViewFit.Incomplete => "ERROR: % Incomplete command\n",
            ViewFit.Ambiguous => $"ERROR: % Ambiguous command:  \"{line.Trim()}\"\n",
            _ => new string(' ', Prompt.Length + position) + "^\nERROR: % Invalid input detected at '^' marker.\n",
        };

    public override bool Control(char key)
    {
        if (key == '\x1a' && Editor is not null)
        {
            End();
            return true;
        }

        return key == '\x03';
    }

    protected override bool ConfigCommand(string text)
    {
        switch (text)
        {
            case "end":
                End();
                return true;
            case "exit" or "quit":
                if (!Editor!.Leave())
                {
                    End();
                }

                return true;
        }

        if (text.StartsWith("clear ", StringComparison.Ordinal))
        {
            Clear(text);
            return true;
        }

        // Commands of the outside need no "do".
        if (text.Split(' ')[0] is "show" or "write" or "copy" or "more" or "terminal" && (IsCommand(text) || !text.StartsWith("terminal",
            StringComparison.Ordinal)))
        {
            Command(text);
            return true;
        }

        return false;
    }

    private void Clear(string text)
    {
        switch (text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["clear", "configure", "access-list", var list]:
                AsaAccessList.Clear(Config, list);
                Device.ConfigChanged();
                break;
            case ["clear", "configure"]:
                Session.Write(Refusal(ViewFit.Incomplete, text, text.Length));
                break;
            default:
                Session.Write(Refusal(ViewFit.Unknown, text, 6));
                break;
        }
    }

    private void Enable()
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
                tries = 0;
            }
            else
            {
                Session.Write("Invalid password\n");
                if (++tries < 3)
                {
                    Enable();
                    return;
                }

                tries = 0;
                Session.Write("Access denied.\n");
            }
        });
    }

    private static void Pager(ViewShell shell, string text)
    {
        if (int.TryParse(text, out var lines) && lines >= 0)
        {
            shell.Session.PageLength = lines;
        }
        else
        {
            shell.Session.Write(shell.RejectText(text));
        }
    }

    private static void Width(ViewShell shell, string text)
    {
        if (int.TryParse(text, out var columns) && columns is 0 or (>= 40 and <= 511))
        {
            shell.Session.Width = columns;
        }
    }

    private static void Logoff(ViewShell shell)
    {
        shell.Session.Write("\nLogoff\n\n");
        shell.Leave();
    }

    private static void Save(ViewShell shell)
    {
        shell.SaveConfig();
        shell.Session.Write("Building configuration...\nCryptochecksum: " + AsaOutputs.Checksum(shell.Config.Text)
            + $" \n\n{shell.Config.Text.Length} bytes copied in 0.330 secs\n[OK]\n");
    }

    private static void Copy(ViewShell shell) =>
        shell.Session.Ask("\nSource filename [running-config]? ", secret: false, _ =>
        {
            shell.SaveConfig();
            shell.Session.Write("Cryptochecksum: " + AsaOutputs.Checksum(shell.Config.Text)
                + $" \n\n{shell.Config.Text.Length} bytes copied in 0.330 secs\n");
        });
}
