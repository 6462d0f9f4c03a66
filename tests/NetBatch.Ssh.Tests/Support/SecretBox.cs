namespace NetBatch.Ssh.Tests.Support;

/// <summary>Secrets by name.</summary>
internal sealed class SecretBox(params (string Name, Secret Secret)[] secrets) : ISecretResolver
{
    public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        new(secrets.FirstOrDefault(entry => entry.Name == reference.Name).Secret);
}
