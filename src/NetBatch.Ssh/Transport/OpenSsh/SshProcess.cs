using System.Diagnostics;

namespace NetBatch.Ssh.Transport;

/// <summary>A running client with its streams. Disposing kills its whole tree and closes everything.</summary>
internal sealed class SshProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly SshClientProgram program;
    private readonly bool hasHelpers;

    public SshProcess(Process process, SshClientProgram program, bool hasHelpers)
    {
        this.process = process;
        this.program = program;
        this.hasHelpers = hasHelpers;
        Id = process.Id;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        Error = process.StandardError.BaseStream;
        Exited = ExitAsync();
        Child = ProcessTable.Find(Id) is { Ended: false } entry ? new ChildProcess(Id, entry.StartTicks) : null;
    }

    public int Id { get; }

    /// <summary>What a successor needs to end it, or null where it has ended already.</summary>
    public ChildProcess? Child { get; }

    public Stream Input { get; }

    public Stream Output { get; }

    public Stream Error { get; }

    /// <summary>Ends with the process; its exit status.</summary>
    public Task<int> Exited { get; }

    /// <summary>Kills the client, the ssh of each jump host, and scripts that wait for an answer.</summary>
    public void Kill()
    {
        if (Exited.IsCompleted)
        {
            KillLeftovers();
            return;
        }

        try
        {
            if (program.OwnSession)
            {
                // One signal for the whole group; before setsid has run there is no such group, hence the process too.
                UnixCalls.Kill(-Id);
                process.Kill();
            }
            else
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Kills what outlived the client. With setpriv nothing does: each part gets its signal when its parent ends.</summary>
    public void KillLeftovers()
    {
        if (!hasHelpers || program.Setpriv is not null || !program.OwnSession)
        {
            return;
        }

        foreach (var entry in ProcessTable.All().Where(entry => entry.SessionId == Id && !entry.Ended))
        {
            UnixCalls.Kill(entry.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited.ConfigureAwait(false);

        // Process.Dispose leaves streams open that were asked for.
        await CloseAsync(Input).ConfigureAwait(false);
        await CloseAsync(Output).ConfigureAwait(false);
        await CloseAsync(Error).ConfigureAwait(false);
        process.Dispose();
    }

    private static async ValueTask CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Input that was not sent any more.
        }
    }

    private async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode;
    }
}
