using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetBatch.Store;

/// <summary>How values stand in the store: times in ticks of 100 ns since year 1 in UTC, enums by name, lists and errors as JSON.</summary>
internal static class Stored
{
    public static object Time(DateTimeOffset time) => time.UtcTicks;

    public static object? Error(RunError? error) =>
        error is null ? null : JsonSerializer.Serialize(error, StoredJson.Default.RunError);

    public static string Texts(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, StoredJson.Default.IReadOnlyListString);

    public static string Numbers(IReadOnlyList<int> numbers) => JsonSerializer.Serialize(numbers, StoredJson.Default.IReadOnlyListInt32);

    /// <summary>The names of an enum's values as a JSON array, for <c>texts</c>.</summary>
    public static string Names<T>(IEnumerable<T> values)
        where T : struct, Enum => Texts([.. values.Select(value => EnumNames<T>.Of(value))]);

    public static string Name<T>(T value)
        where T : struct, Enum => EnumNames<T>.Of(value);

    /// <summary>The value of a stored name.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.StoreNewer"/>: the name is not known here.</exception>
    public static T Value<T>(ReadOnlySpan<char> name)
        where T : struct, Enum => EnumNames<T>.Read(name);

    /// <summary>Enum.Parse and ToString by reflection cost more than the rest of reading a row.</summary>
    private static class EnumNames<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> Names = System.Enum.GetValues<T>()
            .ToDictionary(value => value, value => value.ToString());
        private static readonly Dictionary<string, T> Values =
            Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        public static string Of(T value) => Names[value];

        public static T Read(ReadOnlySpan<char> name) => Values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var value)
            ? value
            : throw new NetBatchException(ErrorCode.StoreNewer,
                $"The store holds the {typeof(T).Name} '{name}', which this version does not know.", "Update NetBatch.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunError))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
internal sealed partial class StoredJson : JsonSerializerContext;
