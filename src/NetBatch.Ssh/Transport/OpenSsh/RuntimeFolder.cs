using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// A private folder (0700) for what a transport's clients read: short-lived configs, FIFOs, and the script that hands
/// their questions on. No secret is ever in one of its files. It goes when the transport goes; what a killed process
/// left is removed by the next one, where nobody else can write the folder that it lies in.
/// </summary>
internal sealed class RuntimeFolder : IDisposable
{
    private const string Prefix = "netbatch-ssh-";

    // Held open with a lock for as long as this process lives: that tells a living owner's folder from a dead one's,
    // also where process ids mean nothing (containers that share a temporary folder).
    private readonly FileStream gate;
    private long sessions;

    private RuntimeFolder(string path, FileStream folderLock)
    {
        FullPath = path;
        gate = folderLock;
    }

    public string FullPath { get; }

    /// <summary>The script that ssh runs to ask.</summary>
    public string AskProgram => Path.Combine(FullPath, "ask.sh");

    /// <summary>The script that turns into a client if the client's parent lives.</summary>
    public string GuardProgram => Path.Combine(FullPath, "guard.sh");

    /// <summary>The FIFO that the script writes questions to.</summary>
    public string QuestionFifo => Path.Combine(FullPath, "questions");

    public string NextSession()
    {
        var name = "s" + Interlocked.Increment(ref sessions).ToString(CultureInfo.InvariantCulture);
        PrivateFiles.CreateFolder(Path.Combine(FullPath, name));
        return name;
    }

    /// <summary>Makes the folder in the first place where programs may be executed.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: there is no such place.</exception>
    public static async Task<RuntimeFolder> CreateAsync(string? chosen, string? setpriv, CancellationToken cancellationToken)
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string?[] places = chosen is not null
            ? [chosen]
            : [Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), data.Length > 0 ? Path.Combine(data, "netbatch", "run") : null,
                Path.GetTempPath()];
        var why = new List<string>();
        foreach (var place in places.OfType<string>().Where(Path.IsPathFullyQualified))
        {
            if (await TryCreateAsync(place, setpriv, why, cancellationToken).ConfigureAwait(false) is { } folder)
            {
                if (SafeFolder.IsPrivate(place))
                {
                    RemoveLeftOvers(place, folder.FullPath);
                }

                return folder;
            }
        }

        throw new NetBatchException(
            ErrorCode.SshClientUnusable,
            $"There is no folder for the SSH client's short-lived files: {string.Join("; ", why)}.",
            "Set TMPDIR to a folder of yours in which programs may be executed, without blanks or quotes in its name.");
    }

    public void Dispose()
    {
        Delete(FullPath);
        gate.Dispose();
    }

    /// <summary>Removes a folder with all that is in it; what cannot be removed is left for the next start.</summary>
    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It was removed already, or it stays until the next start finds it unlocked.
        }
    }

    private static async Task<RuntimeFolder?> TryCreateAsync(string place, string? setpriv, List<string> why,
        CancellationToken cancellationToken)
    {
        // The path stands in shell commands and client configs.
        if (!place.All(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+' or ':' or '@'))
        {
            why.Add($"'{place}' has a character that a client config cannot hold");
            return null;
        }

        var path = Path.Combine(place, Prefix + Guid.NewGuid().ToString("N"));
        FileStream? folderLock = null;
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            if (SafeFolder.Problem(place) is { } problem)
            {
                why.Add($"{place}: {problem}");
                return null;
            }

            SafeFolder.CreateNew(path);
            folderLock = new FileStream(Path.Combine(path, "lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            var folder = new RuntimeFolder(path, folderLock);
            PrivateFiles.Write(folder.GuardProgram, GuardScript.Write(), executable: true);
            PrivateFiles.Write(folder.AskProgram, AskScript.Write(folder.QuestionFifo, path, setpriv), executable: true);
            await AskScript.ProbeAsync(folder.AskProgram, cancellationToken).ConfigureAwait(false);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            why.Add($"{place}: {error.Message}");
            folderLock?.Dispose();
            if (SafeFolder.IsOwn(path))
            {
                Delete(path);
            }

            return null;
        }
    }

    private static void RemoveLeftOvers(string place, string own)
    {
        try
        {
            foreach (var path in Directory.EnumerateDirectories(place, Prefix + "*").Where(path => path != own && SafeFolder.IsOwn(path)))
            {
                if (IsLeft(path))
                {
                    Delete(path);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Tidying up is no reason to fail.
        }
    }

    private static bool IsLeft(string path)
    {
        try
        {
            using var file = new FileStream(Path.Combine(path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Locked by its living owner, another user's, or only just being made.
            return false;
        }
    }
}
