namespace NetBatch.Platforms;

/// <summary>A command's first words as a platform file lists them; <c>sh(ow)</c> may be cut down to <c>sh</c>.</summary>
public sealed class Verb
{
    private readonly (string Least, string Whole)[] words;

    private Verb((string, string)[] words) => this.words = words;

    /// <summary>Reads the written form, or gives null where its parentheses make no sense.</summary>
    public static Verb? Read(string text)
    {
        var words = new List<(string, string)>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var open = word.IndexOf('(', StringComparison.Ordinal);
            if (open < 0
                ? word.Contains(')', StringComparison.Ordinal)
                : open == 0 || word.IndexOf(')', StringComparison.Ordinal) != word.Length - 1)
            {
                return null;
            }

            words.Add(open < 0 ? (word, word) : (word[..open], word[..open] + word[(open + 1)..^1]));
        }

        return words.Count == 0 ? null : new Verb([.. words]);
    }

    /// <summary>Whether a command begins with these words, or with what they may be cut down to.</summary>
    public bool Begins(ReadOnlySpan<string> words)
    {
        if (words.Length < this.words.Length)
        {
            return false;
        }

        for (var i = 0; i < this.words.Length; i++)
        {
            var (least, whole) = this.words[i];
            if (words[i].Length < least.Length || !whole.StartsWith(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
