using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NetBatch.Loader;

/// <summary>
/// Keeps what the module needs apart from what PowerShell and other modules have loaded, in whatever versions.
/// Only the public types and PowerShell itself come from the default context: both sides must mean the same types.
/// </summary>
/// <remarks>Compiled at each import, for it lies beside what is compiled ahead of time for one system: hence loops in place of queries,
/// and no generic type of the runtime's over a type that the runtime brings no code for.</remarks>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("NetBatch")
{
    // The runtime asks at every first call of a P/Invoke method, not once a library.
    private readonly Dictionary<string, object> natives = [];

    public string Folder { get; } = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || name.Equals("NetBatch.Abstractions", StringComparison.OrdinalIgnoreCase)
            || name.Equals("System.Management.Automation", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Find(Folder, name) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>
    /// The file of an assembly: the one that was compiled ahead of time for this system, where there is one, for it starts in
    /// half of the time; else a package's own build for this system, beside which the others only say that they are not for it;
    /// else the one for all systems. Null: none.
    /// </summary>
    internal static string? Find(string folder, string name)
    {
        var file = name + ".dll";
        foreach (var rid in RuntimeIds())
        {
            if (Path.Combine(folder, "ready", rid, file) is var ready && File.Exists(ready))
            {
                return ready;
            }
        }

        foreach (var system in Systems())
        {
            if (Path.Combine(folder, "runtimes", system, "lib") is var lib && Directory.Exists(lib)
                && Directory.GetFiles(lib, file, SearchOption.AllDirectories) is { Length: > 0 } found)
            {
                return found[0];
            }
        }

        return Path.Combine(folder, file) is var plain && File.Exists(plain) ? plain : null;
    }

    private static string[] Systems() =>
        OperatingSystem.IsWindows() ? ["win"] : OperatingSystem.IsMacOS() ? ["osx", "unix"] : ["linux", "unix"];

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        lock (natives)
        {
            if (!natives.TryGetValue(unmanagedDllName, out var handle))
            {
                natives[unmanagedDllName] = handle = FindNative(unmanagedDllName);
            }

            return (IntPtr)handle;
        }
    }

    private IntPtr FindNative(string name)
    {
        foreach (var rid in RuntimeIds())
        {
            foreach (var file in FileNames(name))
            {
                // A library of the other C library is there and does not load; the next one is tried then.
                if (NativeLibrary.TryLoad(Path.Combine(Folder, "runtimes", rid, "native", file), out var handle))
                {
                    return handle;
                }
            }
        }

        return IntPtr.Zero;
    }

    private static string[] RuntimeIds()
    {
        // The process's own architecture: an x64 pwsh on an arm64 machine needs x64 libraries.
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return OperatingSystem.IsWindows() ? [$"win-{architecture}"]
            : OperatingSystem.IsMacOS() ? [$"osx-{architecture}"]
            : [$"linux-{architecture}", $"linux-musl-{architecture}"];
    }

    private static string[] FileNames(string name) =>
        OperatingSystem.IsWindows() ? [name + ".dll", name]
        : OperatingSystem.IsMacOS() ? [$"lib{name}.dylib", name]
        : [$"lib{name}.so", name];
}
