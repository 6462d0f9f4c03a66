using Renci.SshNet;
using Renci.SshNet.Security;

namespace NetBatch.Ssh.Transport;

/// <summary>Leaves out the algorithms by which a key may not sign for a hop.</summary>
internal sealed class PublicKeyRules(IPrivateKeySource key, Func<string, bool> accepted) : IPrivateKeySource
{
    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } = [.. key.HostKeyAlgorithms.Where(one => accepted(one.Name))];
}
