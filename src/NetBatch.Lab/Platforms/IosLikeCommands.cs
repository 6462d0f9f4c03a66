using System.Globalization;
using NetBatch.Lab.Cli;

namespace NetBatch.Lab.Platforms;

/// <summary>Commands that IOS and its kin have in common.</summary>
internal static class IosLikeCommands
{
    public static CommandTree<IosLikeShell> AddCommon(this CommandTree<IosLikeShell> tree) => tree
        .Add("terminal length <lines>", (shell, args) => Number(shell, args[0], 0, 511, value => shell.Session.PageLength = value))
        .Add("terminal width <columns>", (shell, args) => Number(shell, args[0], 0, 32767, value => shell.Session.Width = value))
        .Add("terminal no monitor", (_, _) => { })
        .Add("terminal monitor", (_, _) => { })
        .Add("exit", (shell, _) => shell.Leave())
        .Add("logout", (shell, _) => shell.Leave())
        .Add("quit", (shell, _) => shell.Leave())
        .Add("show clock", (shell, _) => shell.Output(CommonOutputs.Clock(shell.Sim)))
        .Add("show logging", (shell, _) => shell.Output(CommonOutputs.Logging(shell.Sim)))
        .Add("show logging [rest]", (shell, _) => shell.Output(CommonOutputs.Logging(shell.Sim)))
        .Add("show tech-support", (shell, _) => shell.Output(CommonOutputs.TechSupport(shell.Sim)), 15)
        .Add("ping <address>", (shell, args) => shell.Output(CommonOutputs.Ping(args[0])))
        .Add("configure terminal", (shell, _) => shell.EnterConfig(), 15);

    /// <summary>The commands of platforms that keep a startup config.</summary>
    public static CommandTree<IosLikeShell> AddStartup(this CommandTree<IosLikeShell> tree, string saved) => tree
        .Add("show running-config", (shell, _) => shell.Output(shell.RunningText(shell.Sim.Running)), 15)
        .Add("show running-config all", (shell, _) => shell.Output(shell.RunningText(shell.Sim.Running)), 15)
        .Add("show running-config interface <name>", (shell, args) => shell.Output(CommonOutputs.InterfaceConfig(shell, args[0])), 15)
        .Add("show startup-config", (shell, _) => shell.Output(shell.RunningText(shell.Sim.Startup)), 15)
        .Add("copy running-config startup-config",
            (shell, _) => shell.Session.Ask("Destination filename [startup-config]? ", secret: false, _ => Save(shell, saved)), 15)
        .Add("write", (shell, _) => Save(shell, saved), 15)
        .Add("write memory", (shell, _) => Save(shell, saved), 15);

    public static void Save(IosLikeShell shell, string saved)
    {
        shell.Sim.Startup.Become(shell.Sim.Running);
        shell.Session.Write(saved);
    }

    private static void Number(IosLikeShell shell, string text, int low, int high, Action<int> use)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
        {
            use(value);
        }
        else
        {
            shell.Session.Write(shell.RejectWord(text));
        }
    }
}
