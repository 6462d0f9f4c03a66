using NetBatch.Ssh.Transport;

namespace NetBatch;

/// <summary>The SSH options that a device may set, for who reads devices: what a connection would refuse is refused at once.</summary>
public static class DeviceSshOptions
{
    /// <summary>Why a connection would refuse the option, with what to do instead; null: it would not.</summary>
    /// <param name="name">The option in the SSH client's words.</param>
    /// <param name="value">Its value.</param>
    public static NetBatchException? Fault(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return SshOptionRules.Fault(name, value) is var (what, remedy)
            ? new NetBatchException(ErrorCode.InvalidArgument, what + ".", remedy) : null;
    }
}
