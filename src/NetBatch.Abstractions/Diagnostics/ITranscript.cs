namespace NetBatch;

/// <summary>Takes down what is said between a kind of work and its target, and what is made of it. Safe for concurrent use.</summary>
public interface ITranscript
{
    /// <summary>Takes a sentence on what was decided, and why.</summary>
    void Note(string sentence);

    /// <summary>Takes what was sent. Secrets are never handed in: the caller says in their place what they are.</summary>
    void Sent(string text);

    /// <summary>Takes what came, in pieces of any size.</summary>
    void Received(ReadOnlySpan<byte> bytes);
}
