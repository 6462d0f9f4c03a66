using NetBatch.Lab.Cli;
using NetBatch.Lab.Configs;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>Configurations in files of the device, which its copy and replace commands read and write.</summary>
internal static class FlashFiles
{
    private static readonly string[] Systems = ["flash:", "bootflash:", "disk0:", "nvram:", "unix:"];

    /// <summary>The commands that all platforms with files have; how they answer differs.</summary>
    public static CommandTree<IosLikeShell> AddFlash(this CommandTree<IosLikeShell> tree, Action<IosLikeShell, string> copy) => tree
        .Add("copy running-config <url>", (shell, args) =>
        {
            if (IsUrl(args[0]))
            {
                copy(shell, args[0]);
            }
            else
            {
                shell.Session.Write(shell.RejectWord(args[0]));
            }
        }, 15)
        .Add("more <url>", (shell, args) =>
            shell.Output(Find(shell.Sim, args[0]) is { } saved ? shell.RunningText(saved) : NotFound(args[0])), 15);

    /// <summary>The name under which a file stands: <c>flash:/x</c> and <c>flash:x</c> are one file.</summary>
    public static string Name(string url) => url.Replace(":/", ":", StringComparison.Ordinal);

    /// <summary>A file of another name in the same file system.</summary>
    public static string In(string url, string name) =>
        name.Contains(':', StringComparison.Ordinal) ? name : url[..(url.IndexOf(':', StringComparison.Ordinal) + 1)] + name;

    /// <summary>The configuration in a file, or null.</summary>
    public static ConfigNode? Find(SimDevice device, string url) =>
        Name(url) is "nvram:startup-config" or "startup-config" ? device.Startup : device.Files.GetValueOrDefault(Name(url))?.Config;

    public static void Save(IosLikeShell shell, string url) =>
        shell.Sim.Files[Name(url)] = new SavedConfig(shell.Sim.Running.Copy(), shell.Sim.Now, shell.Request.User);

    public static void Delete(IosLikeShell shell, string url)
    {
        if (!shell.Sim.Files.Remove(Name(url)))
        {
            shell.Session.Write($"%Error deleting {url} (No such file or directory)\n");
        }
    }

    public static string NotFound(string url) => $"%Error opening {url} (No such file or directory)\n";

    private static bool IsUrl(string text) =>
        Array.Exists(Systems, system => text.Length > system.Length && text.StartsWith(system, StringComparison.Ordinal));
}
