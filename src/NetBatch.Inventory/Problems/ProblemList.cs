using System.Text;

namespace NetBatch.Inventory.Problems;

/// <summary>Collects every problem of a source, so that one reading tells the user all there is to correct.</summary>
internal sealed class ProblemList(string? source)
{
    /// <summary>How many problems a message lists before it only counts the rest.</summary>
    public const int Shown = 20;

    // A group's variable is read once for each of its hosts; it is one problem all the same.
    private readonly HashSet<Problem> known = [];
    private readonly List<Problem> problems = [];

    /// <summary>What the messages call the source, or null.</summary>
    public string? Source { get; } = source;

    public int Count => problems.Count;

    /// <summary>How many were found, those that were told already too.</summary>
    public int Found { get; private set; }

    /// <summary>Each problem by itself.</summary>
    public IEnumerable<NetBatchException> Exceptions =>
        problems.Select(problem => new NetBatchException(problem.Code, problem.Describe(Source), problem.Remedy));

    /// <summary>Lines of the source itself on which there is a problem.</summary>
    public IEnumerable<int> Lines => problems.Where(problem => problem.Source is null).Select(problem => problem.Line).OfType<int>();

    public void Add(int? line, string? column, string message, string remedy, ErrorCode code = ErrorCode.InvalidInventory,
        string? source = null) =>
        Add(new Problem(line, column, message, remedy, code, source));

    /// <summary>Takes over what is wrong with the text itself.</summary>
    public void AddAll(TextProblems texts)
    {
        foreach (var problem in texts.All)
        {
            Add(new Problem(problem.Line, null, problem.Message, problem.Remedy ?? "", Character: problem.Column));
        }
    }

    /// <summary>Takes over the problems of a file that belongs to this source.</summary>
    public void AddAll(ProblemList other)
    {
        foreach (var problem in other.problems)
        {
            Add(problem with { Source = problem.Source ?? other.Source });
        }
    }

    private void Add(Problem problem)
    {
        Found++;
        if (known.Add(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>Throws one exception that lists the problems by line, if there are any.</summary>
    /// <param name="otherwise">The code for problems that are not all of one special kind.</param>
    public void ThrowIfAny(ErrorCode otherwise = ErrorCode.InvalidInventory)
    {
        if (problems.Count == 0)
        {
            return;
        }

        var codes = problems.Select(problem => problem.Code).Distinct().ToList();
        var code = codes is [var only] && only != ErrorCode.InvalidInventory ? only : otherwise;
        if (problems is [var single])
        {
            throw new NetBatchException(code, single.Describe(Source), single.Remedy);
        }

        var text = new StringBuilder();
        text.Append(Source ?? "The fields").Append($": {problems.Count} problems; nothing was taken over.");
        foreach (var problem in problems.OrderBy(problem => problem.Source ?? "", StringComparer.Ordinal)
            .ThenBy(problem => problem.Line ?? 0).Take(Shown))
        {
            text.Append('\n').Append("  ").Append(problem.Describe(Source)).Append(' ').Append(problem.Remedy);
        }

        if (problems.Count > Shown)
        {
            text.Append('\n').Append($"  and {problems.Count - Shown} more.");
        }

        throw new NetBatchException(code, text.ToString(), "Correct what is listed and read it again.");
    }
}
