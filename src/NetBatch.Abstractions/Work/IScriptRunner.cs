namespace NetBatch;

/// <summary>Runs PowerShell for work that asks for it. Only a front end that is PowerShell has one.</summary>
public interface IScriptRunner
{
    /// <summary>Mistakes in a script's grammar, found without running it; none where it can be run.</summary>
    /// <param name="text">The script.</param>
    IReadOnlyList<ScriptProblem> Check(string text);

    /// <summary>Runs a script or a command, apart from the user's own session, and tells what it wrote.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.WorkFailed"/>: it had an error, or ended with an exit code other than
    /// 0.</exception>
    /// <exception cref="OperationCanceledException">It was cut off.</exception>
    Task<ScriptOutcome> RunAsync(ScriptRequest request, CancellationToken cancellationToken);
}

/// <summary>What is to be run, and what it may know.</summary>
/// <param name="Text">The script's text, or the command's name.</param>
/// <param name="IsCommand">Whether the text is the name of a command.</param>
/// <param name="Instance">The instance that is checked. It holds no secret.</param>
public sealed record ScriptRequest(string Text, bool IsCommand, DatabaseInstance Instance)
{
    /// <summary>The instance compared with, or null.</summary>
    public DatabaseInstance? Source { get; init; }

    /// <summary>Parameters by name: null, texts, numbers, true, false, lists and maps of those.</summary>
    public System.Text.Json.JsonElement? Parameters { get; init; }

    /// <summary>How many of the objects that it writes are kept.</summary>
    public int Evidence { get; init; } = 20;
}

/// <summary>What a script wrote.</summary>
/// <param name="Written">How many objects, without null.</param>
/// <param name="Findings">How many of them are not <c>true</c>.</param>
/// <param name="Evidence">The first findings: cells by name, each null, text, <see cref="long"/>, <see cref="decimal"/>,
/// <see cref="double"/>, <see cref="bool"/> or <see cref="DateTimeOffset"/>.</param>
/// <param name="Log">What it said beside: warnings, messages for the host; lines of text, perhaps none.</param>
public sealed record ScriptOutcome(long Written, long Findings, IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> Evidence,
    string Log);

/// <summary>A mistake in a script's grammar.</summary>
/// <param name="Line">The line of the script, from 1.</param>
/// <param name="Column">The column in that line, from 1.</param>
/// <param name="Message">What is wrong, as PowerShell says it.</param>
public sealed record ScriptProblem(int Line, int Column, string Message);
