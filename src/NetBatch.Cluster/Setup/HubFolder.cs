using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using NetBatch.Cluster.Link;

namespace NetBatch.Cluster.Setup;

/// <summary>The folder of a hub whose cluster's server is on its machine: who it is, what the server reads, and units that run
/// both.</summary>
/// <param name="Path">The folder.</param>
public sealed record HubFolder(string Path)
{
    private const string JoinFile = "join.secret";
    private const string PidFile = "nats.pid";

    /// <summary>The hub's own file.</summary>
    public string File => System.IO.Path.Combine(Path, "hub.json");

    /// <summary>Whether this machine keeps who may connect to the server.</summary>
    public bool KeepsUsers => System.IO.File.Exists(In(JoinFile));

    /// <summary>Makes it.</summary>
    /// <param name="addresses">Names and addresses under which the server is reached, the first for the workers.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="natsServer">The server's program.</param>
    /// <param name="hubCommand">What runs the hub, without the path of its file.</param>
    /// <param name="user">The account that both run under.</param>
    /// <param name="environment">Variables that the hub needs.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.FileUnusable"/>: it is there already, or cannot be made.</exception>
    public void Make(IReadOnlyList<string> addresses, int port, string natsServer, string hubCommand, string user,
        IReadOnlyList<(string Name, string Value)> environment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (System.IO.File.Exists(File))
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{Path}' is a hub's folder already.",
                "Remove it where everything is to be made anew; every worker then has to join again.");
        }

        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{Path}' cannot be made: {problem.Message}", null, problem);
        }

        var certificates = ServerCertificates.Make(addresses, now);
        PrivateFile.WriteNew(In("server.crt"), Encoding.UTF8.GetBytes(certificates.Certificate + "\n"), isSecret: false);
        PrivateFile.WriteNew(In("server.key"), Encoding.UTF8.GetBytes(certificates.Key + "\n"), isSecret: true);
        PrivateFile.WriteNew(In(JoinFile), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))),
            isSecret: true);
        PrivateFile.WriteNew(In("nats.conf"), Encoding.UTF8.GetBytes(NatsConfig.Server($"0.0.0.0:{port}", Path)), isSecret: false);
        PrivateFile.WriteNew(In("netbatch-nats.service"), Encoding.UTF8.GetBytes(NatsConfig.ServerUnit(natsServer, Path, user)),
            isSecret: false);
        PrivateFile.WriteNew(In("netbatch-hub.service"),
            Encoding.UTF8.GetBytes(NatsConfig.Unit("hub", $"{hubCommand} {File}", user, environment)), isSecret: false);
        var host = addresses[0].Contains(':', StringComparison.Ordinal) ? $"[{addresses[0]}]" : addresses[0];
        var file = new ClusterFile { Url = $"tls://{host}:{port}", Authority = certificates.Authority, Seed = NKeys.NewSeed() };
        WriteUsers(file, []);
        file.Write(File); // Last: a folder with it is complete.
    }

    /// <summary>An invitation for a worker of a site.</summary>
    public Invitation Invite(string site)
    {
        var file = ClusterFile.Read(File);
        return Invitation.Make(file.Url, file.Authority, JoinPassword(), site);
    }

    /// <summary>Writes who may connect, and has the server read it.</summary>
    /// <returns>Whether the server was told; false: it does not run here.</returns>
    public bool WriteUsers(IReadOnlyList<BatchWorker> workers)
    {
        WriteUsers(ClusterFile.Read(File), workers);
        return Reload();
    }

    private void WriteUsers(ClusterFile file, IReadOnlyList<BatchWorker> workers) =>
        PrivateFile.Replace(In("users.conf"),
            Encoding.UTF8.GetBytes(NatsConfig.Users(NKeys.PublicOf(file.Seed), JoinPassword(), workers)), isSecret: true);

    private string JoinPassword()
    {
        try
        {
            return System.IO.File.ReadAllText(In(JoinFile)).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.FileUnusable, $"'{In(JoinFile)}' cannot be read: {problem.Message}",
                "Workers are let in on the machine where netbatch hub init was run, by the account that ran it.", problem);
        }
    }

    /// <summary>SIGHUP has the server read its files anew; connections of users that are gone are closed.</summary>
    private bool Reload()
    {
        if (!System.IO.File.Exists(In(PidFile)) || !int.TryParse(System.IO.File.ReadAllText(In(PidFile)).Trim(), out var process))
        {
            return false;
        }

        try
        {
            using var kill = Process.Start("/bin/kill", ["-HUP", $"{process}"]);
            kill.WaitForExit();
            return kill.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
