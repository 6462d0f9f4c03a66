using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;

namespace NetBatch.Lab.Platforms;

/// <summary>Cisco IOS and IOS-XE.</summary>
internal sealed class IosShell(SimDevice device, SessionRequest request)
    : IosLikeShell(device, request, Grammars.Ios, new ConfigStyle(1, "!"))
{
    private static readonly CommandTree<IosLikeShell> Tree = new CommandTree<IosLikeShell>()
        .AddCommon()
        .AddStartup("Building configuration...\n[OK]\n")
        .AddSafety()
        .Add("enable", (shell, _) => shell.Enable())
        .Add("disable", (shell, _) => shell.Disable())
        .Add("show version", (shell, _) => shell.Output(IosOutputs.Version(shell.Sim)))
        .Add("show ip interface brief", (shell, _) => shell.Output(IosOutputs.InterfaceBrief(shell.Sim)))
        .Add("show interfaces", (shell, _) => shell.Output(IosOutputs.Interfaces(shell.Sim, null)))
        .Add("show interfaces <name>", (shell, args) => shell.Output(IosOutputs.Interfaces(shell.Sim, args[0])))
        .Add("show ip route", (shell, _) => shell.Output(IosOutputs.Route(shell.Sim)))
        .Add("show ip ospf neighbor",
            (shell, _) => shell.Output(CommonOutputs.OspfNeighbors(shell.Sim.Facts, place => $"GigabitEthernet0/{place}")))
        .Add("show inventory", (shell, _) => shell.Output(IosOutputs.Inventory(shell.Sim)))
        .Add("show users", (shell, _) => shell.Output(IosOutputs.Users(shell.Request.User)))
        .Add("show privilege", (shell, _) => shell.Output($"Current privilege level is {shell.Privilege}\n"))
        .Add("show processes cpu", (shell, _) => shell.Output(IosOutputs.Cpu(shell.Sim)))
        .Add("clear counters", (shell, _) => shell.Confirm("Clear \"show interface\" counters on all interfaces [confirm]", () => { }), 15)
        .Add("reload", (shell, _) => shell.Confirm("Proceed with reload? [confirm]", shell.Leave), 15);

    private string Name => Device.HostName;

    public override string Prompt =>
        Editor is null ? Name + (Privilege == 15 ? "#" : ">")
        // In configuration mode IOS shows sixteen characters of the name.
        : $"{(Name.Length > 16 ? Name[..16] : Name)}({Editor.Mode})#";

    protected override CommandTree<IosLikeShell> Commands => Tree;

    public override string RunningText(ConfigNode config)
    {
        var text = ConfigText.Write(config, Grammar, Style) + "end\n";
        return $"Building configuration...\n\nCurrent configuration : {text.Length + text.Count(sign => sign == '\n')} bytes\n{text}\n";
    }

    protected override string Error(MatchKind kind, string line, int position)
    {
        if (kind == MatchKind.Ambiguous)
        {
            return $"% Ambiguous command:  \"{line.Trim()}\"\n";
        }

        if (kind == MatchKind.Incomplete)
        {
            return "% Incomplete command.\n\n";
        }

        // With no ip domain lookup a single unknown word is not tried as a host's name.
        return Editor is null && !line.Trim().Contains(' ', StringComparison.Ordinal)
            ? "% Unknown command or computer name, or unable to find computer address\n"
            : new string(' ', Prompt.Length + position) + "^\n% Invalid input detected at '^' marker.\n\n";
    }
}
