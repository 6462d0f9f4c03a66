using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>Huawei VRP 5 on a switch of the S series: what is typed in the system view counts at once. Texts as captured on S5320 and
/// S5700 consoles.</summary>
internal sealed class VrpShell(SimDevice device, SessionRequest request) : UndoShell(device, request)
{
    private static readonly CommandTree<ViewShell> Tree = AddConfigs(new CommandTree<ViewShell>(), VrpOutputs.Framed)
        .Add("screen-length <lines> temporary", (shell, args) => ScreenLength(shell, args[0]))
        .Add("undo screen-length temporary", (shell, _) => ScreenLength(shell, "24"))
        .Add("quit", (shell, _) => shell.Leave())
        .Add("save", (shell, _) => Save(shell))
        .Add("display version", (shell, _) => shell.Output(VrpOutputs.Version(shell.Sim)))
        .Add("display device", (shell, _) => shell.Output(VrpOutputs.DeviceState(shell.Sim)))
        .Add("display esn", (shell, _) => shell.Output($"ESN of slot 0: {shell.Sim.Facts.Serial}\n"))
        .Add("display users", (shell, _) => shell.Output(
            $"  User-Intf    Delay    Type   Network Address     AuthenStatus    AuthorcmdFlag\n"
                + "+ 34  VTY 0   00:00:00  SSH    127.0.0.1                      pass               no   "
                + $"Username : {shell.Request.User}\n"))
        .Add("display ip interface brief", (shell, _) => shell.Output(VrpOutputs.InterfaceBrief(shell)))
        .Add("display ip routing-table", (shell, _) => shell.Output(VrpOutputs.Routes(shell)))
        .Add("display vlan", (shell, _) => shell.Output(VrpOutputs.Vlans(shell)))
        .Add("reboot", (shell, _) => shell.Session.Ask(
            "Info: The system is now comparing the configuration, please wait.\nSystem will reboot! Continue ? [y/n]:", secret: false,
                answer =>
            {
                if (answer is "y" or "Y")
                {
                    shell.Leave();
                }
            }));

    public override string Greeting =>
        (Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n" : "")
            + "\nInfo: The max number of VTY users is 10, and the number\n      of current VTY users on line is 1.\n"
            + System.FormattableString.Invariant($"      The current login time is {Device.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss}+00:00.\n");

    public override PagerStyle PagerStyle => PagerStyle.Vrp;

    protected override string EnterText => "Enter system view, return user view with Ctrl+Z.\n";

    protected override CommandTree<ViewShell> Commands => Tree;

    protected override string Refusal(ViewFit fit, string line, int position) => Marked(position, "Error: ", fit);

    private static void ScreenLength(ViewShell shell, string text)
    {
        if (int.TryParse(text, out var lines) && lines is >= 0 and <= 512)
        {
            shell.Session.PageLength = lines;
            shell.Session.Write("Info: The configuration takes effect on the current user terminal interface only.\n");
        }
        else
        {
            shell.Session.Write(shell.RejectText(text));
        }
    }

    private static void Save(ViewShell shell) =>
        shell.Session.Ask("The current configuration will be written to flash:/vrpcfg.zip.\nAre you sure to continue?[Y/N]",
            secret: false, answer =>
        {
            if (answer.Trim() is "y" or "Y")
            {
                shell.SaveConfig();
                shell.Session.Write("Now saving the current configuration to the slot 0.\nSave the configuration successfully.\n");
            }
        });
}
