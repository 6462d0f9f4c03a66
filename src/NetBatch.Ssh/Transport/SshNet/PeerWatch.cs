using Renci.SshNet;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>Asks a silent server whether it is still there, and tells when it no longer answers: TCP alone answers for a process that hangs.</summary>
internal sealed class PeerWatch : IDisposable
{
    private readonly Session session;
    private readonly TimeProvider time;
    private readonly TimeSpan every;
    private readonly int most;
    private readonly Action<TimeSpan> lost;
    private readonly Lock gate = new();
    private ITimer? timer;
    private int unanswered;
    private int pauses;
    private bool heard;
    private bool isDisposed;

    public PeerWatch(Session session, SshTransportOptions options, TimeProvider time, Action<TimeSpan> lost)
    {
        this.session = session;
        this.time = time;
        this.lost = lost;
        every = options.KeepAlive;
        most = Math.Max(1, options.KeepAliveCount);
        session.RequestSuccessReceived += (_, _) => Heard();
        session.RequestFailureReceived += (_, _) => Heard();
    }

    /// <summary>From now on silence is asked about.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (!isDisposed)
            {
                timer = time.CreateTimer(_ => Tick(), null, every, every);
            }
        }
    }

    /// <summary>The server has said something.</summary>
    public void Heard()
    {
        Volatile.Write(ref heard, true);
        Volatile.Write(ref unanswered, 0);
    }

    /// <summary>Until this is disposed of, we are the ones who do not listen.</summary>
    public IDisposable Pause()
    {
        Interlocked.Increment(ref pauses);
        return new Resuming(this);
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void Tick()
    {
        if (Volatile.Read(ref pauses) > 0 || Interlocked.Exchange(ref heard, false))
        {
            return;
        }

        if (Interlocked.Increment(ref unanswered) > most)
        {
            lost(every * most);
            return;
        }

        try
        {
            SshNetInternals.Library.TrySend(session, SshNetInternals.Library.KeepAlive);
        }
        catch (Exception error) when (error is ObjectDisposedException or SshException or NullReferenceException)
        {
            // It has just ended.
        }
    }

    private sealed class Resuming(PeerWatch watch) : IDisposable
    {
        public void Dispose()
        {
            watch.Heard();
            Interlocked.Decrement(ref watch.pauses);
        }
    }
}
