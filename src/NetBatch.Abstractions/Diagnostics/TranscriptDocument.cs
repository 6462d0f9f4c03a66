using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>The document of a run that holds an attempt's transcript: JSON, a list of lines.</summary>
public static class TranscriptDocument
{
    private const string Prefix = "transcript.";

    /// <summary>The document's name for an attempt.</summary>
    public static string Name(int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{attempt}");

    /// <summary>Whether a document is a transcript.</summary>
    public static bool Is(RunDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Document.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The document of a transcript.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<TranscriptEntry> lines) =>
        JsonSerializer.SerializeToUtf8Bytes(lines, TranscriptJson.Default.IReadOnlyListTranscriptEntry);

    /// <summary>The transcript of a document.</summary>
    public static IReadOnlyList<TranscriptEntry> Read(RunDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return JsonSerializer.Deserialize(document.Content.Span, TranscriptJson.Default.IReadOnlyListTranscriptEntry) ?? [];
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<TranscriptEntry>))]
internal sealed partial class TranscriptJson : JsonSerializerContext;
