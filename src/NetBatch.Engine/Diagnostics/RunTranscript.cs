using System.Text;

namespace NetBatch;

/// <summary>
/// The transcript of one attempt. Each text goes through a redactor of its own direction before it is kept or told, so that
/// a secret in two pieces is found; what came is told line by line, and what is left of it before anything is sent.
/// </summary>
internal sealed class RunTranscript(WorkOrder order, TimeProvider time, Action<TranscriptEntry>? told) : ITranscript
{
    /// <summary>So many characters are kept of an attempt's beginning, and as many of its end.</summary>
    internal const int MostKept = 512 * 1024;

    private readonly Lock gate = new();
    private readonly long began = time.GetTimestamp();
    private readonly List<TranscriptEntry> head = [];
    private readonly Queue<TranscriptEntry> tail = new();
    private readonly List<string> secrets = [];
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private StreamingRedactor received = new();
    private long? arrived;
    private int headLength;
    private int tailLength;
    private int dropped;

    public void Note(string sentence) => Take(TranscriptKind.Note, sentence);

    public void Connection(string sentence) => Take(TranscriptKind.Connection, sentence);

    public void Sent(string text) => Take(TranscriptKind.Sent, text);

    public void Received(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var text = new char[decoder.GetCharCount(bytes, flush: false)];
            decoder.GetChars(bytes, text, flush: false);
            var now = time.GetTimestamp();
            var lines = received.Take(new string(text));
            Add(TranscriptKind.Received, lines, arrived ?? now);

            // What has no end yet is told later, and came when its first byte did.
            arrived = text is [.., '\n'] ? null : lines.Length > 0 ? now : arrived ?? now;
        }
    }

    /// <summary>Leaves a secret out from now on, wherever it stands: a device may repeat what it was given.</summary>
    public void Hide(Secret secret)
    {
        lock (gate)
        {
            secrets.Add(secret.Reveal());
            LetGo();
        }
    }

    /// <summary>All that is kept, in order.</summary>
    public IReadOnlyList<TranscriptEntry> Lines()
    {
        lock (gate)
        {
            LetGo();
            return dropped == 0
                ? [.. head, .. tail]
                : [.. head, Line(TranscriptKind.Note, $"{Counted.Of(dropped, "line")} in between were not kept.", time.GetTimestamp()),
                    .. tail];
        }
    }

    private void Take(TranscriptKind kind, string text)
    {
        lock (gate)
        {
            LetGo();
            var redactor = new StreamingRedactor(secrets);
            Add(kind, redactor.Take(text) + redactor.End(), time.GetTimestamp());
        }
    }

    private void LetGo()
    {
        Add(TranscriptKind.Received, received.End(), arrived ?? time.GetTimestamp());
        arrived = null;
        received = new StreamingRedactor(secrets);
    }

    private void Add(TranscriptKind kind, string text, long when)
    {
        if (text.Length == 0)
        {
            return;
        }

        var line = Line(kind, text, when);
        told?.Invoke(line);
        if (tail.Count == 0 && headLength < MostKept)
        {
            head.Add(line);
            headLength += text.Length;
            return;
        }

        tail.Enqueue(line);
        tailLength += text.Length;
        while (tailLength > MostKept && tail.Count > 1)
        {
            tailLength -= tail.Dequeue().Text.Length;
            dropped++;
        }
    }

    private TranscriptEntry Line(TranscriptKind kind, string text, long when) => new()
    {
        JobId = order.JobId,
        Device = order.Target.Name,
        Attempt = order.Attempt,
        At = time.GetUtcNow() - time.GetElapsedTime(when),
        Since = time.GetElapsedTime(began, when),
        Kind = kind,
        Text = text,
    };
}
