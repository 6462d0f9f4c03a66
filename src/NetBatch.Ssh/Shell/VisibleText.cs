using System.Text;

namespace NetBatch.Ssh.Shell;

/// <summary>What a person would see of some bytes of a terminal.</summary>
internal static class VisibleText
{
    /// <summary>One line: escapes gone, backspaces and carriage returns carried out, spaces at the end kept.</summary>
    public static string OfLine(ReadOnlySpan<byte> bytes)
    {
        Span<byte> seen = bytes.Length <= 1024 ? stackalloc byte[bytes.Length] : new byte[bytes.Length];
        var length = 0;
        var returned = false;
        for (var i = 0; i < bytes.Length; i++)
        {
            switch (bytes[i])
            {
                case 0x1b:
                    i = EscapeEnd(bytes, i) - 1;
                    break;
                case (byte)'\b':
                    length = Math.Max(0, length - 1);
                    break;
                case (byte)'\r':
                    returned = true;
                    break;
                case < 0x20 and not (byte)'\t':
                    break;
                default:
                    if (returned)
                    {
                        // Written over from the line's beginning.
                        length = 0;
                        returned = false;
                    }

                    seen[length++] = bytes[i];
                    break;
            }
        }

        return DeviceEncoding.Shown.GetString(seen[..length]);
    }

    /// <summary>Several lines, each as <see cref="OfLine"/>.</summary>
    public static string OfLines(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            text.Append(OfLine(bytes[..end])).Append('\n');
            bytes = bytes[(end + 1)..];
        }

        return text.Append(OfLine(bytes)).ToString();
    }

    /// <summary>The index behind the escape sequence that begins at <paramref name="start"/>; the end where it is cut off.</summary>
    public static int EscapeEnd(ReadOnlySpan<byte> bytes, int start)
    {
        var i = start + 1;
        if (i >= bytes.Length)
        {
            return bytes.Length;
        }

        switch (bytes[i])
        {
            case (byte)'[':
                for (i++; i < bytes.Length; i++)
                {
                    if (bytes[i] is >= 0x40 and <= 0x7e)
                    {
                        return i + 1;
                    }
                }

                return bytes.Length;
            case (byte)']':
                for (i++; i < bytes.Length; i++)
                {
                    if (bytes[i] == 7 || (bytes[i] == (byte)'\\' && bytes[i - 1] == 0x1b))
                    {
                        return i + 1;
                    }
                }

                return bytes.Length;
            case (byte)'(' or (byte)')':
                return Math.Min(i + 2, bytes.Length);
            default:
                return i + 1;
        }
    }
}
