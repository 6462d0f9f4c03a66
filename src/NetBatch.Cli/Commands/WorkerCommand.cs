using System.CommandLine;
using System.Reflection;
using System.Security.Cryptography;
using NetBatch.Cli.Options;
using NetBatch.Cluster.Link;
using NetBatch.Cluster.Setup;
using NetBatch.Cluster.Worker;
using NetBatch.Hosting;

namespace NetBatch.Cli.Commands;

/// <summary><c>netbatch worker</c>: joins the hubs of a store, and works for them in a site.</summary>
internal static class WorkerCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create() => new("worker", "Work on the targets of a site for the hubs of a store.") { Join(), Run() };

    /// <summary>The version of this program, for people.</summary>
    public static string Version { get; } =
        typeof(WorkerCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static Command Join()
    {
        var token = new Option<string>("--token") { Description = "What netbatch hub invite has printed; good once, for a day.",
            Required = true };
        var name = new Option<string?>("--name") { Description = "What to call it. Default: this machine's name." };
        var capacity = new Option<int>("--capacity") { Description = "How many targets it works on at once, 1 to 10000.",
            DefaultValueFactory = _ => 50 };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Where its files go. Default: /etc/netbatch for root, else "
            + "netbatch in the user's configuration." };
        var user = new Option<string>("--user") { Description = "The account that the service's unit names.",
            DefaultValueFactory = _ => Environment.UserName };
        var command = new Command("join", "Let this machine work for the hubs: make a key, ask to be let in, write its file.")
        {
            token, name, capacity, folder, user,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var most = parsed.GetValue(capacity);
            if (most is < 1 or > 10_000)
            {
                throw new NetBatchException(ErrorCode.InvalidArgument, $"A capacity of {most} is none.", "Give one from 1 to 10000.");
            }

            var called = ClusterFile.CheckedName("worker",
                parsed.GetValue(name) ?? Environment.MachineName.Split('.')[0].ToLowerInvariant());
            var into = HubCommand.FolderOf(parsed.GetValue(folder));
            var path = Path.Combine(into, "worker.json");
            if (File.Exists(path))
            {
                throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' is there: this machine has joined already.",
                    "Run it with netbatch worker run; or remove the file to join anew under another name.");
            }

            Directory.CreateDirectory(into);
            var file = await Joining.JoinAsync(Invitation.OfToken(parsed.GetRequiredValue(token)), called, most,
                SecretSeal.NewKey(), cancellationToken);
            file.Write(path);
            var unit = Path.Combine(into, "netbatch-worker.service");
            await File.WriteAllTextAsync(unit, NatsConfig.Unit($"worker {called} ({file.Site})",
                $"{HubCommand.Program} worker run {path}", parsed.GetRequiredValue(user), []), cancellationToken);
            Console.Out.WriteLine($"{called} may work for {file.Url} in the site {file.Site}. Its file: {path}");
            Console.Out.WriteLine($"Now: netbatch worker run {path}");
            Console.Out.WriteLine($"  or, as a service: systemctl enable --now {unit}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<FileInfo>("file") { Description = "The worker's file, as netbatch worker join has written it." };
        var command = new Command("run", "Work until it is asked to end; what has begun a change reaches its safe point first.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var who = ClusterFile.Read(path);
            if (!who.IsWorker)
            {
                throw new NetBatchException(ErrorCode.FileUnusable, $"'{path}' is no worker's file.", "Name one of netbatch worker join.");
            }

            // Known hosts, platforms, templates and services lie beside it; no job is ever in it.
            await using var host = await NetBatchHost.OpenAsync(
                new HostOptions { StorePath = Path.Combine(Path.GetDirectoryName(path)!, $"worker-{who.Name}.db"), Program = "netbatch" },
                cancellationToken);
            CommonOptions.Warn(host.Platforms);
            host.Secrets.SealKey = who.SealKey;
            await using var link = NatsLink.Open(who, $"worker {who.Name}");
            var mark = new WorkerMark(who.Site!, who.Name!, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            await using var worker = new ClusterWorker(link, mark, host.LocalExecutor, host.KindOf, who.Capacity, Version,
                host.Options.Time, Tell);
            await worker.StartAsync(cancellationToken);
            Console.Out.WriteLine(
                $"{who.Name} works in the site {who.Site} for {who.Url}, {who.Capacity} targets at once. Ctrl+C ends it.");
            var asked = new TaskCompletionSource();
            using var end = cancellationToken.UnsafeRegister(_ => asked.TrySetResult(), null);
            await Task.WhenAny(worker.Refused, asked.Task);
            await worker.LeaveAsync(Patience);
            return worker.Refused.IsCompleted
                ? throw new NetBatchException(ErrorCode.IllegalState, $"The hub does not work with this worker: {await worker.Refused}")
                : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Tells what a hub or a worker has to say to who reads its log.</summary>
    internal static void Tell(string sentence) =>
        Console.Error.WriteLine($"{DateTimeOffset.Now:u} {SafeText.Of(sentence)}");
}
