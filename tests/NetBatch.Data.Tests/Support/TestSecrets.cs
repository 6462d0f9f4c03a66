namespace NetBatch.Data.Tests.Support;

/// <summary>Secrets by the name of their reference.</summary>
internal sealed class TestSecrets(params (string Name, Secret Secret)[] all) : ISecretResolver
{
    public ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        new(all.Where(one => one.Name == reference.Name).Select(one => one.Secret).FirstOrDefault());
}
