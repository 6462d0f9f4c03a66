using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NetBatch;

/// <summary>What runs keep beside their outputs, in the JSON export: the rows of every attempt, and each target's documents.</summary>
internal static class JsonContents
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Columns that hold secrets whatever their values look like. A "key" is not among them: that of a table is none.</summary>
    private static readonly string[] SecretColumns = ["password", "passphrase", "secret", "community", "token"];

    /// <summary>An object for each step that has rows: what they look like, and an array for each row in the order of the
    /// columns.</summary>
    public static async Task RowsAsync(Utf8JsonWriter json, ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        json.WriteStartArray("rows");
        (int Number, int Step, int Attempt)? open = null;
        await foreach (var chunk in source.RowsAsync(job, cancellationToken).ConfigureAwait(false))
        {
            if (open != (chunk.Number, chunk.Step, chunk.Attempt))
            {
                End(json, open is not null);
                Begin(json, source, chunk);
                open = (chunk.Number, chunk.Step, chunk.Attempt);
            }

            foreach (var row in chunk.Rows())
            {
                Row(json, source, chunk.Set, row);
                if (json.BytesPending > FlushBytes)
                {
                    await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        End(json, open is not null);
        json.WriteEndArray();
    }

    /// <summary>Name, size in bytes and content; without its secrets, a content that is no text is left out, for nothing could be looked
    /// for in it.</summary>
    public static async Task DocumentsAsync(Utf8JsonWriter json, ExportSource source, BatchJob job, CancellationToken cancellationToken)
    {
        json.WriteStartArray("documents");
        await foreach (var document in source.DocumentsAsync(job, cancellationToken).ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteNumber("number", document.Number);
            json.WriteString("name", document.Name);
            json.WriteNumber("attempt", document.Attempt);
            json.WriteString("document", document.Document);
            json.WriteNumber("bytes", document.Content.Length);
            if (Utf8.IsValid(document.Content.Span))
            {
                json.WriteString("content", source.Clean(document.Text));
            }
            else if (source.IncludesSecrets)
            {
                json.WriteBase64String("contentBase64", document.Content.Span);
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
    }

    private static void Begin(Utf8JsonWriter json, ExportSource source, RowChunk chunk)
    {
        json.WriteStartObject();
        json.WriteNumber("number", chunk.Number);
        json.WriteString("name", chunk.Name);
        json.WriteString("targetId", chunk.TargetId);
        json.WriteNumber("batch", chunk.Batch);
        json.WriteNumber("attempt", chunk.Attempt);
        json.WriteNumber("step", chunk.Step);
        json.WriteString("command", source.Clean(chunk.Command));
        json.WriteString("view", chunk.Set.View);
        json.WriteStartArray("columns");
        foreach (var column in chunk.Set.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
    }

    private static void End(Utf8JsonWriter json, bool open)
    {
        if (open)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void Row(Utf8JsonWriter json, ExportSource source, RowSet set, object?[] row)
    {
        json.WriteStartArray();
        for (var index = 0; index < row.Length; index++)
        {
            var column = set.Columns[index];
            if (!source.IncludesSecrets && row[index] is { } value && IsSecret(source, column, value))
            {
                json.WriteStringValue(SecretRedactor.Mark);
                continue;
            }

            RowCodec.Write(json, column, row[index] switch
            {
                string text => source.Clean(text),
                string[] texts => Array.ConvertAll(texts, source.Clean),
                var other => other,
            });
        }

        json.WriteEndArray();
    }

    private static bool IsSecret(ExportSource source, RowColumn column, object value) =>
        Array.Exists(SecretColumns, name => column.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase))
        || (value is byte[] bytes && Encoding.Latin1.GetString(bytes) is var text && !ReferenceEquals(source.Clean(text), text)
            && source.Clean(text) != text);
}
