using System.Globalization;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>
/// A process that owns sessions, to be killed by a test: opens some through a jump host, says so, and waits for a line or its death.
/// Arguments: runtime folder, port, user, jump port, jump user, how many, transport. Standard input: the two passwords.
/// </summary>
internal static class OwnerProgram
{
    public static async Task Main(string[] arguments)
    {
        var password = Console.ReadLine() ?? "";
        var jumpPassword = Console.ReadLine() ?? "";
        var folder = arguments[0];
        var transport = Transports.Make(arguments is [.., "InProcess"] ? TransportKind.InProcess : TransportKind.OpenSsh,
            new SshTransportOptions
        {
            KnownHostsFile = Path.Combine(folder, "known_hosts"),
            RuntimeFolder = folder,
            UserConfigFile = "",
            SystemConfigFile = "",
        });
        var request = new SshRequest
        {
            Device = new Device
            {
                Name = "r1",
                Address = "127.0.0.1",
                Port = int.Parse(arguments[1], CultureInfo.InvariantCulture),
                Credential = new CredentialReference(CredentialSource.Supplied, "main", arguments[2]),
                Jump = [new JumpHost("127.0.0.1", int.Parse(arguments[3], CultureInfo.InvariantCulture),
                    new CredentialReference(CredentialSource.Supplied, "jump", arguments[4]))],
            },
            Secrets = new SecretBox(("main", new Secret(null, password)), ("jump", new Secret(null, jumpPassword))),
            ConnectTimeout = TimeSpan.FromSeconds(20),
            LoginTimeout = TimeSpan.FromSeconds(30),
            Started = async child =>
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"child {child.ProcessId} {child.StartTicks}")),
        };
        await Task.WhenAll(Enumerable.Range(0, int.Parse(arguments[5], CultureInfo.InvariantCulture))
            .Select(_ => transport.OpenAsync(request, CancellationToken.None)));
        await Console.Out.WriteLineAsync("open");
        await Console.In.ReadLineAsync();
        await ((IAsyncDisposable)transport).DisposeAsync();
    }
}
