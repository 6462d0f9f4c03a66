namespace NetBatch.Lab.Cli;

/// <summary>An output that is shown page by page.</summary>
internal sealed class Pager(string[] lines, PagerStyle style, int pageLength)
{
    private int next;

    /// <summary>Whether all has been shown or the user has ended it.</summary>
    public bool Done { get; private set; }

    /// <summary>The first page, with the pager's prompt where more follows.</summary>
    public string Start() => Show(pageLength - 1);

    /// <summary>Answers a key.</summary>
    public string Key(char key)
    {
        switch (key)
        {
            case ' ':
                return style.Erase + Show(pageLength - 1);
            case '\r' or '\n':
                return style.Erase + Show(1);
            case 'q' or 'Q' or '\x03':
                Done = true;
                return style.Erase;
            default:
                return "";
        }
    }

    private string Show(int count)
    {
        var end = Math.Min(next + Math.Max(count, 1), lines.Length);
        var page = string.Concat(lines[next..end].Select(line => line + "\n"));
        next = end;
        Done = next >= lines.Length;
        return Done ? page : page + style.Prompt;
    }
}

/// <summary>The pager's prompt and what wipes it off the line again.</summary>
internal sealed record PagerStyle(string Prompt, string Erase)
{
    public static PagerStyle Ios { get; } = new(" --More-- ", "\b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b");

    public static PagerStyle Nxos { get; } = new("--More--", "\r        \r");

    public static PagerStyle Eos { get; } = new("--More--", "\r\u001b[K");

    public static PagerStyle Asa { get; } = new("<--- More --->", "\r              \r");

    public static PagerStyle Vrp { get; } = new("  ---- More ----", "\u001b[42D                                          \u001b[42D");

    public static PagerStyle Comware { get; } = new("---- More ----", "\u001b[16D                \u001b[16D");

    public static PagerStyle Forti { get; } = new("--More-- ", "\r         \r");

    public static PagerStyle Junos { get; } = new("---(more)---", "\r                                        \r");
}
