using System.Text;
using System.Text.Json;

namespace NetBatch.Store;

/// <summary>A target's own arguments as they stand in the file: they may hold whole configs, so they are compressed.</summary>
internal readonly record struct PackedArgs(int Codec, int Length, byte[] Bytes)
{
    /// <summary>Packs those of a job; names in any case.</summary>
    public static IReadOnlyDictionary<string, PackedArgs> Of(IReadOnlyDictionary<string, JsonElement> args) =>
        args.ToDictionary(one => one.Key, one => Of(one.Value), StringComparer.OrdinalIgnoreCase);

    private static PackedArgs Of(JsonElement args)
    {
        var json = Encoding.UTF8.GetBytes(args.GetRawText());
        var (codec, bytes) = OutputCodec.Pack(json);
        return new PackedArgs(codec, json.Length, bytes);
    }
}
