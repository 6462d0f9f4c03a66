namespace NetBatch;

/// <summary>Turns what a command printed into rows. Safe for many threads.</summary>
public interface IOutputParser
{
    /// <summary>What keeps the request from being used at all: a template or a folder of templates that is not there or is
    /// refused.</summary>
    /// <param name="request">What would be parsed; without a command only the template and the folders are looked at.</param>
    /// <returns>One sentence, or null. That no template is known for a platform and command is no such problem: it is told by the
    /// parse.</returns>
    string? Problem(ParseRequest request);

    /// <summary>Begins to parse an output that comes piece by piece. Never fails: what is wrong is told by
    /// <see cref="IOutputParse.Problem"/>.</summary>
    IOutputParse Begin(ParseRequest request);
}

/// <summary>One output on its way through a template. Not safe for concurrent use. No member throws for what is wrong with template or
/// text.</summary>
public interface IOutputParse
{
    /// <summary>What the rows look like; null where no template is known.</summary>
    RowSet? Set { get; }

    /// <summary>Why there are no rows, as one sentence; null: there is nothing wrong so far. Rows that were given before it are to be
    /// dropped.</summary>
    string? Problem { get; }

    /// <summary>Takes the next bytes of the output, UTF-8.</summary>
    void Feed(ReadOnlySpan<byte> output);

    /// <summary>Ends the output; the last rows are there then.</summary>
    void Complete();

    /// <summary>Moves the rows that nothing can change any more to a list: values in the order of the columns.</summary>
    void Take(ICollection<object?[]> rows);
}

/// <summary>What is to be parsed by what.</summary>
public sealed record ParseRequest
{
    /// <summary>The device's platform, by which a template is looked up.</summary>
    public string? Platform { get; init; }

    /// <summary>The command that was sent, by which a template is looked up.</summary>
    public string? Command { get; init; }

    /// <summary>A template instead of the one looked up: its name in a collection, or a file's path.</summary>
    public string? Template { get; init; }

    /// <summary>Folders of templates (an <c>index</c> and <c>*.textfsm</c>) that are asked before all others.</summary>
    public IReadOnlyList<string> TemplatePath { get; init; } = [];
}

/// <summary>A whole output as rows.</summary>
/// <param name="Set">What the rows look like; null where there is a problem.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Problem">Why there are none, or null.</param>
public sealed record ParsedOutput(RowSet? Set, IReadOnlyList<object?[]> Rows, string? Problem)
{
    /// <summary>Parses a text that is there as a whole.</summary>
    public static ParsedOutput Of(IOutputParser parser, ParseRequest request, string text)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(text);
        var parse = parser.Begin(request);
        List<object?[]> rows = [];
        parse.Feed(System.Text.Encoding.UTF8.GetBytes(text));
        parse.Complete();
        parse.Take(rows);
        return parse.Problem is { } problem ? new ParsedOutput(null, [], problem) : new ParsedOutput(parse.Set, rows, null);
    }
}
