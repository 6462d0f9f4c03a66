using System.Diagnostics.CodeAnalysis;

namespace NetBatch.Hosting;

/// <summary>The people who may be asked for a one-time code: those who wait for jobs of this process.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore holds no handle, for nobody asks it for one.")]
internal sealed class CodePrompts
{
    private readonly Lock gate = new();
    private readonly List<Func<string, CancellationToken, ValueTask<string?>>> askers = [];
    private readonly SemaphoreSlim one = new(1, 1);

    public IDisposable Add(Func<string, CancellationToken, ValueTask<string?>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        lock (gate)
        {
            askers.Add(ask);
        }

        return new Leaving(this, ask);
    }

    /// <summary>Asks who came last; null: nobody is there, or has an answer. Questions of devices that log in at once come one after the
    /// other.</summary>
    public async ValueTask<Secret?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Last() is { } ask && await ask(question, cancellationToken).ConfigureAwait(false) is { Length: > 0 } answer
                ? new Secret(null, answer) : null;
        }
        finally
        {
            one.Release();
        }
    }

    private Func<string, CancellationToken, ValueTask<string?>>? Last()
    {
        lock (gate)
        {
            return askers.LastOrDefault();
        }
    }

    private sealed class Leaving(CodePrompts prompts, Func<string, CancellationToken, ValueTask<string?>> ask) : IDisposable
    {
        public void Dispose()
        {
            lock (prompts.gate)
            {
                prompts.askers.Remove(ask);
            }
        }
    }
}
