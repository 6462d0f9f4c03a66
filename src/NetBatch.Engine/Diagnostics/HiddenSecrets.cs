namespace NetBatch;

/// <summary>Secrets that a transcript is told of before anybody has them.</summary>
internal sealed class HiddenSecrets(ISecretResolver secrets, RunTranscript transcript) : ISecretResolver
{
    public async ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken)
    {
        var secret = await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        if (secret is not null)
        {
            transcript.Hide(secret);
        }

        return secret;
    }
}
