using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NetBatch.Archive.Git;

/// <summary>Runs the installed git in one folder. What a repository's own files would have it run besides (hooks, monitors) does not
/// run.</summary>
internal sealed class GitProgram(string folder)
{
    private static readonly string[] Quiet =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "gc.autoDetach=false", "-c",
        "core.autocrlf=false",
    ];

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Runs it and gives what it wrote, as text.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.GitFailed"/>: there is no git here, or it failed; the message is its
    /// own.</exception>
    public async Task<string> TextAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken,
        ReadOnlyMemory<byte> input = default)
    {
        var (code, output, error) = await TryAsync(arguments, input, cancellationToken).ConfigureAwait(false);
        return code == 0 ? output : throw Failed(arguments, code, error);
    }

    /// <summary>Runs it; what it ends with is the caller's to judge.</summary>
    public async Task<(int Code, string Output, string Error)> TryAsync(
        IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await FeedAsync(process, input, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(output, error).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it for a conversation; the caller disposes of it.</summary>
    public Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. Quiet, "-C", folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        // Of the caller's environment nothing may point git to another repository or identity.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_LITERAL_PATHSPECS"] = "1";
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder) ?? folder;
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new NetBatchException(ErrorCode.GitFailed, $"git cannot be started: {missing.Message.TrimEnd('.')}.",
                "Install git, and see that it is in the PATH.", missing);
        }
    }

    /// <summary>That it failed, in its own words.</summary>
    public NetBatchException Failed(IReadOnlyList<string> arguments, int code, string error)
    {
        var said = SafeText.Of(error.Split('\n').FirstOrDefault(line => line.Length > 0) ?? $"it ended with {code}");
        return new NetBatchException(ErrorCode.GitFailed, $"git {arguments[0]} failed in '{folder}': {said.TrimEnd('.')}.",
            error.Contains(".lock': File exists", StringComparison.Ordinal)
                ? "Another git works there, or one was killed: where none runs (pgrep git), remove the .lock file."
                : "See that the folder is yours and a sound repository (git fsck).");
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; its exit code tells why.
        }
    }
}
