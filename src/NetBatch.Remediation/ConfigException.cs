namespace NetBatch.Remediation;

/// <summary>
/// A config or a rule file that cannot be used as it stands. The caller can act on it: the message names the
/// line, its text where that helps, and what to do.
/// </summary>
public sealed class ConfigException : NetBatchException
{
    /// <summary>Makes an error without a line, for a text that is wrong as a whole.</summary>
    public ConfigException(string reason)
        : base(ErrorCode.InvalidConfig, reason) => Reason = reason;

    /// <summary>Makes an error at a line.</summary>
    /// <param name="line">Line number, from 1; 0 when no single line is to blame.</param>
    /// <param name="reason">What is wrong and what to do, without the line number.</param>
    public ConfigException(int line, string reason)
        : base(ErrorCode.InvalidConfig, line > 0 ? $"line {line}: {reason}" : reason)
    {
        Line = line;
        Reason = reason;
    }

    /// <summary>Makes an error at a line of a named file.</summary>
    /// <param name="source">Name of the file.</param>
    /// <param name="line">Line number, from 1; 0 when no single line is to blame.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    public ConfigException(string source, int line, string reason)
        : base(ErrorCode.InvalidConfig, line > 0 ? $"{source}, line {line}: {reason}" : $"{source}: {reason}")
    {
        Line = line;
        Reason = reason;
    }

    /// <summary>Line number in the text, from 1; 0 when the text is wrong as a whole.</summary>
    public int Line { get; }

    /// <summary>What is wrong, without file and line.</summary>
    public string Reason { get; } = "";
}
