using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace NetBatch.Hosting.Tests.Support;

/// <summary>
/// Looks for secrets where other people of the machine could see them: command lines and environments of all
/// processes, and the regular files of a folder, again and again while something runs.
/// </summary>
internal sealed partial class SecretHunt : IDisposable
{
    private readonly List<(string Name, byte[] Bytes)> secrets;
    private readonly string folder;
    private readonly byte[] folderBytes;
    private readonly ConcurrentDictionary<string, bool> found = new();
    private readonly ConcurrentDictionary<string, bool> programs = new();
    private readonly Thread thread;
    private volatile bool over;
    private readonly ConcurrentDictionary<string, bool> files = new();
    private int rounds;

    /// <summary>Begins; the environments of processes can be read as root only, which the lab needs as well.</summary>
    public SecretHunt(IReadOnlyDictionary<string, string> secrets, string folder)
    {
        this.secrets = [.. secrets.Select(secret => (secret.Key, Encoding.UTF8.GetBytes(secret.Value)))];
        this.folder = folder;
        folderBytes = Encoding.UTF8.GetBytes(folder);
        // Short-lived processes are only seen by who does nothing else.
        thread = new Thread(Loop) { IsBackground = true };
        thread.Start();
    }

    /// <summary>What was found where.</summary>
    public IReadOnlyCollection<string> Found => [.. found.Keys];

    /// <summary>How often everything was looked through.</summary>
    public int Rounds => Volatile.Read(ref rounds);

    /// <summary>The files that were read.</summary>
    public IReadOnlyCollection<string> Files => [.. files.Keys];

    /// <summary>First words of the command lines of those that have the folder in their environment; others work beside them.</summary>
    public IReadOnlyCollection<string> Programs => [.. programs.Keys];

    /// <summary>Looks through the bytes of a file or a stream of text.</summary>
    public IEnumerable<string> In(string where, ReadOnlyMemory<byte> bytes) =>
        secrets.Where(secret => bytes.Span.IndexOf(secret.Bytes) >= 0).Select(secret => $"{secret.Name} in {where}");

    /// <summary>Ends; again does nothing.</summary>
    public void Dispose()
    {
        over = true;
        thread.Join();
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);

    /// <summary>A FIFO must not be opened: that would take what its reader waits for. statx(2): stx_mode stands at offset 28.</summary>
    private static unsafe bool IsRegular(string path)
    {
        const int here = -100;
        const int noFollow = 0x100;
        const uint type = 1;
        var buffer = stackalloc byte[256];
        return Statx(here, path, noFollow, type, buffer) == 0 && (*(ushort*)(buffer + 28) & 0xF000) == 0x8000;
    }

    private void Loop()
    {
        while (!over)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
            {
                var line = Read(process + "/cmdline");
                Look($"{process}/cmdline: {Encoding.UTF8.GetString(line).Replace('\0', ' ')}", line);
                var environment = Read(process + "/environ");
                Look($"{process}/environ of {Encoding.UTF8.GetString(line).Replace('\0', ' ')}", environment);
                if (environment.AsSpan().IndexOf(folderBytes) >= 0)
                {
                    programs.TryAdd(Path.GetFileName(Encoding.UTF8.GetString(line).Split('\0')[0]), true);
                }
            }

            LookThroughFolder();
            Interlocked.Increment(ref rounds);
        }
    }

    private void LookThroughFolder()
    {
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsRegular))
            {
                Look(path, Read(path));
                files.TryAdd(path, true);
            }
        }
        catch (IOException)
        {
            // A folder went while it was read.
        }
    }

    private void Look(string where, byte[] bytes)
    {
        foreach (var one in In(where, bytes))
        {
            found.TryAdd(one, true);
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
