using System.Text;

namespace NetBatch;

/// <summary>
/// Redacts a text that comes in pieces, wherever it is cut: logs, events and transcripts go through it before they are written.
/// What comes out is whole lines; of a line without an end, all but its last characters.
/// </summary>
public sealed class StreamingRedactor
{
    /// <summary>How many characters of a line without an end are kept before some of them are let go.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>How many characters a secret has at least that is looked for by its text.</summary>
    public const int Shortest = 4;

    private readonly LineRedactor lines = new();
    private readonly StringBuilder rest = new();
    private readonly string[] secrets;
    private readonly int overlap;

    /// <summary>Makes one for a stream.</summary>
    /// <param name="secrets">Secrets that are known by their text, as those of the credentials in use. Those of fewer than
    /// <see cref="Shortest"/> characters are passed over: they stand in half of all words.</param>
    public StreamingRedactor(params IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        // The longest first, so that one within another leaves nothing of it.
        this.secrets = [.. secrets.Where(secret => secret.Length >= Shortest).OrderByDescending(secret => secret.Length)];
        overlap = Math.Max(0, (this.secrets.FirstOrDefault()?.Length ?? 0) - 1);
    }

    /// <summary>Takes a piece and gives what can be let go, without its secrets.</summary>
    public string Take(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        rest.Append(piece);
        var text = rest.ToString();
        // A secret may itself hold a line's end: what could be its beginning stays.
        var end = text.LastIndexOf('\n', Math.Max(0, text.Length - overlap - 1)) + 1;
        if (end == 0 && text.Length > LongestLine + overlap)
        {
            end = text.Length - overlap;
        }

        return end == 0 ? "" : Let(text, end);
    }

    /// <summary>Gives what is left when nothing more comes.</summary>
    public string End()
    {
        var text = rest.ToString();
        return text.Length == 0 ? "" : Let(text, text.Length);
    }

    private string Let(string text, int end)
    {
        // What was cut within a known secret is looked at together with what comes after it.
        foreach (var secret in secrets)
        {
            for (var at = 0; (at = text.IndexOf(secret, at, StringComparison.Ordinal)) >= 0; at += SecretRedactor.Mark.Length)
            {
                text = string.Concat(text.AsSpan(0, at), SecretRedactor.Mark, text.AsSpan(at + secret.Length));
                var marked = at + SecretRedactor.Mark.Length;
                end = at + secret.Length <= end ? end - secret.Length + SecretRedactor.Mark.Length : Math.Max(end, marked);
                end = Math.Min(end, text.Length);
            }
        }

        rest.Clear().Append(text.AsSpan(end));
        var redacted = new StringBuilder(end);
        var whole = text[..end];
        var isClosed = whole.EndsWith('\n');
        foreach (var line in (isClosed ? whole[..^1] : whole).Split('\n'))
        {
            if (lines.Redact(line) is { } clean)
            {
                redacted.Append(clean).Append('\n');
            }
        }

        if (!isClosed && redacted.Length > 0)
        {
            redacted.Length--;
        }

        return redacted.ToString();
    }
}
