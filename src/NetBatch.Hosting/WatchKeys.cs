namespace NetBatch.Hosting;

/// <summary>The keys of a live view, and the waiting between two pictures: it ends at once when a key was pressed.</summary>
/// <param name="terminal">Whether a person sits at the keyboard.</param>
/// <param name="details">Whether devices are shown at first.</param>
public sealed class WatchKeys(bool terminal, bool details)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>So many at most at one look: a keyboard that never ends is none.</summary>
    private const int MostKeys = 64;

    private bool listening = terminal && !Console.IsInputRedirected;

    /// <summary>Whether devices are shown; the key <c>d</c> turns it round.</summary>
    public bool Details { get; private set; } = details;

    /// <summary>Whether the person wants to see no more: the key <c>q</c>.</summary>
    public bool Left { get; private set; }

    /// <summary>Waits at least so long, then until the job changes, at most so long in all; a key ends it.</summary>
    public async Task WaitAsync(NetBatchHost host, string jobId, ChangeMark mark, TimeSpan least, TimeSpan most,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var begun = host.Options.Time.GetTimestamp();
        for (TimeSpan past; (past = host.Options.Time.GetElapsedTime(begun)) < most && !Pressed();)
        {
            if (past < least)
            {
                await Task.Delay(least - past < Look ? least - past : Look, host.Options.Time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            await host.Store.WaitForChangeAsync(jobId, mark, listening ? Look : most - past, cancellationToken).ConfigureAwait(false);
            if (await host.Store.MarkAsync(jobId, cancellationToken).ConfigureAwait(false) != mark)
            {
                return;
            }
        }
    }

    /// <summary>Whether a key waits; a terminal that has hung up has none, though it can be read for ever.</summary>
    private bool HasKey()
    {
        listening = listening && !HungUp.Is(HungUp.StandardInput);
        return listening && Console.KeyAvailable;
    }

    private bool Pressed()
    {
        // Nobody looks any more: the view ends, and what it shows goes on.
        Left |= HungUp.Is(HungUp.StandardOutput);
        var pressed = Left;
        for (var keys = 0; keys < MostKeys && HasKey(); keys++)
        {
            switch (Console.ReadKey(intercept: true).KeyChar)
            {
                case 'd' or 'D':
                    Details = !Details;
                    pressed = true;
                    break;
                case 'q' or 'Q':
                    Left = true;
                    pressed = true;
                    break;
            }
        }

        return pressed;
    }
}
