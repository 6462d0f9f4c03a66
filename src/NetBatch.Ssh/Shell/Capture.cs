namespace NetBatch.Ssh.Shell;

/// <summary>Keeps the beginning of an output for messages and hands all of it on, where somebody wants it.</summary>
internal sealed class Capture(IStepRecorder? next = null) : IStepRecorder
{
    private const int Most = 4096;
    private readonly byte[] kept = new byte[Most];
    private int length;

    /// <summary>The lines, without the space around them.</summary>
    public IReadOnlyList<string> Lines =>
        [.. VisibleText.OfLines(kept.AsSpan(0, length)).Split('\n').Select(line => line.Trim())];

    /// <summary>The last line that says anything.</summary>
    public string LastLine => Lines.LastOrDefault(line => line.Length > 0) ?? "";

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        var part = output.Span[..Math.Min(output.Length, Most - length)];
        part.CopyTo(kept.AsSpan(length));
        length += part.Length;
        return next?.WriteAsync(output, cancellationToken) ?? default;
    }

    /// <inheritdoc/>
    public ValueTask BeginRowsAsync(RowSet set, CancellationToken cancellationToken) =>
        next?.BeginRowsAsync(set, cancellationToken) ?? default;

    /// <inheritdoc/>
    public ValueTask WriteRowAsync(ReadOnlyMemory<object?> values, CancellationToken cancellationToken) =>
        next?.WriteRowAsync(values, cancellationToken) ?? default;

    /// <inheritdoc/>
    public ValueTask FailRowsAsync(string reason, CancellationToken cancellationToken) =>
        next?.FailRowsAsync(reason, cancellationToken) ?? default;

    /// <inheritdoc/>
    public ValueTask EndAsync(RunError? error = null, int? exitStatus = null, CancellationToken cancellationToken = default) => default;
}
