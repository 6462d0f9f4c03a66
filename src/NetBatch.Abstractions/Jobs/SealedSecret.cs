namespace NetBatch;

/// <summary>A secret that was given at a prompt, for one worker alone: only its private key opens it.</summary>
/// <param name="Name">The name of the reference that it stands for.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Content">The sealed bytes, in Base64.</param>
public sealed record SealedSecret(string Name, string Worker, string Content);
