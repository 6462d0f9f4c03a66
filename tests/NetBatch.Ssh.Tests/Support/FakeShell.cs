using System.Text;

namespace NetBatch.Ssh.Tests.Support;

/// <summary>A device of any kind: a prompt that commands may change, answers from a table.</summary>
internal sealed class FakeShell(string prompt)
{
    public string Prompt { get; set; } = prompt;

    public string Banner { get; set; } = "\r\n";

    /// <summary>A prompt that is another each time: by how many were shown before.</summary>
    public Func<int, string>? Counts { get; set; }

    private int shown;

    /// <summary>What a command does: gives its answer, and may change the prompt or talk by itself.</summary>
    public Dictionary<string, Func<FakeChannel, Task<string>>> Acts { get; } = [];

    public List<string> Commands { get; } = [];

    public string Logout { get; set; } = "exit";

    public bool LoggedOut { get; private set; }

    /// <summary>A command that goes to another prompt.</summary>
    public void Goes(string command, string prompt, string says = "") => Acts[command] = _ =>
    {
        Prompt = prompt;
        return Task.FromResult(says);
    };

    /// <summary>Nothing comes any more after a command.</summary>
    public void Hangs(string command) => Acts[command] = channel =>
    {
        channel.Hang();
        return Task.FromResult("");
    };

    public void Says(string command, string says) => Acts[command] = _ => Task.FromResult(says);

    private string Next() => Counts?.Invoke(shown++) ?? Prompt;

    public async Task PlayAsync(FakeChannel channel)
    {
        await channel.SayAsync(Banner + Next());
        while (await channel.LineAsync() is { } line)
        {
            await channel.SayAsync(line + "\r\n");
            if (line.Length > 0)
            {
                Commands.Add(line);
            }

            var answer = new StringBuilder();
            if (Acts.TryGetValue(line, out var act))
            {
                answer.Append(await act(channel));
            }
            else if (line == Logout)
            {
                LoggedOut = true;
                channel.Hang();
                return;
            }

            await channel.SayAsync(answer + Next());
        }
    }
}
