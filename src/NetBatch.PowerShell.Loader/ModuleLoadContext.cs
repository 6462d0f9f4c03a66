using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NetBatch.Loader;

/// <summary>
/// Keeps what the module needs apart from what PowerShell and other modules have loaded, in whatever versions.
/// Only the public types and PowerShell itself come from the default context: both sides must mean the same types.
/// </summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("NetBatch")
{
    private static readonly string[] Shared = ["NetBatch.Abstractions", "System.Management.Automation"];

    // The runtime asks at every first call of a P/Invoke method, not once a library.
    private readonly ConcurrentDictionary<string, IntPtr> natives = new(StringComparer.Ordinal);

    public string Folder { get; } = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || Shared.Contains(name, StringComparer.OrdinalIgnoreCase))
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
    internal static string? Find(string folder, string name) =>
        RuntimeIds().Select(rid => Path.Combine(folder, "ready", rid, name + ".dll"))
            .Concat(OfThisSystem(folder, name)).Append(Path.Combine(folder, name + ".dll"))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> OfThisSystem(string folder, string name)
    {
        string[] systems = OperatingSystem.IsWindows() ? ["win"] : OperatingSystem.IsMacOS() ? ["osx", "unix"] : ["linux", "unix"];
        return systems.Select(system => Path.Combine(folder, "runtimes", system, "lib")).Where(Directory.Exists)
            .SelectMany(lib => Directory.EnumerateFiles(lib, name + ".dll", SearchOption.AllDirectories));
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) => natives.GetOrAdd(unmanagedDllName, FindNative);

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

    private static IEnumerable<string> RuntimeIds()
    {
        // The process's own architecture: an x64 pwsh on an arm64 machine needs x64 libraries.
        var architecture = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.Arm64 => "arm64",
            _ => "x64",
        };
        return OperatingSystem.IsWindows() ? [$"win-{architecture}"]
            : OperatingSystem.IsMacOS() ? [$"osx-{architecture}"]
            : [$"linux-{architecture}", $"linux-musl-{architecture}"];
    }

    private static string[] FileNames(string name) =>
        OperatingSystem.IsWindows() ? [name + ".dll", name]
        : OperatingSystem.IsMacOS() ? [$"lib{name}.dylib", name]
        : [$"lib{name}.so", name];
}
