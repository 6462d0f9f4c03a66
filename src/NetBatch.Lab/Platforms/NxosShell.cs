using System.Globalization;
using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>Cisco NX-OS. Its users begin privileged.</summary>
internal sealed class NxosShell : IosLikeShell
{
    private static readonly CommandTree<IosLikeShell> Tree = new CommandTree<IosLikeShell>()
        .AddCommon()
        .AddStartup("[########################################] 100%\nCopy complete.\n")
        .Add("copy running-config startup-config",
            (shell, _) => IosLikeCommands.Save(shell, "[########################################] 100%\nCopy complete.\n"))
        .AddCheckpoints()
        .Add("show version", (shell, _) => shell.Output(Version(shell.Sim)))
        .Add("show ip interface brief", (shell, _) => shell.Output(InterfaceBrief(shell.Sim)))
        .Add("show interface", (shell, _) => shell.Output(IosOutputs.Interfaces(shell.Sim, null)))
        .Add("show interface <name>", (shell, args) => shell.Output(IosOutputs.Interfaces(shell.Sim, args[0])))
        .Add("show ip route", (shell, _) => shell.Output(Route(shell.Sim)))
        .Add("show ip ospf neighbors", (shell, _) => shell.Output(Neighbors(shell.Sim)))
        .Add("show inventory",
            (shell, _) => shell.Output(
                $"NAME: \"Chassis\",  DESCR: \"{shell.Sim.Facts.Model} Chassis\"\nPID: N9K-C9300v          ,  VID:     ,  SN: "
                    + $"{shell.Sim.Facts.Serial}\n\n"))
        .Add("show users", (shell, _) =>
            shell.Output($"NAME     LINE         TIME         IDLE          PID COMMENT\n{shell.Request.User,-8} pts/0        "
                + $"{shell.Sim.Now.UtcDateTime.ToString("MMM d HH:mm", CultureInfo.InvariantCulture)}   .            4211 (127.0.0.1) "
                + $"session=ssh *\n"))
        .Add("reload", (shell, _) => shell.Session.Ask("This command will reboot the system. (y/n)?  [n] ", secret: false, answer =>
        {
            if (answer is "y" or "Y")
            {
                shell.Leave();
            }
        }));

    private static readonly string[] ExecWords = ["show ", "copy ", "checkpoint", "no checkpoint ", "rollback "];

    public NxosShell(SimDevice device, SessionRequest request)
        : base(device, request, Grammars.Nxos, new ConfigStyle(2, "")) => Privilege = 15;

    public override string Prompt => Device.HostName + (Editor is null ? "# " : $"({Editor.Mode})# ");

    public override PagerStyle PagerStyle => PagerStyle.Nxos;

    protected override CommandTree<IosLikeShell> Commands => Tree;

    public override string RunningText(ConfigNode config) =>
        $"\n!Command: show running-config\n!Time: "
            + $"{Device.Now.UtcDateTime.ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture)}\n\n"
            + ConfigText.Write(config, Grammar, Style);

    public override void EnterConfig()
    {
        Session.Write("Enter configuration commands, one per line. End with CNTL/Z.\n");
        Editor = new ConfigEditor(Grammar, () => Edited);
    }

    protected override bool ConfigCommand(string text)
    {
        // NX-OS takes commands of the exec mode in configuration mode without a "do".
        if (!Array.Exists(ExecWords, word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        ExecuteCommand(text);
        return true;
    }

    protected override string Error(MatchKind kind, string line, int position) =>
        new string(' ', Prompt.Length + position) + "^\n% " + kind switch
        {
            MatchKind.Ambiguous => "Ambiguous command",
            MatchKind.Incomplete => "Incomplete command",
            _ => "Invalid command",
        } + " at '^' marker.\n";

    private static string Version(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return "Cisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\nCopyright (C) 2002-2023, Cisco "
            + "and/or its affiliates.\nAll rights reserved.\n\n" +
            $"Software\n  BIOS: version \n  NXOS: version {device.Facts.Version}\n  NXOS image file is: bootflash:///nxos64-cs."
                + $"{device.Facts.Version}.bin\n\n" +
            $"Hardware\n  cisco {device.Facts.Model} Chassis \n  Intel(R) Xeon(R) CPU with 10205916 kB of memory.\n  Processor Board ID "
                + $"{device.Facts.Serial}\n  Device name: {device.HostName}\n  bootflash:    4287040 kB\n\n" +
            string.Create(CultureInfo.InvariantCulture,
                $"Kernel uptime is {up.Days} day(s), {up.Hours} hour(s), {up.Minutes} minute(s), {up.Seconds} second(s)\n\nLast reset "
                    + $"\n  Reason: Unknown\n  System version: \n  Service: \n");
    }

    private static string InterfaceBrief(SimDevice device)
    {
        var text = new StringBuilder("IP Interface Status for VRF \"default\"(1)\nInterface            IP Address      Interface Status\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running).Where(one => one.Address is not null))
        {
            var state = one.Up ? "protocol-up/link-up/admin-up" : "protocol-down/link-down/admin-down";
            var name = one.Name.Replace("Ethernet", "Eth", StringComparison.Ordinal)
                .Replace("loopback", "Lo", StringComparison.OrdinalIgnoreCase);
            text.Append(CultureInfo.InvariantCulture, $"{name,-20} {one.Address,-15} {state}       \n");
        }

        return text.ToString();
    }

    private static string Route(SimDevice device)
    {
        var text = new StringBuilder(
            "IP Route Table for VRF \"default\"\n'*' denotes best ucast next-hop\n'[x/y]' denotes [preference/metric]\n\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running).Where(one => one.Up && one.Address is not null))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{one.Address}/32, ubest/mbest: 1/0, attached\n    *via {one.Address}, {one.Name}, [0/0], 2w1d, local\n");
        }

        return text.ToString();
    }

    private static string Neighbors(SimDevice device)
    {
        var text = new StringBuilder(
            $" OSPF Process ID 1 VRF default\n Total number of neighbors: {device.Facts.Neighbors.Count}\n Neighbor ID     Pri "
                + $"State            Up Time  Address         Interface\n");
        foreach (var neighbor in device.Facts.Neighbors)
        {
            text.Append(CultureInfo.InvariantCulture,
                $" {neighbor.RouterId,-15}   1 {(neighbor.Place == 0 ? "FULL/DR" : "FULL/BDR"),-16} 2w1d     {neighbor.Address,-15} Eth1/"
                    + $"{neighbor.Place + 1} \n");
        }

        return text.ToString();
    }
}
