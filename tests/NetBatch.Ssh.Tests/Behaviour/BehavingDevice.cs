using System.Globalization;
using System.Text;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>Plays a device of a maker that behaves as a draw says.</summary>
internal sealed class BehavingDevice(VendorLine line, Behaviour behaviour)
{
    private int commands = 1;

    /// <summary>What the command printed, without pager, log line and echo.</summary>
    public string Output { get; } = string.Concat(behaviour.Lines.Select(text => text + "\r\n"));

    /// <summary>How often somebody said yes to a question that nobody had an answer to.</summary>
    public int Harmed { get; private set; }

    public bool LoggedOut { get; private set; }

    private string Prompt => line.Prompt.Replace("%n", commands.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public async Task PlayAsync(FakeChannel channel)
    {
        channel.Chunk = behaviour.Chunk;
        channel.Pause = behaviour.Pause;
        await channel.SayAsync((behaviour.Seed % 3 == 0 ? "\r\nWelcome, item of the network.\r\n\r\n" : "") + Prompt);
        while (await ReadAsync(channel) is { } typed)
        {
            var text = typed.Trim();
            if (text.Length == 0 || Array.Exists(line.Prepares, known => text.StartsWith(known, StringComparison.Ordinal)))
            {
                commands++;
                await channel.SayAsync(Prompt);
            }
            else if (text == line.Read)
            {
                commands++;
                if (!await AnswerAsync(channel))
                {
                    return;
                }
            }
            else if (text is "exit" or "quit" or "logout" or "/quit")
            {
                LoggedOut = true;
                channel.Hang();
                return;
            }
            else
            {
                await channel.SayAsync(line.Refusal + Prompt);
            }
        }
    }

    private async Task<string?> ReadAsync(FakeChannel channel)
    {
        var typed = new StringBuilder();
        while (await channel.KeyAsync() is { } key)
        {
            if (key is '\r' or '\n')
            {
                await channel.SayAsync(behaviour.EchoesCharacters ? "\r\n" : typed + "\r\n");
                return typed.ToString();
            }

            if (key == '\u0003')
            {
                await channel.SayAsync("^C\r\n" + Prompt);
                typed.Clear();
                continue;
            }

            typed.Append(key);
            if (behaviour.EchoesCharacters)
            {
                await channel.SayAsync(key.ToString());
            }
        }

        return null;
    }

    /// <summary>The answer to the command; false: the device is gone.</summary>
    private async Task<bool> AnswerAsync(FakeChannel channel)
    {
        await channel.WaitAsync(behaviour.Thinks);
        switch (behaviour.Trouble)
        {
            case Trouble.Refusal:
                await channel.SayAsync(line.Refusal + Prompt);
                return true;
            case Trouble.Question:
                await channel.SayAsync(behaviour.Question);
                if (await channel.KeyAsync() is '\r' or '\n' or 'y')
                {
                    Harmed++;
                }

                await channel.SayAsync("\r\n" + Prompt);
                return true;
            case Trouble.Hang:
                await channel.SayAsync("item that begins and");
                await channel.WaitAsync(TimeSpan.FromDays(2));
                return false;
            case Trouble.Cut:
                await channel.SayAsync("item that begins and\r\nends");
                channel.Hang(null, new RunError(ErrorCode.SessionClosed, "the peer is gone"));
                return false;
            default:
                await PrintAsync(channel);
                return true;
        }
    }

    private async Task PrintAsync(FakeChannel channel)
    {
        for (var i = 0; i < behaviour.Lines.Count; i++)
        {
            if (behaviour.Page > 0 && i > 0 && i % behaviour.Page == 0)
            {
                await channel.SayAsync(line.Pager);
                await channel.KeyAsync();
                await channel.SayAsync("\r" + new string(' ', line.Pager.Length) + "\r");
            }

            if (behaviour.LogBehind == i && line.Log is not null)
            {
                await channel.SayAsync(line.Log + "\r\n");
            }

            await channel.SayAsync(behaviour.Lines[i] + "\r\n");
        }

        await channel.SayAsync(Prompt);
        if (behaviour.LogBehind == behaviour.Lines.Count && line.Log is not null)
        {
            // A log line behind the prompt, and no prompt behind it: the device waits as before.
            await channel.SayAsync("\r\n" + line.Log + "\r\n");
        }
    }
}
