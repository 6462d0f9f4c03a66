using System.Text.RegularExpressions;

namespace NetBatch.Ssh.Shell;

/// <summary>
/// Looks for the device's error markers at the beginning of lines: of every line, or of the first that says anything,
/// because an output may hold markers as text.
/// </summary>
internal sealed class RejectionWatch(bool firstLineOnly, params Regex?[] markers)
{
    private const int Most = 400;
    private readonly byte[] line = new byte[Most];
    private int length;
    private bool done = Array.TrueForAll(markers, marker => marker is null);

    /// <summary>The line with the marker, in the device's words, or null.</summary>
    public string? Words { get; private set; }

    /// <summary>Takes the next bytes of the output.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!done && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            part = part[..Math.Min(part.Length, Most - length)];
            part.CopyTo(line.AsSpan(length));
            length += part.Length;
            if (end < 0)
            {
                return;
            }

            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>Ends the last line, which may have no line end.</summary>
    public void Finish()
    {
        if (!done && length > 0)
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        var text = VisibleText.OfLine(line.AsSpan(0, length));
        length = 0;
        // The line with the caret only points into the command above it.
        if (text.AsSpan().Trim(" \t^").IsEmpty)
        {
            return;
        }

        if (Array.Exists(markers, marker => marker?.IsMatch(text) == true))
        {
            Words = text.Trim();
            done = true;
        }
        else
        {
            done = firstLineOnly;
        }
    }
}
