using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>
/// One host for each store in this process, opened at its first use and kept: jobs that were started without -Wait
/// run on in it. Closed when the last runspace that used it removes the module, and at the process's end.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class HostRegistry
{
    /// <summary>How long the end of the module or of the process waits for safe points.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, Entry> hosts = new(StringComparer.Ordinal);
    private readonly List<PosixSignalRegistration> signals = [];
    private bool watching;

    /// <summary>The process's registry: the load context and its types exist once in a process too.</summary>
    public static HostRegistry OfProcess { get; } = new();

    /// <summary>The host of a store; opened where it is not yet.</summary>
    /// <exception cref="NetBatchException">The store cannot be used.</exception>
    public async Task<NetBatchHost> OpenAsync(string path, Runspace? user, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!hosts.TryGetValue(path, out var entry))
            {
                var options = new HostOptions { StorePath = path, Program = "pwsh", Scripts = new ScriptRunner(TimeProvider.System) };
                options.Secrets.Vault = VaultReader.ReadAsync;
                hosts[path] = entry = new Entry(await NetBatchHost.OpenAsync(options, cancellationToken).ConfigureAwait(false));
                WatchForTheEnd();
            }

            entry.Use(user);
            return entry.Host;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>A job as it is now; where its host was closed with the module, it is read by another one of its store.</summary>
    public async Task<BatchJob?> ReadAsync(NetBatchHost host, string jobId)
    {
        try
        {
            return await host.Store.FindAsync(jobId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            var other = await OpenAsync(host.Options.StorePath!, null, CancellationToken.None).ConfigureAwait(false);
            return await other.Store.FindAsync(jobId, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>A runspace removes the module: hosts that no other living runspace uses are closed.</summary>
    /// <returns>The jobs that were running in them.</returns>
    public IReadOnlyList<string> Leave(Runspace? user) => Close(entry => entry.Leave(user));

    private string[] Close(Func<Entry, bool> which)
    {
        if (!gate.Wait(Patience))
        {
            return [];
        }

        try
        {
            var chosen = hosts.Where(pair => which(pair.Value)).ToArray();
            foreach (var (path, _) in chosen)
            {
                hosts.Remove(path);
            }

            string[] cut = [.. chosen.SelectMany(pair => pair.Value.Host.Jobs.RunningNow)];
            Blocking.Wait(Task.WhenAll(chosen.Select(pair => pair.Value.Host.DisposeAsync().AsTask())), Patience);
            return cut;
        }
        finally
        {
            gate.Release();
        }
    }

    private void WatchForTheEnd()
    {
        if (watching)
        {
            return;
        }

        watching = true;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Close(_ => true);
        // .NET ends at once on these and runs no ProcessExit. SIGINT stays PowerShell's own: it is Ctrl+C.
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => EndProcess(context, 143)));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => EndProcess(context, 129)));
    }

    private static void EndProcess(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        // Exit runs the handler above; called first, so that the exit code stands before a waiting pipeline ends by itself.
        Environment.Exit(exitCode);
    }

    private sealed class Entry(NetBatchHost host)
    {
        private readonly List<WeakReference<Runspace>> users = [];

        public NetBatchHost Host { get; } = host;

        public void Use(Runspace? user)
        {
            if (user is not null && !users.Exists(one => one.TryGetTarget(out var known) && known == user))
            {
                users.Add(new WeakReference<Runspace>(user));
            }
        }

        /// <summary>Takes a user away; true where nobody is left. A closed runspace, such as a thread job's, counts no more.</summary>
        public bool Leave(Runspace? user)
        {
            users.RemoveAll(one =>
                !one.TryGetTarget(out var known) || known == user || known.RunspaceStateInfo.State is not RunspaceState.Opened);
            return users.Count == 0;
        }
    }
}

/// <summary>What the module's script calls.</summary>
public static class ModuleLife
{
    /// <summary>The module is removed from the runspace of the calling thread: jobs that run for it stop at their safe points and stay
    /// resumable.</summary>
    /// <returns>The ids of those jobs.</returns>
    public static IReadOnlyList<string> Removed() => HostRegistry.OfProcess.Leave(Runspace.DefaultRunspace);
}
