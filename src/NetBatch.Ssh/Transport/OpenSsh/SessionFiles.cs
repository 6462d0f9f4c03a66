using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>What one connection's clients read and write beside their streams: configs, log, answers, gate.</summary>
internal sealed class SessionFiles : IDisposable
{
    private const string GateFifo = "gate";

    private readonly FileStream logKeeper;
    private readonly FileStream? answer;
    private readonly FileStream? gate;

    private SessionFiles(string name, string folder, FileStream logKeeper, FileStream? answer, FileStream? gate)
    {
        Name = name;
        Folder = folder;
        this.logKeeper = logKeeper;
        this.answer = answer;
        this.gate = gate;
        Log = Fifo.OpenReader(LogPath);
    }

    /// <summary>The session's name in questions.</summary>
    public string Name { get; }

    public string Folder { get; }

    public string LogPath => Path.Combine(Folder, "log");

    public Stream Log { get; }

    /// <summary>Stands in the client's error output between what came before the session and what the remote program writes
    /// there.</summary>
    public string Mark { get; } = $"netbatch-session-{Guid.NewGuid():N}";

    public static SessionFiles Create(RuntimeFolder runtime, bool answers, bool gated)
    {
        var name = runtime.NextSession();
        var folder = Path.Combine(runtime.FullPath, name);
        var log = Fifo.Create(Path.Combine(folder, "log"));
        var answer = answers ? Fifo.Create(Path.Combine(folder, AskScript.AnswerFifo)) : null;
        var gate = gated ? Fifo.Create(Path.Combine(folder, GateFifo)) : null;
        return new SessionFiles(name, folder, log, answer, gate);
    }

    public static string ConfigName(int hop) => FormattableString.Invariant($"hop{hop}.conf");

    public void WriteConfig(int hop, string text) => PrivateFiles.Write(Path.Combine(Folder, ConfigName(hop)), text);

    /// <summary>
    /// The client's LocalCommand: it runs after the login and before the session is asked for, so nothing of the
    /// command goes out until <see cref="OpenGate"/>.
    /// </summary>
    public string GateCommand() => $"echo {Mark} >&2; read nb <'{Path.Combine(Folder, GateFifo)}'";

    public void OpenGate()
    {
        gate?.Write("go\n"u8);
    }

    /// <summary>Gives the waiting script its answer.</summary>
    public void Answer(Secret secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret.Reveal() + "\n");
        answer!.Write(bytes);
        Array.Clear(bytes);
    }

    /// <summary>Lets the log end when the clients have closed it.</summary>
    public void ReleaseLog() => logKeeper.Dispose();

    /// <summary>Removes the files; what is open stays usable.</summary>
    public void Remove()
    {
        answer?.Dispose();
        gate?.Dispose();
        RuntimeFolder.Delete(Folder);
    }

    public void Dispose()
    {
        Remove();
        logKeeper.Dispose();
        Log.Dispose();
    }
}
