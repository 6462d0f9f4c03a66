using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>Which commands of a platform only read. What is not listed changes.</summary>
public sealed class CommandRules
{
    // What chains, redirects or substitutes on one platform or another is never taken for reading.
    private static readonly string[] Writers = ["redirect", "tee", "append", "save", "file"];
    private static readonly char[] WordEnds = [' ', '\t', '|', ')', '"'];
    private static readonly string[] Chains = [";", "`", "$(", "&", ">", "\n", "\r"];

    /// <summary>Verbs that read.</summary>
    public IReadOnlyList<Verb> Read { get; init; } = [];

    /// <summary>Filters that may stand behind a pipe and only read.</summary>
    public IReadOnlyList<Verb> Filters { get; init; } = [];

    /// <summary>Whole commands that read, where the verb does not stand first; or null.</summary>
    public Regex? ReadPatterns { get; init; }

    /// <summary>Whether whoever wrote the file declares that every command on this platform reads.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether a command reads or changes.</summary>
    public StepEffect Classify(string command)
    {
        if (ReadOnly)
        {
            return StepEffect.Read;
        }

        if (Chains.Any(chain => command.Contains(chain, StringComparison.Ordinal)))
        {
            return StepEffect.Change;
        }

        if (ReadPatterns?.IsMatch(command.Trim()) == true)
        {
            return StepEffect.Read;
        }

        var first = command.IndexOf('|', StringComparison.Ordinal);
        var verb = first < 0 ? command : command[..first];
        return Begins(Read, verb) && (first < 0 || PipesRead(command, first)) ? StepEffect.Read : StepEffect.Change;
    }

    private static bool Begins(IReadOnlyList<Verb> verbs, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return verbs.Any(verb => verb.Begins(words));
    }

    private bool PipesRead(string command, int first)
    {
        for (var pipe = first; pipe >= 0; pipe = command.IndexOf('|', pipe + 1))
        {
            // The pipe in "include up|down" belongs to the filter's pattern. It is taken for that only where it is
            // tight and what follows could not be cut down from a word that writes.
            var tight = pipe > first && !char.IsWhiteSpace(command[pipe - 1]) && pipe + 1 < command.Length
                && !char.IsWhiteSpace(command[pipe + 1]);
            var rest = command[(pipe + 1)..];
            if (tight ? MayWrite(rest) : !Begins(Filters, rest.Split('|')[0]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayWrite(string text)
    {
        var word = text.Split(WordEnds, 2)[0];
        return word.Length == 0 || Writers.Any(writes => writes.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            || word.StartsWith(writes, StringComparison.OrdinalIgnoreCase));
    }
}
