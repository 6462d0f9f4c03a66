namespace NetBatch.Cli.Options;

/// <summary>Texts of the form name=value.</summary>
internal static class Pairs
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string[]? texts, string option)
    {
        foreach (var text in texts ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            yield return equals > 0
                ? KeyValuePair.Create(text[..equals].Trim(), text[(equals + 1)..])
                : throw new NetBatchException(ErrorCode.InvalidArgument, $"{option} has '{text}'.", "Write name=value.");
        }
    }
}
