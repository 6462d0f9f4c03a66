using Renci.SshNet;
using Renci.SshNet.Common;

namespace NetBatch.Ssh.Transport;

/// <summary>
/// Asks a silent server whether it is still there, and tells when it no longer answers: TCP alone answers for a process that hangs.
/// Some gear never answers, though RFC 4254 (4) tells it to; of such only TCP knows whether it is gone, which the question is sent for all
/// the same: what TCP cannot deliver ends the connection.
/// </summary>
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
    private bool answers;
    private bool isDisposed;

    public PeerWatch(Session session, SshTransportOptions options, TimeProvider time, Action<TimeSpan> lost)
    {
        this.session = session;
        this.time = time;
        this.lost = lost;
        every = options.KeepAlive;
        most = Math.Max(1, options.KeepAliveCount);
        // OpenSSH is known to answer (serverloop.c); any other server must have answered once before its silence says anything.
        answers = session.ServerVersion?.Contains("OpenSSH", StringComparison.Ordinal) == true;
        session.RequestSuccessReceived += (_, _) => Answered();
        session.RequestFailureReceived += (_, _) => Answered();
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

    private void Answered()
    {
        Volatile.Write(ref answers, true);
        Heard();
    }

    private void Tick()
    {
        if (Volatile.Read(ref pauses) > 0 || Interlocked.Exchange(ref heard, false))
        {
            return;
        }

        if (Interlocked.Increment(ref unanswered) > most && Volatile.Read(ref answers))
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
