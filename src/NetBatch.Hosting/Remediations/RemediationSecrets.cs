namespace NetBatch.Hosting;

/// <summary>Takes the secrets out of remediations on their way to people. What is kept and what is sent stays as it is.</summary>
internal static class RemediationSecrets
{
    public static DeviceRemediation Hide(DeviceRemediation one) => one with
    {
        Remediation = SecretRedactor.Redact(one.Remediation),
        Rollback = SecretRedactor.Redact(one.Rollback),
        Findings = SecretRedactor.Redact(one.Findings),
        Error = one.Error is { } error ? error with { Message = SecretRedactor.Redact(error.Message) } : null,
    };
}
