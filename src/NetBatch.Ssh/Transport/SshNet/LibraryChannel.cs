using System.Net.Sockets;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>A channel object of the library.</summary>
internal sealed class LibraryChannel
{
    private readonly object channel;
    private readonly Action<byte[], int, int> send;
    private readonly Func<uint> window;
    private readonly Func<bool> open;

    public LibraryChannel(object channel)
    {
        this.channel = channel;
        var type = channel.GetType();
        send = type.GetMethod("SendData", [typeof(byte[]), typeof(int), typeof(int)])!.CreateDelegate<Action<byte[], int, int>>(channel);
        window = type.GetProperty("RemoteWindowSize")!.GetMethod!.CreateDelegate<Func<uint>>(channel);
        open = type.GetProperty("IsOpen")!.GetMethod!.CreateDelegate<Func<bool>>(channel);
    }

    public bool IsOpen => open();

    /// <summary>Bytes that the server takes now; a longer text waits until it takes more.</summary>
    public uint Takes => window();

    /// <summary>Asks for the channel and waits for the answer.</summary>
    public void Open() => Call("Open");

    /// <summary>Asks for a way to another host and waits for the answer; <see cref="IsOpen"/> tells what it was.</summary>
    public void Open(string host, int port, Socket socket) =>
        Call("Open", host, (uint)port, new ForwardedPortLocal("127.0.0.1", 0, host, (uint)port), socket);

    /// <summary>Whether the server gives a terminal.</summary>
    public bool RequestTerminal(string type) =>
        (bool)Call("SendPseudoTerminalRequest", type, 0u, 0u, 0u, 0u, null as IDictionary<TerminalModes, uint>)!;

    /// <summary>Whether the server starts a shell.</summary>
    public bool RequestShell() => (bool)Call("SendShellRequest")!;

    /// <summary>Whether the server runs the command.</summary>
    public bool RequestExec(string command) => (bool)Call("SendExecRequest", command)!;

    /// <summary>Whether the server has the subsystem.</summary>
    public bool RequestSubsystem(string name) => (bool)Call("SendSubsystemRequest", name)!;

    public void Send(ArraySegment<byte> bytes) => send(bytes.Array!, bytes.Offset, bytes.Count);

    public void SendEof() => Call("SendEof");

    private object? Call(string name, params object?[] arguments)
    {
        try
        {
            return channel.GetType().InvokeMember(
                name, BindingFlags.InvokeMethod | BindingFlags.Instance | BindingFlags.Public, null, channel, arguments,
                System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Capture(error.InnerException!).Throw();
            throw;
        }
    }
}
