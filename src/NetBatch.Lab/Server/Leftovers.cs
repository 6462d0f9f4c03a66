using System.Globalization;
using System.Text;

namespace NetBatch.Lab.Server;

/// <summary>Processes that a dead lab has left: its sshd processes, known by the configuration file that they were started with.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<int> Of(string folder)
    {
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && CommandLine(pid).Contains($"{folder}/", StringComparison.Ordinal) && pid != Environment.ProcessId)
            {
                found.Add(pid);
            }
        }

        return found;
    }

    private static string CommandLine(int pid)
    {
        try
        {
            var words = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Split('\0');
            return words[0].EndsWith("sshd", StringComparison.Ordinal) || words[0].StartsWith("sshd:", StringComparison.Ordinal)
                || words[0].EndsWith("perl", StringComparison.Ordinal) ? string.Join(' ', words) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
