using System.Management.Automation;
using System.Text;

namespace NetBatch.Commands;

/// <summary>What a script writes, as it comes: counted, the first findings kept, the rest forgotten.</summary>
internal sealed class ScriptCollector(int evidence)
{
    private const int LongestLog = 64 * 1024;
    private readonly List<IReadOnlyList<KeyValuePair<string, object?>>> first = [];
    private readonly StringBuilder log = new();
    private long written;
    private long findings;

    /// <summary>The first error that the script went on after, or null.</summary>
    public ErrorRecord? Failure { get; private set; }

    public void Add(IEnumerable<PSObject?> objects)
    {
        foreach (var one in objects)
        {
            if (one is null)
            {
                continue;
            }

            written++;
            if (one.BaseObject is not true)
            {
                findings++;
                if (first.Count < evidence)
                {
                    first.Add(ScriptValues.Row(one));
                }
            }
        }
    }

    public void Listen(PSDataStreams streams)
    {
        // Drained as they come: a script that warns a million times costs no memory.
        streams.Error.DataAdded += (_, _) => Each(streams.Error.ReadAll(), Hear);
        streams.Warning.DataAdded += (_, _) => Each(streams.Warning.ReadAll(), one => Say($"WARNING: {one.Message}"));
        streams.Information.DataAdded += (_, _) => Each(streams.Information.ReadAll(), one => Say($"{one.MessageData}"));
        streams.Verbose.DataAdded += (_, _) => streams.Verbose.Clear();
        streams.Debug.DataAdded += (_, _) => streams.Debug.Clear();
    }

    public ScriptOutcome Outcome() => new(written, findings, first, log.ToString());

    private void Hear(ErrorRecord error)
    {
        // What a program writes to its standard error is talk; its exit code tells whether it failed.
        if (error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal))
        {
            Say(error.Exception.Message);
        }
        else
        {
            Failure ??= error;
        }
    }

    private void Say(string line)
    {
        if (log.Length < LongestLog)
        {
            log.Append(line.Length <= LongestLog - log.Length ? line : line[..(LongestLog - log.Length)]).Append('\n');
        }
    }

    private static void Each<T>(IEnumerable<T> all, Action<T> action)
    {
        foreach (var one in all)
        {
            action(one);
        }
    }
}
