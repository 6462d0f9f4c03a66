using System.Text.Json.Serialization;

namespace NetBatch.Cluster.Wire;

/// <summary>What a message is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageKind>))]
internal enum MessageKind
{
    /// <summary>Hub: who is there?</summary>
    Who,
    /// <summary>Both: I am there, and heard your beat of that number.</summary>
    Beat,
    /// <summary>Hub: do this.</summary>
    Order,
    /// <summary>Hub: go on with that for me, under this epoch.</summary>
    Adopt,
    /// <summary>Hub: its change may begin.</summary>
    Grant,
    /// <summary>Both: that is durable, or known.</summary>
    Ack,
    /// <summary>Hub: end that at its next safe point.</summary>
    Stop,
    /// <summary>Hub: nobody here waits for that.</summary>
    Drop,
    /// <summary>Hub: I own that no longer; whoever does will ask for it.</summary>
    Orphan,
    /// <summary>Hub: what would you lock for this?</summary>
    KeysAsked,
    /// <summary>Hub: with you I do not speak, for this reason.</summary>
    Refused,
    /// <summary>Worker: this is who I am.</summary>
    Hello,
    /// <summary>Worker: I have that.</summary>
    Have,
    /// <summary>Worker: what happened.</summary>
    Report,
    /// <summary>Worker: nothing of that goes on here, and it has changed nothing.</summary>
    LetGo,
    /// <summary>Worker: that I do not know.</summary>
    NotKnown,
    /// <summary>Worker: what it would lock.</summary>
    Keys,
    /// <summary>Worker: I leave.</summary>
    Goodbye,
}

/// <summary>The head of a message; an order or a report follows it as it is. Members that a reader does not know it passes over.</summary>
internal sealed record Envelope
{
    /// <summary>The protocol of this build.</summary>
    public const int CurrentProtocol = 1;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Protocol { get; init; } = CurrentProtocol;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required MessageKind Kind { get; init; }

    /// <summary>The hub that says it, or that it is for; empty: every hub.</summary>
    public string Hub { get; init; } = "";

    /// <summary>The incarnation of the worker that it is for: one more mark to compare.</summary>
    public string? Incarnation { get; init; }

    /// <summary>The number of a beat, of an asking for a grant, or of a question.</summary>
    public long Sequence { get; init; }

    /// <summary>The number of the last beat of the other that was heard.</summary>
    public long Heard { get; init; }

    public string? Job { get; init; }

    public int Number { get; init; }

    public int Attempt { get; init; }

    public long Epoch { get; init; }

    /// <summary>The number of a report; of an adoption: of the last that is durable.</summary>
    public int Report { get; init; }

    /// <summary>For people: a version, a reason.</summary>
    public string? Text { get; init; }

    public int Capacity { get; init; }

    public int InFlight { get; init; }

    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>What kept keys from being told.</summary>
    public ErrorCode Error { get; init; }

    /// <summary>Which run it is about.</summary>
    [JsonIgnore]
    public RunKey Run => new(Job ?? "", Number, Attempt);
}

/// <summary>One attempt at one target of one job.</summary>
internal readonly record struct RunKey(string Job, int Number, int Attempt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class WireJson : JsonSerializerContext;
