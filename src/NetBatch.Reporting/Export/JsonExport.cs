using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NetBatch;

/// <summary>Everything that is known of the jobs: what they were to do, batches, every attempt, every result, rows, documents, every
/// event.</summary>
internal static class JsonExport
{
    private const int FlushBytes = 64 * 1024;

    /// <summary>Names of arguments that hold secrets whatever their value looks like.</summary>
    private static readonly string[] SecretNames = ["password", "secret", "passphrase", "token", "key", "community"];

    // Relaxed: the file is read by programs and stands in no page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(ExportSource source, Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, Options);
        await using var closing = json.ConfigureAwait(false);
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("exportedAt", source.Now);
        json.WriteBoolean("includesSecrets", source.IncludesSecrets);
        json.WriteStartArray("jobs");
        foreach (var job in source.Jobs)
        {
            json.WriteStartObject();
            Item(json, "job", job, ExportJson.Default.BatchJob);
            var spec = await source.SpecAsync(job, cancellationToken).ConfigureAwait(false);
            json.WritePropertyName("rules");
            JsonSerializer.Serialize(json, spec.Rules, EngineJson.Default.JobRules);
            json.WritePropertyName("arguments");
            Arguments(source, spec.Work.Args)?.WriteTo(json);
            json.WriteStartArray("batches");
            foreach (var batch in await source.BatchesAsync(job, cancellationToken).ConfigureAwait(false))
            {
                JsonSerializer.Serialize(json, batch, ExportJson.Default.BatchStatus);
            }

            json.WriteEndArray();
            await ManyAsync(json, "operations", source.OperationsAsync(job, eachAttempt: false, cancellationToken),
                ExportJson.Default.BatchOperation, cancellationToken).ConfigureAwait(false);
            await ManyAsync(json, "attempts", source.OperationsAsync(job, eachAttempt: true, cancellationToken),
                ExportJson.Default.BatchOperation, cancellationToken).ConfigureAwait(false);
            await ManyAsync(json, "results", source.ResultsAsync(job, allAttempts: true, cancellationToken), ExportJson.Default.StepResult,
                cancellationToken).ConfigureAwait(false);
            await JsonContents.RowsAsync(json, source, job, cancellationToken).ConfigureAwait(false);
            await JsonContents.DocumentsAsync(json, source, job, cancellationToken).ConfigureAwait(false);
            await ManyAsync(json, "events", source.EventsAsync(job, cancellationToken), ExportJson.Default.BatchEvent, cancellationToken)
                .ConfigureAwait(false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static async Task ManyAsync<T>(
        Utf8JsonWriter json, string name, IAsyncEnumerable<T> items, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        json.WriteStartArray(name);
        await foreach (var item in items.ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, item, type);
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        json.WriteEndArray();
    }

    private static void Item<T>(Utf8JsonWriter json, string name, T item, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, item, type);
    }

    private static JsonNode? Arguments(ExportSource source, JsonElement args)
    {
        var node = JsonNode.Parse(args.ValueKind == JsonValueKind.Undefined ? "{}" : args.GetRawText());
        return source.IncludesSecrets ? node : Clean(source, node, secret: false);
    }

    /// <summary>Arguments hold no secret by our rules, but config lines are arguments.</summary>
    private static JsonNode? Clean(ExportSource source, JsonNode? node, bool secret) => node switch
    {
        JsonObject members =>
            new JsonObject(members.Select(member =>
                KeyValuePair.Create(member.Key, Clean(source, member.Value, secret || IsSecret(member.Key))))),
        JsonArray items => new JsonArray([.. items.Select(item => Clean(source, item, secret))]),
        JsonValue value when value.TryGetValue<string>(out var text) => secret ? SecretRedactor.Mark : source.Clean(text),
        _ => node?.DeepClone(),
    };

    private static bool IsSecret(string name) => Array.Exists(SecretNames, one => name.EndsWith(one, StringComparison.OrdinalIgnoreCase));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BatchJob))]
[JsonSerializable(typeof(BatchStatus))]
[JsonSerializable(typeof(BatchOperation))]
[JsonSerializable(typeof(StepResult))]
[JsonSerializable(typeof(BatchEvent))]
internal sealed partial class ExportJson : JsonSerializerContext;
