using System.Reflection;

namespace NetBatch.Loader;

/// <summary>Loads the cmdlets into their private load context: one for each process, whatever runspaces import the module.</summary>
public static class ModuleLoader
{
    private static readonly Lock Gate = new();
    private static ModuleLoadContext? context;
    private static Assembly? cmdlets;

    /// <summary>Loads the cmdlets' assembly, once.</summary>
    /// <param name="root">The module's folder; what is private lies in its folder <c>bin</c>.</param>
    /// <returns>The assembly that holds the cmdlets.</returns>
    /// <exception cref="InvalidOperationException">This process has loaded the module from another folder; .NET unloads no assembly, so only a new process can load this one.</exception>
    public static Assembly Load(string root)
    {
        var folder = Path.Combine(Path.GetFullPath(root), "bin");
        lock (Gate)
        {
            if (context is null)
            {
                var fresh = new ModuleLoadContext(folder);
                cmdlets = fresh.LoadFromAssemblyPath(Path.Combine(folder, "NetBatch.PowerShell.dll"));
                context = fresh;
            }
            else if (!string.Equals(context.Folder, folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"This process has already loaded NetBatch from '{Path.GetDirectoryName(context.Folder)}'. Restart PowerShell to load it from '{Path.GetDirectoryName(folder)}'.");
            }

            return cmdlets!;
        }
    }
}
