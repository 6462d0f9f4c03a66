using System.Globalization;
using NetBatch.Lab.Cli;
using NetBatch.Lab.Devices;

namespace NetBatch.Lab.Platforms;

/// <summary>
/// Checkpoints and rollback of NX-OS, which has no timed revert. Rules after Cisco's "Nexus 9000 System Management Configuration Guide",
/// chapter "Configuring Rollback": ten user checkpoints, names of up to 80 signs that may not begin with "system" and are never
/// overwritten.
/// </summary>
internal static class NxosCheckpoints
{
    private const int Most = 10;

    public static CommandTree<IosLikeShell> AddCheckpoints(this CommandTree<IosLikeShell> tree) => tree
        .Add("checkpoint", (shell, _) =>
            Create(shell, string.Create(CultureInfo.InvariantCulture, $"user-checkpoint-{shell.Sim.Files.Count + 1}"), named: false))
        .Add("checkpoint <name>", (shell, args) => Create(shell, args[0], named: true))
        .Add("checkpoint <name> description [rest]", (shell, args) => Create(shell, args[0], named: true))
        .Add("no checkpoint <name>", (shell, args) => Remove(shell, args[0]))
        .Add("clear checkpoint database", (shell, _) => shell.Sim.Files.Clear())
        .Add("rollback running-config checkpoint <name>", (shell, args) => RollBack(shell, args[0]))
        .Add("rollback running-config checkpoint <name> atomic", (shell, args) => RollBack(shell, args[0]))
        .Add("rollback running-config checkpoint <name> best-effort", (shell, args) => RollBack(shell, args[0]))
        .Add("rollback running-config checkpoint <name> stop-at-first-failure", (shell, args) => RollBack(shell, args[0]))
        .Add("show checkpoint summary", (shell, _) => shell.Output(Summary(shell)))
        .Add("show checkpoint <name>", (shell, args) =>
            shell.Output(shell.Sim.Files.TryGetValue(args[0], out var saved) ? shell.RunningText(saved.Config) : Missing(args[0])))
        .Add("show diff rollback-patch checkpoint <name> running-config", (shell, args) => shell.Output(Difference(shell, args[0])));

    private static void Create(IosLikeShell shell, string name, bool named)
    {
        if (name.Length > 80 || name.StartsWith("system", StringComparison.OrdinalIgnoreCase))
        {
            shell.Session.Write($"ERROR: Checkpoint name {name} is not valid\n");
        }
        else if (named && shell.Sim.Files.ContainsKey(name))
        {
            shell.Session.Write($"ERROR: Checkpoint {name} already exists\n");
        }
        else if (shell.Sim.Files.Count >= Most)
        {
            shell.Session.Write("ERROR: Maximum number of checkpoints reached\n");
        }
        else
        {
            shell.Sim.Files[name] = new SavedConfig(shell.Sim.Running.Copy(), shell.Sim.Now, shell.Request.User);
            shell.Session.Write((named ? "" : name + " created Successfully\n") + "..............................Done\n");
        }
    }

    private static void Remove(IosLikeShell shell, string name)
    {
        if (!shell.Sim.Files.Remove(name))
        {
            shell.Session.Write(Missing(name));
        }
    }

    private static void RollBack(IosLikeShell shell, string name)
    {
        if (!shell.Sim.Files.TryGetValue(name, out var saved))
        {
            shell.Session.Write(Missing(name));
            return;
        }

        if (Same(shell, saved))
        {
            shell.Session.Write("Note: Applying config parallelly may fail Rollback verification\nCollecting "
                + "Running-Config\n#Generating Rollback Patch\nRollback Patch is Empty\n\nRollback completed successfully.\n\n");
            return;
        }

        shell.Sim.Running.Become(saved.Config);
        shell.Sim.ConfigChanged();
        shell.Session.Write(
            "Note: Applying config parallelly may fail Rollback verification\nCollecting Running-Config\n#Generating Rollback "
                + "Patch\nExecuting Rollback Patch\nGenerating Running-config for verification\n" +
            "Generating Patch for verification\nVerification is Successful.\n\nRollback completed successfully.\n\n");
    }

    private static bool Same(IosLikeShell shell, SavedConfig saved) =>
        shell.RunningText(saved.Config) == shell.RunningText(shell.Sim.Running);

    private static string Difference(IosLikeShell shell, string name) =>
        !shell.Sim.Files.TryGetValue(name, out var saved) ? Missing(name)
        : "Collecting Running-Config\n#Generating Rollback Patch\n"
            + (Same(shell, saved) ? "Rollback Patch is Empty\n"
                : "!!\n" + LineDiff.Of(shell.RunningText(saved.Config), shell.RunningText(shell.Sim.Running)));

    private static string Summary(IosLikeShell shell) =>
        "User Checkpoint Summary\n--------------------------------------------------------------------------------\n" +
        string.Concat(shell.Sim.Files.Select((file, at) => string.Create(
            CultureInfo.InvariantCulture,
            $"{at + 1}) {file.Key}:\nCreated by {file.Value.User}\nCreated at "
                + $"{file.Value.At.UtcDateTime:ddd, HH:mm:ss dd MMM yyyy}\nSize is "
                + $"{shell.RunningText(file.Value.Config).Length:N0} bytes\nDescription: None\n\n")));

    private static string Missing(string name) => $"ERROR: Checkpoint {name} does not exist\n";
}
