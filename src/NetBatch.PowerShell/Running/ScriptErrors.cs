using System.Management.Automation;

namespace NetBatch.Commands;

/// <summary>A script's error as a problem of its step.</summary>
internal static class ScriptErrors
{
    /// <summary>The error's sentence, with the line of the script where it arose.</summary>
    public static NetBatchException ToProblem(this ErrorRecord error)
    {
        var at = error.InvocationInfo is { ScriptLineNumber: > 0 } where ? $"Line {where.ScriptLineNumber}: " : "";
        return new NetBatchException(
            ErrorCode.WorkFailed,
            $"{at}{string.Join(' ', error.Exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}",
            error.FullyQualifiedErrorId.StartsWith(nameof(CommandNotFoundException), StringComparison.Ordinal)
                ? "A script of a pipeline sees the commands of installed modules, and not the functions of your session; write it out, "
                    + "or put it into a module." : null,
            error.Exception);
    }
}
