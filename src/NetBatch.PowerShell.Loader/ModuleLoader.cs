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
    /// <exception cref="InvalidOperationException">This process has loaded the module, or its public types, from another folder; .NET unloads no assembly, so only a new process can load this one.</exception>
    public static Assembly Load(string root)
    {
        var folder = Path.Combine(Path.GetFullPath(root), "bin");
        lock (Gate)
        {
            if (context is null)
            {
                LoadPublicTypes(folder);
                var fresh = new ModuleLoadContext(folder);
                cmdlets = fresh.LoadFromAssemblyName(new AssemblyName("NetBatch.PowerShell"));
                context = fresh;
            }
            else if (!string.Equals(context.Folder, folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                throw LoadedFrom(Path.GetDirectoryName(context.Folder)!, Path.GetDirectoryName(folder)!);
            }

            return cmdlets!;
        }
    }

    /// <summary>
    /// Makes the cmdlets those of the module itself. On a reload and in a further runspace PowerShell finds the assembly's
    /// module in its cache and adds its cmdlets nowhere. The method that does it is not public.
    /// </summary>
    /// <param name="module">The module that is being imported.</param>
    /// <param name="inner">What <c>Import-Module -Assembly</c> gave.</param>
    public static void Export(PSModuleInfo module, PSModuleInfo inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var add = typeof(PSModuleInfo).GetMethod("AddExportedCmdlet", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException("This PowerShell exports cmdlets in another way than 7.6 does; NetBatch needs an update for it.");
        foreach (var cmdlet in inner.ExportedCmdlets.Values)
        {
            add.Invoke(module, [cmdlet]);
        }
    }

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
            throw new InvalidOperationException($"Another version of NetBatch is loaded in this process. Restart PowerShell to load the one in '{root}'.", another);
        }
    }

    private static InvalidOperationException LoadedFrom(string here, string wanted) =>
        new($"This process has already loaded NetBatch from '{here}'. Restart PowerShell to load it from '{wanted}'.");
}
