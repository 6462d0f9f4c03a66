using System.Collections.Concurrent;
using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>A question of an ssh process.</summary>
/// <param name="AskerId">Id of the process that asks.</param>
/// <param name="Prompt">The question.</param>
internal sealed record SshQuestion(int AskerId, string Prompt);

/// <summary>Reads the questions of all sessions from one FIFO and hands each to its session, which alone holds secrets.</summary>
internal sealed class SshSecretBroker : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Action<SshQuestion>> sessions = new(StringComparer.Ordinal);
    private readonly FileStream keeper;
    private readonly Stream questions;
    private readonly Task reading;

    public SshSecretBroker(string fifo)
    {
        // Our own writing end keeps the reading end from ending when a script closes its one.
        keeper = Fifo.Create(fifo);
        questions = Fifo.OpenReader(fifo);
        reading = ReadAsync();
    }

    /// <summary>Gives a session its questions until the result is disposed of.</summary>
    public IDisposable Register(string session, Action<SshQuestion> asked)
    {
        sessions[session] = asked;
        return new Registration(this, session);
    }

    public async ValueTask DisposeAsync()
    {
        sessions.Clear();
        keeper.Dispose();
        await questions.DisposeAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private async Task ReadAsync()
    {
        using var reader = new StreamReader(questions);
        try
        {
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                var parts = line.Split('\t', 3);
                if (parts.Length == 3
                    && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var asker)
                    && sessions.TryGetValue(parts[0], out var asked))
                {
                    asked(new SshQuestion(asker, parts[2]));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Disposed of.
        }
    }

    private sealed class Registration(SshSecretBroker broker, string session) : IDisposable
    {
        public void Dispose() => broker.sessions.TryRemove(session, out _);
    }
}
