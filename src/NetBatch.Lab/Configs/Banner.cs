namespace NetBatch.Lab.Configs;

/// <summary>Banners: the only lines of these configurations that hold line breaks.</summary>
internal static class Banner
{
    /// <summary>What ends the banner that this line begins; null where it begins none. EOS names none and ends with a line
    /// <c>EOF</c>.</summary>
    public static string? Delimiter(string line)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] != "banner")
        {
            return null;
        }

        return words.Length == 2 ? "\nEOF" : words[2].StartsWith("^C", StringComparison.Ordinal) ? "^C" : words[2][..1];
    }

    /// <summary>Whether the banner is complete.</summary>
    public static bool Ends(string text, string delimiter)
    {
        if (delimiter == "\nEOF")
        {
            return text.EndsWith(delimiter, StringComparison.Ordinal);
        }

        var first = text.IndexOf(delimiter, text.IndexOf(' ', 7) + 1, StringComparison.Ordinal);
        return text.IndexOf(delimiter, first + delimiter.Length, StringComparison.Ordinal) >= 0;
    }
}
