using System.Management.Automation;
using System.Reflection;

namespace NetBatch.Loader;

/// <summary>
/// The cmdlets, loaded and made the module's own. Its script asks for one by a cast, which PowerShell does by itself: for a
/// method that is called from a script a call site is compiled first, which takes 15 ms of every import.
/// </summary>
public sealed class ModuleImport
{
    [ThreadStatic]
    private static Exception? refusal;

    private ModuleImport()
    {
    }

    /// <summary>Why the last cast of this thread came to nothing, for a cast that fails tells no reason.</summary>
    public static Exception? Refusal => refusal;

    /// <summary>Imports the cmdlets into the module of a script block.</summary>
    /// <param name="removed">What is run when the module goes.</param>
    public static explicit operator ModuleImport(ScriptBlock removed) => FromScriptBlock(removed);

    /// <summary>
    /// Imports the cmdlets into the module of a script block. PowerShell's way, Import-Module of an assembly in a script, looks
    /// at each type of it for cmdlets and imports a module within the module: a third of the whole import. It also adds them
    /// nowhere on a reload and in a further runspace. The members that do it here are not public.
    /// </summary>
    /// <param name="removed">What is run when the module goes.</param>
    /// <exception cref="InvalidOperationException">Another NetBatch is loaded, or this PowerShell is not made like 7.6.</exception>
    public static ModuleImport FromScriptBlock(ScriptBlock removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        try
        {
            AddCmdlets(removed.Module);
            removed.Module.OnRemove = removed;
            return new ModuleImport();
        }
        catch (Exception reason)
        {
            refusal = reason;
            throw;
        }
    }

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static void AddCmdlets(PSModuleInfo module)
    {
        var assembly = ModuleLoader.Load(module.ModuleBase);
        // As delegates, for a method that is invoked by reflection is compiled anew on its second call.
        var add = Member<Action<PSModuleInfo, CmdletInfo>>(typeof(PSModuleInfo).GetMethod("AddExportedCmdlet", Hidden));
        var owner = Member<Action<CommandInfo, PSModuleInfo>>(typeof(CommandInfo).GetProperty(nameof(CommandInfo.Module))?.SetMethod);
        var help = Member<Action<CmdletInfo, string>>(typeof(CmdletInfo).GetProperty(nameof(CmdletInfo.HelpFile))?.SetMethod);
        var file = assembly.GetName().Name + ".dll-Help.xml";
        foreach (var name in CmdletNames(module.ModuleBase))
        {
            var type = assembly.GetType($"NetBatch.Commands.{name.Replace("-", "", StringComparison.Ordinal)}Command", throwOnError: true)!;
            var cmdlet = new CmdletInfo(name, type);
            owner(cmdlet, module);
            help(cmdlet, file);
            add(module, cmdlet);
        }
    }

    /// <summary>The names that the manifest exports, with or without commas and brackets: a gallery writes the list anew.</summary>
    private static List<string> CmdletNames(string root)
    {
        var manifest = File.ReadAllText(Path.Combine(root, "NetBatch.psd1"));
        var parts = manifest[manifest.IndexOf("CmdletsToExport", StringComparison.Ordinal)..].Split('\'');
        List<string> names = [];
        for (var i = 1; i + 1 < parts.Length; i += 2)
        {
            names.Add(parts[i]);
            if (parts[i + 1].Trim() is not ("" or ","))
            {
                break;
            }
        }

        return names;
    }

    private static T Member<T>(MethodInfo? found)
        where T : Delegate =>
        (found is null ? null : (T?)Delegate.CreateDelegate(typeof(T), found, throwOnBindFailure: false))
        ?? throw new InvalidOperationException(
            "This PowerShell exports cmdlets in another way than 7.6 does; NetBatch needs an update for it.");
}
