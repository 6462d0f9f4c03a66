namespace NetBatch;

/// <summary>Secrets that a transcript is told of before anybody has them.</summary>
internal sealed class HiddenSecrets(ISecretResolver secrets, RunTranscript transcript) : ISecretResolver
{
    public async ValueTask<Secret?> ResolveAsync(CredentialReference reference, CancellationToken cancellationToken) =>
        Hidden(await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false));

    public async ValueTask<Secret?> AskAsync(CredentialReference reference, string question, CancellationToken cancellationToken) =>
        Hidden(await secrets.AskAsync(reference, question, cancellationToken).ConfigureAwait(false));

    private Secret? Hidden(Secret? secret)
    {
        if (secret is not null)
        {
            transcript.Hide(secret);
        }

        return secret;
    }
}
