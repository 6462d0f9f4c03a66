using NetBatch.Platforms;
using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Shell;

/// <summary>The line to a device's shell: sends, reads answers to their prompt, knows the mode.</summary>
internal sealed class ShellLine : IAsyncDisposable
{
    private readonly ISshChannel channel;
    private bool atPrompt;
    private bool asked;
    private string? ahead;
    private string unasked = "";

    public ShellLine(ISshChannel channel, SessionRules platform, ShellTimings timings, TimeProvider time, DeviceBytes? bytes = null,
        ITranscript? transcript = null)
    {
        Bytes = bytes ?? new DeviceBytes(null, platform.CursorDrawing);
        this.channel = channel;
        Transcript = transcript;
        Platform = platform;
        Timings = timings;
        Time = time;
        Reader = new OutputReader(channel.Output, time, Bytes, transcript);
        Prompts = new PromptMatcher(platform);
        Answers = new AnswerRules(platform);
    }

    /// <summary>The device's encoding and way of drawing.</summary>
    public DeviceBytes Bytes { get; }

    public SessionRules Platform { get; }

    public ShellTimings Timings { get; }

    public TimeProvider Time { get; }

    public OutputReader Reader { get; }

    public PromptMatcher Prompts { get; }

    /// <summary>What lines of answers mean.</summary>
    public AnswerRules Answers { get; }

    public ISshChannel Channel => channel;

    /// <summary>Takes down what is said; null: nobody wants to know.</summary>
    public ITranscript? Transcript { get; }

    /// <summary>The mode of the last prompt; null before the login.</summary>
    public PlatformMode? Mode { get; private set; }

    /// <summary>The last prompt; null before the login.</summary>
    public PromptMatch? LastPrompt { get; private set; }

    /// <summary>The last config prompt's text, or null.</summary>
    public string? ConfigPrompt { get; private set; }

    /// <summary>Whether the last exchange ended at a prompt: only then is the next one understood.</summary>
    public bool InStep => atPrompt && ahead is null;

    /// <summary>Whether the next command may go out at the known prompt at once: nothing in this session asks for a key.</summary>
    public bool ReadsAhead { get; private set; }

    /// <summary>Whether the channel has ended.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Bytes that came after a prompt, before the next command, and belong to no output.</summary>
    public long LateBytes { get; private set; }

    /// <summary>Whether the device repeats commands; null until one was sent.</summary>
    public bool? Echoes { get; private set; }

    /// <summary>Sends a text as it stands.</summary>
    public ValueTask SendAsync(string text, CancellationToken cancellationToken)
    {
        Transcript?.Sent(text);
        return WriteAsync(text, cancellationToken);
    }

    /// <summary>Sends a secret; a transcript says only that it was sent.</summary>
    public ValueTask SendSecretAsync(string text, CancellationToken cancellationToken)
    {
        Transcript?.Note("A secret was sent.");
        return WriteAsync(text, cancellationToken);
    }

    private async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        var result = await channel.Input.WriteAsync(Bytes.Encode(text), cancellationToken).ConfigureAwait(false);
        if (result.IsCompleted)
        {
            IsClosed = true;
        }
    }

    /// <summary>Reads until what came means something, and says to the transcript what it was taken for.</summary>
    public async ValueTask<ReadOutcome> ExpectAsync(ReadExpectation expectation, CancellationToken cancellationToken)
    {
        var outcome = await Reader.ExpectAsync(expectation, cancellationToken).ConfigureAwait(false);
        Transcript?.Note(ReadOutcomeText.Of(outcome, this, expectation));
        return outcome;
    }

    /// <summary>Takes a prompt as the one that holds now.</summary>
    public void Arrive(PromptMatch prompt)
    {
        Prompts.Learn(prompt);
        Mode = prompt.Mode;
        LastPrompt = prompt;
        ConfigPrompt = prompt.Mode.Config ? prompt.Text : ConfigPrompt;
        atPrompt = true;
        ahead = null;
    }

    /// <summary>Sends and reads the answer to its prompt.</summary>
    /// <exception cref="NetBatchException">PromptTimeout, SessionClosed: the session cannot be used any more.</exception>
    public async Task<Reply> ExchangeAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (IsClosed)
        {
            throw await ClosedAsync(exchange.Text).ConfigureAwait(false);
        }

        if (!atPrompt || (ahead is not null && ahead != exchange.Text))
        {
            throw new NetBatchException(ErrorCode.PromptTimeout, "The session has lost its prompt and cannot be used any more.",
                "Connect anew.");
        }

        // What has come after the echo of a command that is on its way already is its output.
        unasked = ahead is null ? Reader.Drain() : "";
        atPrompt = false;
        try
        {
            return await new Conversation(this, exchange).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (unasked.Length > 0)
            {
                NoteLate("", exchange.Text);
            }
        }
    }

    /// <summary>Counts what came before the echo and is neither the prompt nor logged in between, nor the beginning of the echo: it is
    /// missing in the output before it.</summary>
    public void NoteLate(string beforeEcho, string command)
    {
        var lines = (unasked + beforeEcho).Split('\n');
        unasked = "";
        var message = 0;
        foreach (var text in beforeEcho.Length > 0 ? lines[..^1] : lines)
        {
            var isPrompt = Prompts.IsSeen(text.Trim());
            message = isPrompt ? 0 : Answers.IsLogHead(text.TrimStart()) ? PromptMatcher.MostLogLines : Math.Max(0, message - 1);
            LateBytes += isPrompt || message > 0 || Answers.IsLog(text.TrimStart()) || Begins(command, text) ? 0 : text.Trim().Length;
        }
    }

    /// <summary>Whether a line is the beginning of a command's echo: PAN-OS draws prompt and command anew at each word.</summary>
    private bool Begins(string command, string text) =>
        command.TrimStart().StartsWith(
            (Prompts.Last is { } prompt && text.TrimStart().StartsWith(prompt, StringComparison.Ordinal)
                ? text.TrimStart()[prompt.Length..] : text).Trim(),
            StringComparison.Ordinal);

    /// <summary>What came late until here was the login's.</summary>
    public void ForgetLate() => LateBytes = 0;

    /// <summary>Paging was turned off, and the device accepted it.</summary>
    public void PagingIsOff() => ReadsAhead = Platform.ReadsAhead && Echoes == true && !asked;

    /// <summary>A pager or a question came, or what is typed ahead does not arrive: nothing goes out ahead any more.</summary>
    public void StopReadingAhead()
    {
        asked = true;
        ReadsAhead = false;
    }

    /// <summary>A command went out ahead and the device has read it; it is the next exchange.</summary>
    public void SentAhead(string command) => ahead = command;

    /// <summary>Whether the exchange's command went out already.</summary>
    public bool TakeAhead()
    {
        var isSent = ahead is not null;
        ahead = null;
        return isSent;
    }

    /// <summary>Keeps what an exchange has shown about echo.</summary>
    public void LearnEcho(bool seen) => Echoes ??= seen;

    /// <summary>The error of a channel that has ended in the middle.</summary>
    public async ValueTask<NetBatchException> ClosedAsync(string command)
    {
        IsClosed = true;
        var said = channel.Ending.IsCompleted ? (await channel.Ending.ConfigureAwait(false)).Error?.Message : null;
        var last = CommandText.Quote(Reader.LastLine);
        return new NetBatchException(
            ErrorCode.SessionClosed,
            $"The session ended during '{CommandText.Quote(command)}'."
                + (last.Length > 0 ? $" The device's last words: '{last}'." : "") + (said is null ? "" : " " + said));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IsClosed = true;
        Reader.Dispose();
        await channel.DisposeAsync().ConfigureAwait(false);
    }
}
