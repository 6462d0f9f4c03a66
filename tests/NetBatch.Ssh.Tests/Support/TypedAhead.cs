using System.Text;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>
/// A device with prompt <c>r1#</c> whose answers are scripts of texts and pauses. What is typed while it talks waits. It repeats a
/// line when it reads it, as a router does; or at once wherever the output stands, as a terminal in canonical mode does (termios(3), ECHO).
/// </summary>
internal sealed class TypedAhead(bool ownEcho)
{
    public const string Prompt = "r1#";

    private readonly Queue<string> typed = new();
    private TaskCompletionSource arrived = new();
    private bool ended;

    /// <summary>A pause in a script, between the texts before and after it.</summary>
    public sealed record Part(string Text, int Milliseconds = 0, bool Pager = false);

    public Dictionary<string, Queue<Part[]>> Scripts { get; } = [];

    /// <summary>After how many scripts it shows no prompt of its own, for the script holds it.</summary>
    public int SilentPrompts { get; set; }

    /// <summary>How long what a terminal repeats is on its way.</summary>
    public TimeSpan EchoDelay { get; init; }

    /// <summary>The commands in the order in which it read them.</summary>
    public List<string> Read { get; } = [];

    public async Task PlayAsync(FakeChannel channel)
    {
        var typing = TypeAsync(channel);
        await channel.SayAsync("\r\nlab\r\n" + Prompt);
        while (await LineAsync() is { } line)
        {
            await channel.SayAsync(ownEcho ? line + "\r\n" : "");
            if (line == "exit")
            {
                channel.Hang();
                break;
            }

            if (line.Length > 0)
            {
                Read.Add(line);
                if (await AnswerAsync(channel, line) && SilentPrompts-- > 0)
                {
                    continue;
                }
            }

            await channel.SayAsync(Prompt);
        }

        await typing;
    }

    private async Task<bool> AnswerAsync(FakeChannel channel, string line)
    {
        if (!Scripts.TryGetValue(line, out var answers) || !answers.TryDequeue(out var script))
        {
            return false;
        }

        foreach (var part in script)
        {
            await channel.SayAsync(part.Text);
            if (part.Pager)
            {
                await channel.SayAsync(" --More-- ");
                await LineAsync();
                await channel.SayAsync("\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b");
            }

            if (part.Milliseconds > 0)
            {
                await channel.WaitAsync(TimeSpan.FromMilliseconds(part.Milliseconds));
            }
        }

        return true;
    }

    private async Task<string?> LineAsync()
    {
        while (typed.Count == 0 && !ended)
        {
            await arrived.Task;
        }

        return typed.TryDequeue(out var line) ? line : null;
    }

    private async Task TypeAsync(FakeChannel channel)
    {
        var line = new StringBuilder();
        while (await channel.KeyAsync() is { } key)
        {
            // The one key that is no part of a line answers the pager.
            if (key is not ('\n' or ' ') || (key == ' ' && line.Length > 0))
            {
                line.Append(key);
                continue;
            }

            var text = line.ToString();
            line.Clear();
            if (!ownEcho && key == '\n')
            {
                await channel.WaitAsync(EchoDelay);
                await channel.SayAsync(text + "\r\n");
            }

            typed.Enqueue(text);
            Arrived();
        }

        ended = true;
        Arrived();
    }

    private void Arrived()
    {
        var before = arrived;
        arrived = new TaskCompletionSource();
        before.SetResult();
    }
}
