using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NetBatch.Platforms;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Work;

/// <summary>
/// The kind <c>preflight</c>: looks whether a device can be worked on and runs no command of the user's on it. Its
/// steps are resolve, tcp, login (host key and authentication with it), privilege, platform and, where it is asked for, saved.
/// </summary>
public sealed class PreflightWork : WorkKind
{
    private const string Unsaved = "unsavedConfig";
    private static readonly string[] Checks = ["resolve", "tcp", "login", "privilege", "platform"];
    private readonly IDeviceConnector connector;
    private readonly PlatformCatalog platforms;
    private readonly DeviceAddresses addresses;
    private readonly Func<IPEndPoint, CancellationToken, Task> reach;

    /// <summary>Makes the kind.</summary>
    /// <param name="connector">Opens the sessions.</param>
    /// <param name="platforms">The platforms that are known.</param>
    public PreflightWork(IDeviceConnector connector, PlatformCatalog platforms)
        : this(connector, platforms, new DeviceAddresses(Dns.GetHostAddressesAsync), ReachAsync)
    {
    }

    internal PreflightWork(IDeviceConnector connector, PlatformCatalog platforms, DeviceAddresses addresses,
        Func<IPEndPoint, CancellationToken, Task> reach)
    {
        this.connector = connector;
        this.platforms = platforms;
        this.addresses = addresses;
        this.reach = reach;
    }

    /// <inheritdoc/>
    public override string Name => "preflight";

    /// <inheritdoc/>
    public override string TargetKind => "device";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkOption> Options { get; } =
    [
        new(Unsaved, WorkOptionType.Switch, "Whether the configuration that a restart would load is compared with the one that runs.",
            Default: "false"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) =>
        WorkArgs.CheckPlatforms(targets, connector.Knows, () => connector.Platforms);

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) => 
        [.. (WorkArgs.Flag(args, Unsaved) ? Checks.Append(UnsavedCheck.Step) : Checks).Select(
            check => new PlannedStep(check, StepEffect.Read))];

    /// <inheritdoc/>
    public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
    {
        var device = DeviceRun.Device(run);
        var steps = new Steps(run);
        await run.EnterAsync(TargetState.Connecting, cancellationToken).ConfigureAwait(false);
        var (name, port) = device.Jump is [var hop, ..] ? (hop.Address, hop.Port) : (device.Address, device.Port);
        IReadOnlyList<IPAddress> found = [];
        await CheckAsync(steps, "resolve", async () =>
        {
            found = await addresses.ResolveAsync(name, cancellationToken).ConfigureAwait(false);
            return found.Count == 0 ? $"{name} has no address here; the SSH client's own config may know it" : string.Join(", ", found);
        }, cancellationToken).ConfigureAwait(false);
        var direct = await TcpAsync(run, steps, found, port, cancellationToken).ConfigureAwait(false);
        IDeviceSession? session = null;
        try
        {
            await CheckAsync(steps, "login", async () =>
            {
                session = await connector.ConnectAsync(run, device, cancellationToken).ConfigureAwait(false);
                return $"logged in as the device's credential says; it calls itself {session.HostName}";
            }, cancellationToken).ConfigureAwait(false);
            if (direct is not null)
            {
                await run.WarnAsync($"{direct} The login worked all the same: the SSH client's own config knows another way.",
                    cancellationToken).ConfigureAwait(false);
            }

            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
            await CheckAsync(steps, "privilege", async () =>
            {
                if (device.EnableCredential is null)
                {
                    return "not tried: the device has no EnableCredential";
                }

                await session!.RaisePrivilegeAsync(cancellationToken).ConfigureAwait(false);
                return "raised";
            }, cancellationToken).ConfigureAwait(false);
            await CheckAsync(steps, "platform", () => Task.FromResult($"its prompts are those of {platforms.Of(device).Title}"),
                cancellationToken).ConfigureAwait(false);
            if (WorkArgs.Flag(run.Args, Unsaved))
            {
                var saved = "";
                await CheckAsync(steps, UnsavedCheck.Step, async () => saved =
                    await UnsavedCheck.LookAsync(session!, platforms.Archive(device.Platform!), cancellationToken).ConfigureAwait(false),
                    cancellationToken).ConfigureAwait(false);
                if (UnsavedCheck.IsUnsaved(saved))
                {
                    await run.WarnAsync(saved, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            if (session is not null)
            {
                await DeviceRun.CloseAsync(run, session).ConfigureAwait(false);
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Looks whether the port answers. Not the last word: the SSH client may go through a host that only its config
    /// names.</summary>
    /// <returns>What is wrong, or null.</returns>
    private async Task<string?> TcpAsync(IRunContext run, Steps steps, IReadOnlyList<IPAddress> addresses, int port,
        CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(steps, "tcp", () => TcpAsync(run, addresses, port, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (NetBatchException problem) when (problem.ToRunError().IsConnectClass)
        {
            return problem.Message;
        }
    }

    private async Task<string> TcpAsync(IRunContext run, IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        if (addresses is not [var address, ..])
        {
            return "not tried: no address";
        }

        var end = new IPEndPoint(address, port);
        using var limit = new CancellationTokenSource(run.Order.ConnectTimeout, run.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await reach(end, both.Token).ConfigureAwait(false);
            return $"{end} accepts connections";
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NetBatchException(ErrorCode.ConnectTimeout,
                $"{end} did not answer within {run.Order.ConnectTimeout.TotalSeconds:0.#} s.");
        }
        catch (SocketException problem)
        {
            var code = problem.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => ErrorCode.ConnectionRefused,
                SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
                    ErrorCode.NoRoute,
                SocketError.TimedOut => ErrorCode.ConnectTimeout,
                _ => ErrorCode.ConnectFailed,
            };
            throw new NetBatchException(code, $"{end}: {problem.Message}", inner: problem);
        }
    }

    private static async Task CheckAsync(Steps steps, string check, Func<Task<string>> look, CancellationToken cancellationToken) =>
        await steps.ReadAsync(check, async (output, token) =>
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(await look().ConfigureAwait(false) + "\n"), token).ConfigureAwait(false);
            return new StepOutcome();
        }, cancellationToken).ConfigureAwait(false);

    private static async Task ReachAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
    }
}
