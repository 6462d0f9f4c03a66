using System.CommandLine;
using System.Net;
using NetBatch.Cli.Options;
using NetBatch.Cluster.Link;
using NetBatch.Cluster.Setup;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch hub</c>: sets up the hubs of a store, and invites workers.</summary>
internal static class HubCommand
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);

    public static Command Create() => new("hub", "Have the jobs of a store run by hubs, over workers in the sites.")
    {
        Init(), Invite(), Off(),
    };

    /// <summary>What runs this program, for a unit of systemd.</summary>
    public static string Program => string.Join(' ', OwnCommand.Program);

    /// <summary>Where files of hubs and workers lie where nothing else is said.</summary>
    public static string FolderOf(DirectoryInfo? given) => given?.FullName
        ?? (OperatingSystem.IsLinux() && Environment.UserName == "root" ? "/etc/netbatch"
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "netbatch"));

    private static Option<DirectoryInfo?> Folder() => new("--folder")
    {
        Description = "Where its files go. Default: /etc/netbatch for root, else netbatch in the user's configuration.",
    };

    private static Command Init()
    {
        var addresses = new Option<string[]>("--address")
        {
            Description = "Names or addresses under which workers reach this machine; the first is the one they are given. Default: its "
                + "name.",
            AllowMultipleArgumentsPerToken = true,
        };
        var port = new Option<int>("--port") { Description = "The port that workers connect to.", DefaultValueFactory = _ => 4222 };
        var folder = Folder();
        var user = new Option<string>("--user") { Description = "The account that the services' units name.",
            DefaultValueFactory = _ => Environment.UserName };
        var command = new Command("init",
            "Make this machine the store's hub: keys, the NATS server's settings and certificate, units. Starts nothing.")
        {
            addresses, port, folder, user,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var server = NatsServer();
            var into = new HubFolder(FolderOf(parsed.GetValue(folder)));
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            into.Make(parsed.GetValue(addresses) is { Length: > 0 } given ? given : [Dns.GetHostName()], parsed.GetValue(port), server,
                $"{Program} serve --store {host.Store.Location} --cluster", parsed.GetRequiredValue(user),
                Environment.GetEnvironmentVariable("PGPASSFILE") is { Length: > 0 } passwords ? [("PGPASSFILE", passwords)] : [],
                host.Options.Time.GetUtcNow());
            await host.Store.Cluster.SetHubsAsync(true, cancellationToken);
            Console.Out.WriteLine($"From now on the jobs of {host.Store.Location} are run by its hubs. This one's files: {into.Path}");
            Console.Out.WriteLine($"Now: systemctl enable --now {into.Path}/netbatch-nats.service {into.Path}/netbatch-hub.service");
            Console.Out.WriteLine($"  or, in two terminals: {server} -c {into.Path}/nats.conf");
            Console.Out.WriteLine($"                        netbatch serve --cluster {into.File}");
            Console.Out.WriteLine("Then, for each worker: netbatch hub invite --site SITE");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Invite()
    {
        var site = new Option<string>("--site") { Description = "The site that the worker is for.", Required = true };
        var folder = Folder();
        var command = new Command("invite", "Print a token with which one machine may join as a worker, once, within 24 hours.") { site,
            folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var invitation = new HubFolder(FolderOf(parsed.GetValue(folder))).Invite(parsed.GetRequiredValue(site));
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Store.Cluster.InviteAsync(
                new WorkerInvitation(Invitation.HashOf(invitation.Secret), invitation.Site, host.Options.Time.GetUtcNow() + TokenLife,
                    host.Me.ToString()), cancellationToken);
            Console.Out.WriteLine($"netbatch worker join --token {invitation.ToToken()}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Off()
    {
        var command = new Command("off", "Have the store's jobs run by those who make them again. Files and workers stay.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var host = await CommonOptions.OpenAsync(parsed, cancellationToken);
            await host.Store.Cluster.SetHubsAsync(false, cancellationToken);
            Console.Out.WriteLine($"The jobs of {host.Store.Location} are run by those who make them. End its hubs (netbatch serve).");
            return ExitCode.Done;
        });
        return command;
    }

    private static string NatsServer()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin"))
        {
            if (Path.Combine(folder, "nats-server") is var program && File.Exists(program))
            {
                return program;
            }
        }

        throw new NetBatchException(ErrorCode.FileUnusable, "nats-server is not on this machine.",
            "Debian: apt-get install nats-server (good for a test); for production take 2.11.16, 2.12.7 or later from nats.io.");
    }
}
