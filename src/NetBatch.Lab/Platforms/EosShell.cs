using System.Globalization;
using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>Arista EOS, with configure session.</summary>
internal sealed class EosShell : IosLikeShell
{
    private static readonly CommandTree<IosLikeShell> Tree = new CommandTree<IosLikeShell>()
        .AddCommon()
        .AddStartup("Copy completed successfully.\n")
        .Add("copy running-config startup-config", (shell, _) => IosLikeCommands.Save(shell, "Copy completed successfully.\n"), 15)
        .Add("enable", (shell, _) => shell.Enable())
        .Add("disable", (shell, _) => shell.Disable())
        .Add("configure", (shell, _) => shell.EnterConfig(), 15)
        .AddSessions()
        .AddFlash((shell, url) =>
        {
            FlashFiles.Save(shell, url);
            shell.Session.Write("Copy completed successfully.\n");
        })
        .Add("configure replace <url>", (shell, args) => Replace(shell, args[0]), 15)
        .Add("configure replace <url> [rest]", (shell, args) => Replace(shell, args[0]), 15)
        .Add("delete <url>", (shell, args) => FlashFiles.Delete(shell, args[0]), 15)
        .Add("show version", (shell, _) => shell.Output(Version(shell.Sim)))
        .Add("show hostname", (shell, _) => shell.Output($"Hostname: {shell.Sim.HostName}\nFQDN:     {shell.Sim.HostName}.lab.example\n"))
        .Add("show ip interface brief", (shell, _) => shell.Output(InterfaceBrief(shell.Sim)))
        .Add("show interfaces", (shell, _) => shell.Output(IosOutputs.Interfaces(shell.Sim, null)))
        .Add("show interfaces <name>", (shell, args) => shell.Output(IosOutputs.Interfaces(shell.Sim, args[0])))
        .Add("show ip route", (shell, _) => shell.Output("\nVRF: default\n" + IosOutputs.Route(shell.Sim)))
        .Add("show ip ospf neighbor", (shell, _) => shell.Output(Neighbors(shell.Sim)))
        .Add("show inventory",
            (shell, _) => shell.Output(
                $"System information\n  Model                    Description\n  ------------------------ "
                    + $"----------------------------------------------------\n  {shell.Sim.Facts.Model,-24} EOS in a virtual "
                    + $"machine\n\n  HW Version  Serial Number  Mfg Date   Epoch\n  ----------- -------------- ---------- "
                    + $"-----\n              {shell.Sim.Facts.Serial}\n"))
        .Add("show users", (shell, _) =>
            shell.Output($"    Line      User        Host(s)       Idle        Location\n*  1 vty 7    "
                + $"{shell.Request.User,-11} idle          00:00:00    127.0.0.1\n"))
        .Add("reload", (shell, _) => shell.Confirm("Proceed with reload? [confirm]", shell.Leave), 15);

    private string? session;
    private int baseVersion;

    public EosShell(SimDevice device, SessionRequest request)
        : base(device, request, Grammars.Eos, new ConfigStyle(3, "!"))
    {
    }

    public override LongLines LongLines => LongLines.Fold;

    public override string Prompt
    {
        get
        {
            var name = Device.HostName;
            if (Editor is null)
            {
                return name + (Privilege == 15 ? "#" : ">");
            }

            var place = Editor.Place is { } line && line.StartsWith("interface ", StringComparison.Ordinal) ? "-if-" + Short(line[10..])
                : Editor.Mode["config".Length..];
            return $"{name}(config{(session is null ? "" : "-s-" + session[..Math.Min(6, session.Length)])}{place})#";
        }
    }

    public override PagerStyle PagerStyle => PagerStyle.Eos;

    protected override CommandTree<IosLikeShell> Commands => Tree;

    protected override ConfigNode Edited =>
        session is null ? Device.Running
        // A timed revert that ran out has taken the session away.
        : Device.Candidates.TryGetValue(session, out var candidate) ? candidate
        : Device.Candidates[session] = Device.Running.Copy();

    public override string RunningText(ConfigNode config) =>
        $"! Command: show running-config\n! device: {Device.HostName} ({Device.Facts.Model}, EOS-{Device.Facts.Version})\n!\n"
            + ConfigText.Write(config, Grammar, Style).TrimStart('!').TrimStart('\n') + "end\n";

    public override void EnterConfig() => Editor = new ConfigEditor(Grammar, () => Edited);

    protected override string EnableRefused => "% Bad secret\n";

    protected override void Changed()
    {
        if (session is null)
        {
            base.Changed();
        }
    }

    protected override void End()
    {
        // A session that is left stays pending; commit or abort end it.
        session = null;
        base.End();
    }

    protected override bool ConfigCommand(string text)
    {
        if (this.session is { } session && (text is "commit" or "abort" || text.StartsWith("commit ", StringComparison.Ordinal)))
        {
            if (EosSessions.Finish(this, session, text, baseVersion))
            {
                End();
            }

            return true;
        }

        if (this.session is not null && text.StartsWith("show session-config", StringComparison.Ordinal))
        {
            TakePipe(text);
            Output(text.EndsWith("diffs", StringComparison.Ordinal) ? LineDiff.Of(RunningText(Device.Running), RunningText(Edited))
                : RunningText(Edited));
            return true;
        }

        // EOS takes show commands, and write, in configuration mode too.
        if (text.StartsWith("show ", StringComparison.OrdinalIgnoreCase) || text is "write" or "write memory")
        {
            ExecuteCommand(text);
            return true;
        }

        return false;
    }

    protected override string Error(MatchKind kind, string line, int position) =>
        kind switch
        {
            MatchKind.Ambiguous => "% Ambiguous command\n",
            MatchKind.Incomplete => "% Incomplete command\n",
            _ when Editor is null && Privilege < 15 && Tree.Find(line, 15).Kind == MatchKind.Command =>
                "% Invalid input (privileged mode required)\n",
            _ => "% Invalid input\n",
        };

    /// <summary>Enters a session, with the running config of now where it is a new one.</summary>
    public void EnterSession(string? name = null)
    {
        name ??= "sess-" + (Device.Candidates.Count + 1).ToString(CultureInfo.InvariantCulture);
        Device.Candidates.TryAdd(name, Device.Running.Copy());
        session = name;
        baseVersion = Device.ConfigVersion;
        EnterConfig();
    }

    private static void Replace(IosLikeShell shell, string url)
    {
        if (FlashFiles.Find(shell.Sim, url) is not { } saved)
        {
            shell.Session.Write($"% Error opening {url} (No such file or directory)\n");
            return;
        }

        shell.Sim.Running.Become(saved);
        shell.Sim.ConfigChanged();
    }

    private static string Short(string name)
    {
        var digits = name.AsSpan().IndexOfAnyInRange('0', '9');
        return digits < 0 ? name : name[..Math.Min(2, digits)] + name[digits..];
    }

    private static string Version(SimDevice device)
    {
        var up = device.Now - device.Facts.BootedAt;
        return $"Arista {device.Facts.Model}\nHardware version: \nSerial number: {device.Facts.Serial}\nHardware MAC address: "
            + $"{device.Facts.DottedMac}\nSystem MAC address: {device.Facts.DottedMac}\n\n" +
            $"Software image version: {device.Facts.Version}\nArchitecture: x86_64\nInternal build version: "
                + $"{device.Facts.Version}-35442146.4312F\n\n" +
            string.Create(CultureInfo.InvariantCulture,
                $"Uptime: {up.Days / 7} weeks, {up.Days % 7} days, {up.Hours} hours and {up.Minutes} minutes\nTotal memory: 2006640 "
                    + $"kB\nFree memory: 1134208 kB\n\n");
    }

    private static string InterfaceBrief(SimDevice device)
    {
        var text = new StringBuilder(
            "                                                                             Address\nInterface         IP "
                + "Address            Status       Protocol         MTU    Owner  \n----------------- --------------------- "
                + "------------ ------------ ---------- -------\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running).Where(one => one.Address is not null))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{one.Name,-17} {$"{one.Address}/{CommonOutputs.PrefixLength(one.Mask)}",-21} {(one.Enabled ? "up" : "admin down"),-12} "
                    + $"{(one.Up ? "up" : "down"),-12} {1500,10}        \n");
        }

        return text.ToString();
    }

    private static string Neighbors(SimDevice device)
    {
        var text = new StringBuilder(
            "Neighbor ID     Instance VRF      Pri State                  Dead Time   Address         Interface\n");
        foreach (var neighbor in device.Facts.Neighbors)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{neighbor.RouterId,-15} 1        default  1   {(neighbor.Place == 0 ? "FULL/DR" : "FULL/BDR"),-22} 00:00:3"
                    + $"{neighbor.Place}    {neighbor.Address,-15} Ethernet{neighbor.Place + 1}\n");
        }

        return text.ToString();
    }
}
