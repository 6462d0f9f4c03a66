using System.Reflection;
using Renci.SshNet;

namespace NetBatch.Ssh.Transport;

/// <summary>A kind of channel of the library, of which we choose the window.</summary>
internal sealed class ChannelShape
{
    /// <summary>
    /// Bytes that a server may send before we let it go on. The library's own is 2 GB, which no peer is held back by, and
    /// of which dropbear believes 500,000,000 and then waits for ever (TRANS_MAX_WIN_INCR in its sysoptions.h).
    /// </summary>
    public const uint Window = 4 << 20;

    private const uint Packet = 64 << 10;

    private readonly ConstructorInfo make;

    public ChannelShape(Type type, Type session)
    {
        make = type.GetConstructor([session, typeof(uint), typeof(uint), typeof(uint)])
            ?? throw new MissingMethodException($"{type.FullName} has no constructor of (session, number, window, packet).");
        Check("SendData", typeof(byte[]), typeof(int), typeof(int));
        Check("SendEof");
        if (type.GetProperty("IsOpen")?.PropertyType != typeof(bool) || type.GetProperty("RemoteWindowSize")?.PropertyType != typeof(uint))
        {
            throw new MissingMemberException($"{type.FullName} tells neither whether it is open nor its window.");
        }
    }

    /// <summary>Makes the one channel of a session.</summary>
    public LibraryChannel Make(Session session) => new(make.Invoke([session, 0u, Window, Packet]));

    public void Check(string name, params Type[] parameters)
    {
        if (make.DeclaringType!.GetMethod(name, parameters) is null)
        {
            throw new MissingMethodException(
                $"{make.DeclaringType.FullName} has no method {name} of ({string.Join(", ", parameters.Select(one => one.Name))}).");
        }
    }
}
