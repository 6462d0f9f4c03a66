using NetBatch.Testing;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>A test in which a second Unix account runs the program too: it needs what the lab needs, and that others may read the
/// program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SecondAccountFactAttribute : FactAttribute
{
    public SecondAccountFactAttribute()
    {
        Skip = new SshdFactAttribute().Skip
            ?? (!File.Exists("/usr/bin/setpriv") ? "setpriv is not installed (apt-get install util-linux)" : null)
            ?? ClosedFolder(NetBatchProcess.Program)
            ?? ClosedFolder(Environment.ProcessPath!);
    }

    /// <summary>What to say of a folder on the way to a file that others may not go through; null: there is none.</summary>
    private static string? ClosedFolder(string file)
    {
        for (var folder = Path.GetDirectoryName(File.ResolveLinkTarget(file, true)?.FullName ?? file); folder is not null; folder =
            Path.GetDirectoryName(folder))
        {
            if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return $"{folder} is closed to other accounts";
            }
        }

        return null;
    }
}
