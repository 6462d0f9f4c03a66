namespace NetBatch.Platforms;

/// <summary>
/// Helps who wrote a platform that is not known. A name that looks alike may be another command line (<c>cisco_asa</c> is no
/// <c>cisco_ios</c>), so one is suggested only where each of its words is that word mistyped.
/// </summary>
internal static class PlatformAdvice
{
    public static string Of(string written, IReadOnlyList<string> names)
    {
        var words = Words(written);
        if (names.FirstOrDefault(name => IsMistyped(words, Words(name))) is { } meant)
        {
            return $"Did you mean '{meant}'?";
        }

        string[] ofMaker = [.. names.Where(name => words.Length > 0 && Words(name)[0] == words[0])];
        var known = ofMaker.Length > 0
            ? $"Known of '{words[0]}' are: {string.Join(", ", ofMaker)}; look whether its command line is one of these."
            : $"Known are: {string.Join(", ", names)}.";
        return known + " Another can be described in a file of its own (docs/platforms.md).";
    }

    private static string[] Words(string name) =>
        name.ToLowerInvariant().Split(['_', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries);

    // At most one slip in a word, and none in a word of three letters or fewer: "ios" and "eos", "asa" and "asr" are one letter apart
    // and two products.
    private static bool IsMistyped(string[] written, string[] name) =>
        written.Length == name.Length && written.Zip(name).All(pair => pair.First == pair.Second
            || (Math.Min(pair.First.Length, pair.Second.Length) > 3 && pair.First[0] == pair.Second[0]
                && NearestName.Find(pair.First, [pair.Second]) is not null
                && Math.Abs(pair.First.Length - pair.Second.Length) <= 1));
}
