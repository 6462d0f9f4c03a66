namespace NetBatch.Remediation;

/// <summary>
/// Rules by the letter that a line must begin with for them to hold: of the dozens of a platform few speak of lines that begin as a
/// given one does. Their order stays. Belongs to one thread.
/// </summary>
/// <param name="all">The rules.</param>
/// <param name="test">The test of a rule on a line.</param>
internal sealed class LetterIndex<T>(T[] all, Func<T, LineRule> test)
{
    /// <summary>Letters beyond ASCII begin too few lines to be told apart.</summary>
    private const int Letters = 128;

    private readonly T[]?[] byLetter = all.Length > 1 ? new T[Letters][] : [];

    /// <summary>All rules.</summary>
    public T[] All => all;

    /// <summary>The rules that may hold for a line.</summary>
    public T[] For(string text)
    {
        if (byLetter.Length == 0 || text.Length == 0 || text[0] >= Letters)
        {
            return all;
        }

        return byLetter[text[0]] ??= Of(text[0]);
    }

    private T[] Of(char letter) =>
        Array.FindAll(all, rule => test(rule).FirstLetters is not { } letters || letters.Contains(letter, StringComparison.Ordinal));
}
