namespace NetBatch.Lab.Configs.Views;

/// <summary>A command of a view, with what takes it back.</summary>
internal sealed class ViewRule
{
    private readonly Dictionary<string, string> flags = [];

    public ViewRule(string line, int place)
    {
        Place = place;
        var pieces = line.Split(';', StringSplitOptions.TrimEntries);
        foreach (var flag in pieces.Skip(1))
        {
            var space = flag.IndexOf(' ', StringComparison.Ordinal);
            flags[space < 0 ? flag : flag[..space]] = space < 0 ? "" : flag[(space + 1)..];
        }

        var halves = pieces[0].Split(" => ");
        Parts = ViewPart.Read(halves[0]);
        if (halves.Length > 1)
        {
            Opens = halves[1].Split(' ')[0];
            Prompt = halves[1].Contains(' ', StringComparison.Ordinal) ? halves[1].Split(' ')[1] : Opens;
        }

        KeyParts = Parts.FindAll(part => part.Names && part.Group == 0);
        var firstArgument = KeyParts.FindIndex(part => part.Word is null);
        Literals = string.Join(' ', KeyParts.Take(firstArgument < 0 ? KeyParts.Count : firstArgument).Select(part => part.Word));
    }

    /// <summary>Its place among the commands of the view: the device shows the lines in this order.</summary>
    public int Place { get; }

    public List<ViewPart> Parts { get; }

    /// <summary>The parts that name the line.</summary>
    public List<ViewPart> KeyParts { get; }

    /// <summary>Its keywords before the first argument.</summary>
    public string Literals { get; }

    /// <summary>The view that it opens, or null.</summary>
    public string? Opens { get; }

    /// <summary>What the prompt calls that view; <c>{0}</c> stands for the first argument.</summary>
    public string Prompt { get; } = "";

    /// <summary>What kind of thing it makes that other lines name, or null.</summary>
    public string? Defines => flags.GetValueOrDefault("is");

    /// <summary>Whether it counts unless it is negated, and is not shown then.</summary>
    public bool IsOn => flags.ContainsKey("on");

    /// <summary>Whether the order of such lines counts.</summary>
    public bool IsOrdered => flags.ContainsKey("ordered");

    /// <summary>Whether its last argument is a list that grows by each such line.</summary>
    public bool Adds => flags.ContainsKey("adds");

    /// <summary>Whether nothing takes it back.</summary>
    public bool IsFixed => flags.ContainsKey("fixed");

    /// <summary>Whether its negation without arguments takes back all such lines.</summary>
    public bool IsShort => flags.ContainsKey("short");

    /// <summary>Whether its negation takes the values too.</summary>
    public bool IsFull => flags.ContainsKey("full") || Adds;

    /// <summary>Whether only the whole line takes it back.</summary>
    public bool IsWhole => flags.ContainsKey("whole");

    /// <summary>Whether it cannot be typed: its negation takes back all that begins so.</summary>
    public bool IsGroup => flags.ContainsKey("group");

    /// <summary>Whether it is a rule of an access list.</summary>
    public bool IsNumbered => flags.ContainsKey("number");

    /// <summary>Whether a text that is gathered line by line: each such line is one more, and the negation takes all.</summary>
    public bool IsText => flags.ContainsKey("text");

    /// <summary>The forms that take the command back.</summary>
    public IEnumerable<List<ViewPart>> Negations(bool alwaysFull)
    {
        if (IsFixed)
        {
            yield break;
        }

        if (!Adds && !IsWhole)
        {
            yield return KeyParts;
        }

        if (IsNumbered)
        {
            // With words behind it, it takes those parts of the rule alone.
            yield return [.. KeyParts, new ViewPart(null, "~", false, 0)];
        }

        if (IsFull || IsWhole || alwaysFull)
        {
            yield return Parts;
        }

        if (IsShort || IsText)
        {
            yield return KeyParts.TakeWhile(part => part.Word is not null).ToList();
        }
    }
}
