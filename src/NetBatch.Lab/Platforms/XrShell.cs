using System.Globalization;
using System.Text;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>Cisco IOS-XR: a candidate configuration with commit, time stamps before outputs.</summary>
internal sealed partial class XrShell : IosLikeShell
{
    private static readonly CommandTree<IosLikeShell> Tree = new CommandTree<IosLikeShell>()
        .AddCommon()
        .Add("terminal exec prompt no-timestamp", (shell, _) => ((XrShell)shell).stamps = false)
        .Add("terminal exec prompt timestamp", (shell, _) => ((XrShell)shell).stamps = true)
        .Add("configure", (shell, _) => shell.EnterConfig())
        .Add("configure exclusive", (shell, _) => ((XrShell)shell).EnterExclusive())
        .Add("show running-config", (shell, _) => shell.Output(shell.RunningText(shell.Sim.Running)))
        .Add("show running-config interface <name>", (shell, args) => shell.Output(CommonOutputs.InterfaceConfig(shell, args[0])))
        .Add("show configuration failed", (shell, _) => ((XrShell)shell).ShowFailed())
        .Add("show configuration commit list", (shell, _) => shell.Output(CommitList(shell.Sim)))
        .Add("show configuration commit list detail", (shell, _) => shell.Output(CommitDetails(shell.Sim)))
        .Add("show configuration commit list <count>", (shell, _) => shell.Output(CommitList(shell.Sim)))
        .Add("show configuration sessions", (shell, _) => shell.Output(Sessions(shell.Sim, detail: false)))
        .Add("show configuration sessions detail", (shell, _) => shell.Output(Sessions(shell.Sim, detail: true)))
        .Add("rollback configuration last <count>", (shell, args) => ((XrShell)shell).RollBack(args[0]))
        .Add("rollback configuration to <id>", (shell, args) => ((XrShell)shell).RollBackTo(args[0]))
        .Add("rollback configuration <id>", (shell, args) => ((XrShell)shell).RollBackOne(args[0]))
        .Add("show version", (shell, _) => shell.Output(Version(shell.Sim)))
        .Add("show ip interface brief", (shell, _) => shell.Output(InterfaceBrief(shell.Sim)))
        .Add("show ipv4 interface brief", (shell, _) => shell.Output(InterfaceBrief(shell.Sim)))
        .Add("show ospf neighbor",
            (shell, _) => shell.Output(CommonOutputs.OspfNeighbors(shell.Sim.Facts, place => $"GigabitEthernet0/0/0/{place}")))
        .Add("show inventory",
            (shell, _) => shell.Output(
                $"NAME: \"0/RP0\", DESCR: \"{shell.Sim.Facts.Model} Route Processor\"\nPID: R-IOSXRV9000-RP-C  , VID: V01, SN: "
                    + $"{shell.Sim.Facts.Serial}\n\n"))
        .Add("show users", (shell, _) =>
            shell.Output($"   Line            User                 Service  Conns   Idle        Location\n*  vty0            "
                + $"{shell.Request.User,-20} ssh          0  00:00:00    127.0.0.1\n"))
        .Add("reload", (shell, _) => shell.Confirm("Proceed with reload? [confirm]", shell.Leave));

    private ConfigNode? candidate;
    private int baseVersion;
    private bool changed;
    private bool stamps = true;
    private bool exclusive;
    private string? failed;

    public XrShell(SimDevice device, SessionRequest request)
        : base(device, request, Grammars.Xr, new ConfigStyle(1, "!")) => Privilege = 15;

    public override string Prompt
    {
        get
        {
            var name = Device.HostName;
            return Editor is null ? $"RP/0/RP0/CPU0:{name}#" : $"RP/0/RP0/CPU0:{(name.Length > 31 ? name[..31] : name)}({Editor.Mode})#";
        }
    }

    protected override CommandTree<IosLikeShell> Commands => Tree;

    protected override ConfigNode Edited => candidate ??= Device.Running.Copy();

    public override string RunningText(ConfigNode config) =>
        $"Building configuration...\n!! IOS XR Configuration {Device.Facts.Version}\n" + ConfigText.Write(config, Grammar, Style)
            + "end\n\n";

    public override void EnterConfig()
    {
        if (Device.ExclusiveBy is not null && !exclusive)
        {
            Session.Write($"% Failed to get exclusive access: configuration is locked by user {Device.ExclusiveBy}\n");
            return;
        }

        candidate = Device.Running.Copy();
        baseVersion = Device.ConfigVersion;
        changed = false;
        Editor = new ConfigEditor(Grammar, () => Edited);
    }

    // A line that says what stands there already is no change.
    private bool IsChanged => changed && ConfigText.Write(Edited, Grammar, Style) != ConfigText.Write(Device.Running, Grammar, Style);

    protected override void Changed() => changed = true;

    protected override void BeforeCommand()
    {
        if (stamps)
        {
            Session.Write("\n" + Device.Now.UtcDateTime.ToString("ddd MMM d HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture) + "\n");
        }
    }

    protected override void End()
    {
        if (OnTrial)
        {
            LeaveTrial();
            return;
        }

        if (!IsChanged)
        {
            if (Device.Revert.IsPending)
            {
                Session.Write("No changes will be saved because there is a concurrent trial configuration session.\n");
            }

            Drop();
            return;
        }

        Session.Ask("Uncommitted changes found, commit them before exiting(yes/no/cancel)? [cancel]:", secret: false, answer =>
        {
            switch (answer.Trim().ToLowerInvariant())
            {
                case "yes" or "y":
                    if (Commit([]))
                    {
                        Drop();
                    }

                    break;
                case "no" or "n":
                    Drop();
                    break;
            }
        });
    }

    protected override bool ConfigCommand(string text)
    {
        switch (text)
        {
            case "abort" when OnTrial:
                LeaveTrial();
                return true;
            case "abort":
                Drop();
                return true;
            case "root":
                while (Editor!.Leave())
                {
                }

                return true;
            case "clear":
                EnterConfig();
                return true;
            case "show":
            case "show configuration":
                TakePipe(text);
                Output(LineDiff.Of(RunningText(Device.Running), RunningText(Edited)));
                return true;
            case "commit replace":
                Session.Ask("This commit will replace or remove the entire running configuration. This\noperation can be service "
                    + "affecting.\nDo you wish to proceed? [no]: ", secret: false, answer =>
                {
                    if (answer is "yes" or "y")
                    {
                        Commit([]);
                    }
                });
                return true;
        }

        if (text == "commit" || text.StartsWith("commit ", StringComparison.Ordinal))
        {
            Commit(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            return true;
        }

        if (text.StartsWith("show ", StringComparison.Ordinal))
        {
            ExecuteCommand(text);
            return true;
        }

        return false;
    }

    protected override string Error(MatchKind kind, string line, int position) =>
        kind switch
        {
            MatchKind.Ambiguous => $"{new string(' ', Prompt.Length + position)}^\n% Ambiguous command at '^' marker.\n",
            MatchKind.Incomplete => "% Incomplete command.\n",
            _ => $"{new string(' ', Prompt.Length + position)}^\n% Invalid input detected at '^' marker.\n",
        };

    private void EnterExclusive()
    {
        if (Device.Revert.IsPending)
        {
            Session.Write("Cannot enter exclusive mode. A trial commit is underway in another configuration session.\n");
            return;
        }

        if (Device.ExclusiveBy is null)
        {
            exclusive = true;
            Device.ExclusiveBy = Request.User;
        }

        EnterConfig();
    }

    private void Drop()
    {
        changed = false;
        candidate = null;
        Release();
        base.End();
    }

    public override void Closed() => Release();

    private void Release()
    {
        if (exclusive)
        {
            exclusive = false;
            Device.ExclusiveBy = null;
        }
    }

    private static string Version(SimDevice device) =>
        $"Cisco IOS XR Software, Version {device.Facts.Version}\nCopyright (c) 2013-2023 by Cisco Systems, Inc.\n\nBuild Information:\n "
            + $"Built By     : lab\n Version      : {device.Facts.Version}\n\ncisco {device.Facts.Model} () processor\nSystem uptime is "
            + $"{device.Facts.Uptime(device.Now)}\n\n";

    private static string InterfaceBrief(SimDevice device)
    {
        var text = new StringBuilder("\nInterface                      IP-Address      Status          Protocol Vrf-Name\n");
        foreach (var one in CommonOutputs.Interfaces(device.Running, "ipv4 address "))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{one.Name,-30} {one.Address ?? "unassigned",-15} {(one.Enabled ? one.Up ? "Up" : "Down" : "Shutdown"),-15} "
                    + $"{(one.Up ? "Up" : "Down"),-8} default \n");
        }

        return text.ToString();
    }
}
