namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>What may go wrong on purpose.</summary>
internal enum Trouble
{
    None,
    /// <summary>The command is refused in the maker's words.</summary>
    Refusal,
    /// <summary>The device asks, nobody has an answer, and Enter would do harm.</summary>
    Question,
    /// <summary>Nothing comes any more.</summary>
    Hang,
    /// <summary>The connection ends in the middle of the output.</summary>
    Cut,
}

/// <summary>How a device behaves in one session, drawn by a seed.</summary>
internal sealed record Behaviour
{
    private static readonly string[] Words =
    [
        "interface", "Vlan10", "up", "10.0.0.1/24", "Büro Zürich", "описание", "漢字", "100%", "--", "[OK]", "error counters", "0x1f", "%",
        "name:", "a\tb", "(config)", ">", "#", "$",
        "show", "More", "yes/no", "password", "\"quoted\"",
    ];

    public required int Seed { get; init; }

    /// <summary>Bytes that go out at once; 0: all.</summary>
    public int Chunk { get; init; }

    /// <summary>Between chunks.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Whether each character is echoed as it is typed, or the line as a whole.</summary>
    public bool EchoesCharacters { get; init; }

    /// <summary>Before the answer begins.</summary>
    public TimeSpan Thinks { get; init; }

    /// <summary>The answer's lines.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>Lines of a page; 0: no pager.</summary>
    public int Page { get; init; }

    /// <summary>Behind which line a log line comes; -1: none, the last: behind the prompt.</summary>
    public int LogBehind { get; init; }

    public Trouble Trouble { get; init; }

    /// <summary>A question of the kind that devices ask.</summary>
    public string Question { get; init; } = "";

    public static Behaviour Draw(int seed, Trouble trouble)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Line(random)).ToArray();
        string[] questions = ["Are you sure? [confirm]", "Continue? [y/n]: ", "Proceed with reload? [yes/no]:", "Delete it (Y/N)?",
            "Really? ", "Destination filename [x]? ", "New value: "];
        return new Behaviour
        {
            Seed = seed,
            Chunk = random.Next(4) switch { 0 => 0, 1 => 1, 2 => random.Next(2, 20), _ => random.Next(20, 400) },
            Pause = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(1, 20) : 0),
            EchoesCharacters = random.Next(2) == 0,
            Thinks = TimeSpan.FromMilliseconds(random.Next(4) switch { 0 => 0, 1 => random.Next(1, 50), 2 => random.Next(50, 2000),
                _ => random.Next(2000, 30_000) }),
            Lines = lines,
            Page = random.Next(3) == 0 ? random.Next(2, 12) : 0,
            LogBehind = random.Next(3) == 0 ? random.Next(0, lines.Length + 1) : -1,
            Trouble = trouble,
            Question = questions[random.Next(questions.Length)],
        };
    }

    // The first word is one that no maker begins a refusal or a log line with.
    private static string Line(Random random) =>
        random.Next(8) == 0 ? ""
            : "item " + string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => Words[random.Next(Words.Length)])) + " .";
}
