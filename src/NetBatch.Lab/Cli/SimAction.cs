namespace NetBatch.Lab.Cli;

/// <summary>What a session does next; the pump performs these in order.</summary>
internal enum SimActionKind
{
    /// <summary>Sends bytes.</summary>
    Write,
    /// <summary>Sends bytes as error output of an exec channel.</summary>
    WriteError,
    /// <summary>Waits.</summary>
    Delay,
    /// <summary>Never does anything again.</summary>
    Hang,
    /// <summary>Cuts the TCP connection.</summary>
    Cut,
    /// <summary>Ends the channel with an exit status.</summary>
    Exit,
}

/// <summary>One action of a session.</summary>
internal readonly record struct SimAction(SimActionKind Kind, ReadOnlyMemory<byte> Bytes = default, TimeSpan Delay = default,
    int Status = 0);

/// <summary>How the client opened the session.</summary>
/// <param name="User">Login name.</param>
/// <param name="Privilege">1 or 15.</param>
/// <param name="Terminal">Whether there is a PTY.</param>
/// <param name="Columns">Width of the terminal, 0 where not told.</param>
/// <param name="Rows">Height of the terminal, 0 where not told.</param>
/// <param name="Command">The command of an exec channel, or null for a shell.</param>
internal sealed record SessionRequest(string User, int Privilege = 15, bool Terminal = true, int Columns = 80, int Rows = 24,
    string? Command = null);
