using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace NetBatch.Ssh.Transport;

/// <summary>A key that the agent keeps and signs with.</summary>
internal sealed class AgentKey : IPrivateKeySource
{
    public AgentKey(string? agent, byte[] key)
    {
        var type = SshWire.TypeOf(key);
        HostKeyAlgorithms = type switch
        {
            "ssh-rsa" => [new Algorithm("rsa-sha2-512", agent, key, 4), new Algorithm("rsa-sha2-256", agent, key, 2),
                new Algorithm("ssh-rsa", agent, key, 0)],
            "ssh-rsa-cert-v01@openssh.com" =>
            [
                new Algorithm("rsa-sha2-512-cert-v01@openssh.com", agent, key, 4),
                new Algorithm("rsa-sha2-256-cert-v01@openssh.com", agent, key, 2),
            ],
            _ => [new Algorithm(type, agent, key, 0)],
        };
    }

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; }

    private sealed class Algorithm(string name, string? agent, byte[] key, uint flags) : HostAlgorithm(name)
    {
        public override byte[] Data => key;

        public override byte[] Sign(byte[] data) =>
            SshAgent.Sign(agent, key, data, flags) ?? throw new SshAuthenticationException("Permission denied (the agent did not sign).");

        public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("The agent only signs.");
    }
}
