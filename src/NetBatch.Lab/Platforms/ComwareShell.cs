using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs.Views;

namespace NetBatch.Lab.Platforms;

/// <summary>HPE and H3C Comware 7 on a switch. Texts as in Oxidized's simulation of a 5130 and on captured consoles.</summary>
internal sealed class ComwareShell(SimDevice device, SessionRequest request) : UndoShell(device, request)
{
    private static readonly CommandTree<ViewShell> Tree = AddConfigs(new CommandTree<ViewShell>(), Framed)
        .Add("screen-length disable", (shell, _) => shell.Session.PageLength = 0)
        .Add("undo screen-length disable", (shell, _) => shell.Session.PageLength = 24)
        .Add("quit", (shell, _) => shell.Leave())
        .Add("save", (shell, _) => Ask(shell))
        .Add("save force", (shell, _) => Saved(shell))
        .Add("undo terminal monitor", (shell, _) => shell.Session.Write("The current terminal is disabled to display logs.\n"))
        .Add("display version", (shell, _) => shell.Output(Version(shell.Sim)))
        .Add("display device manuinfo", (shell, _) => shell.Output(
            $"Slot 1 CPU 0:\nDEVICE_NAME          : {shell.Sim.Facts.Model}\nDEVICE_SERIAL_NUMBER : {shell.Sim.Facts.Serial}\n"))
        .Add("display users", (shell, _) => shell.Output(
            $"  Idx  Line     Idle       Time              Pid     Type\n+ 0    VTY 0    00:00:00   Jan 01 00:00:00   610     SSH\n\n"
                + $"VTY 0   :\n        User name: {shell.Request.User}\n"))
        .Add("display vlan brief", (shell, _) => shell.Output(Vlans(shell)))
        .Add("reboot", (shell, _) => shell.Session.Ask("Start to check configuration with next startup configuration file, please "
            + "wait.........DONE!\nThis command will reboot the device. Continue? [Y/N]:", secret: false, answer =>
        {
            if (answer is "y" or "Y")
            {
                shell.Leave();
            }
        }));

    public override string Greeting =>
        Device.Spec.Banner is { } banner ? banner.TrimEnd('\n') + "\n"
            : "******************************************************************************\n"
                + "* Copyright (c) 2010-2023 Hewlett Packard Enterprise Development LP          *\n"
                + "* Without the owner's prior written consent,                                 *\n"
                + "* no decompiling or reverse-engineering shall be allowed.                    *\n"
                + "******************************************************************************\n\n";

    public override PagerStyle PagerStyle => PagerStyle.Comware;

    protected override string EnterText => "System View: return to User View with Ctrl+Z.\n";

    protected override CommandTree<ViewShell> Commands => Tree;

    protected override bool IsEverywhere(string word) => base.IsEverywhere(word) || word == "save";

    protected override string Refusal(ViewFit fit, string line, int position) => Marked(position, " % ", fit);

    public static string Framed(SimDevice device, string text) => $"#\n version {device.Facts.Version}\n{text}";

    private static string Version(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return string.Create(CultureInfo.InvariantCulture,
            $"HPE Comware Software, Version {device.Facts.Version}\nCopyright (c) 2010-2023 Hewlett Packard Enterprise Development LP\n"
                + $"HPE {device.Facts.Model} uptime is {up.Days / 7} weeks, {up.Days % 7} days, {up.Hours} hours, {up.Minutes} minutes\n"
                + $"Last reboot reason : Cold reboot\n");
    }

    private static string Vlans(ViewShell shell) =>
        "Brief information about all VLANs:\nSupported Minimum VLAN ID: 1\nSupported Maximum VLAN ID: 4094\nDefault VLAN ID: 1\n"
            + "VLAN ID   Name                             Port\n"
            + string.Concat(shell.Config.Root.Children.Where(node => node.Rule!.Literals == "vlan")
                .Select(node => $"{node.Names[0],-9} VLAN {node.Names[0].PadLeft(4, '0')}\n"));

    private static void Ask(ViewShell shell) =>
        shell.Session.Ask("The current configuration will be written to the device. Are you sure? [Y/N]:", secret: false, yes =>
        {
            if (yes.Trim() is not ("y" or "Y"))
            {
                return;
            }

            shell.Session.Ask("Please input the file name(*.cfg)[flash:/startup.cfg]\n"
                + "(To leave the existing filename unchanged, press the enter "
                + "key):", secret: false, _ => shell.Session.Ask("flash:/startup.cfg exists, overwrite? [Y/N]:", secret: false, over =>
            {
                if (over.Trim() is "y" or "Y")
                {
                    Saved(shell);
                }
            }));
        });

    private static void Saved(ViewShell shell)
    {
        shell.SaveConfig();
        shell.Session.Write("Validating file. Please wait...\nSaved the current configuration to mainboard device successfully.\n");
    }
}
