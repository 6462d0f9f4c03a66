namespace NetBatch;

/// <summary>What a target's error says to whom it is shown.</summary>
public static class RunErrorText
{
    /// <summary>The error without secrets: its sentence may quote what a device said.</summary>
    public static RunError? WithoutSecrets(this RunError? error) =>
        error is null ? null : error with { Message = SecretRedactor.Redact(error.Message) };
}
