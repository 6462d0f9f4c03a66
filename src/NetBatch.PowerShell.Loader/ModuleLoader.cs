using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace NetBatch.Loader;

/// <summary>Loads the cmdlets into their private load context: one for each process, whatever runspaces import the module.</summary>
public static class ModuleLoader
{
    private static readonly Lock Gate = new();
    private static ModuleLoadContext? context;
    private static Assembly? cmdlets;

    /// <summary>Loads the public types into the default context and the cmdlets into their own, once.</summary>
    /// <param name="root">The module's folder; what is private lies in its folder <c>bin</c>.</param>
    /// <returns>The assembly that holds the cmdlets.</returns>
    /// <exception cref="InvalidOperationException">This process has loaded the module, or its public types, from another folder; .NET
    /// unloads no assembly, so only a new process can load this one.</exception>
    public static Assembly Load(string root)
    {
        var folder = Path.Combine(Path.GetFullPath(root), "bin");
        lock (Gate)
        {
            if (context is null)
            {
                LoadPublicTypes(folder);
                var fresh = new ModuleLoadContext(folder);
                // By its path: by its name the runtime takes 13 ms longer.
                cmdlets = fresh.LoadFromAssemblyPath(ModuleLoadContext.Find(folder, "NetBatch.PowerShell")
                    ?? throw new InvalidOperationException($"The module in '{root}' is not whole: bin/NetBatch.PowerShell.dll is gone."));
                context = fresh;
            }
            else if (!string.Equals(context.Folder, folder,
                OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                throw LoadedFrom(Path.GetDirectoryName(context.Folder)!, Path.GetDirectoryName(folder)!);
            }

            return cmdlets!;
        }
    }

    /// <summary>
    /// Loads the cmdlets and makes them the module's own. PowerShell's way, Import-Module of an assembly in a script, looks
    /// at each type of it for cmdlets and imports a module within the module: a third of the whole import. It also adds them
    /// nowhere on a reload and in a further runspace. The members that do it here are not public.
    /// </summary>
    /// <param name="script">The module's script: each member that it would ask by itself is compiled anew at each import.</param>
    /// <param name="root">The module's folder.</param>
    /// <param name="removed">What is run when the module goes.</param>
    /// <exception cref="InvalidOperationException">Another NetBatch is loaded, or this PowerShell is not made like 7.6.</exception>
    public static void Import(EngineIntrinsics script, string root, ScriptBlock removed)
    {
        ArgumentNullException.ThrowIfNull(script);
        var module = script.SessionState.Module;
        var assembly = Load(root);
        // As delegates, for a method that is invoked by reflection is compiled anew on its second call.
        var add = Member<Action<PSModuleInfo, CmdletInfo>>(typeof(PSModuleInfo).GetMethod("AddExportedCmdlet", Hidden));
        var owner = Member<Action<CommandInfo, PSModuleInfo>>(typeof(CommandInfo).GetProperty(nameof(CommandInfo.Module))?.SetMethod);
        var help = Member<Action<CmdletInfo, string>>(typeof(CmdletInfo).GetProperty(nameof(CmdletInfo.HelpFile))?.SetMethod);
        var file = assembly.GetName().Name + ".dll-Help.xml";
        foreach (var name in CmdletNames(root))
        {
            var type = assembly.GetType($"NetBatch.Commands.{name.Replace("-", "", StringComparison.Ordinal)}Command", throwOnError: true)!;
            var cmdlet = new CmdletInfo(name, type);
            owner(cmdlet, module);
            help(cmdlet, file);
            add(module, cmdlet);
        }

        module.OnRemove = removed;
    }

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

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

    private static void LoadPublicTypes(string folder)
    {
        const string Name = "NetBatch.Abstractions";
        var root = Path.GetDirectoryName(folder)!;
        var path = ModuleLoadContext.Find(folder, Name) ?? Path.Combine(root, Name + ".dll");
        try
        {
            var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            if (loaded.Location != path)
            {
                throw LoadedFrom(Path.GetDirectoryName(loaded.Location)!, root);
            }
        }
        catch (FileLoadException another)
        {
            throw new InvalidOperationException(
                $"Another version of NetBatch is loaded in this process. Restart PowerShell to load the one in '{root}'.", another);
        }
    }

    private static InvalidOperationException LoadedFrom(string here, string wanted) =>
        new($"This process has already loaded NetBatch from '{here}'. Restart PowerShell to load it from '{wanted}'.");
}
