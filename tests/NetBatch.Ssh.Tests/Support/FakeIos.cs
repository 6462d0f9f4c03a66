namespace NetBatch.Ssh.Tests.Support;

/// <summary>A little router in the manner of IOS: echo, modes, enable, config lines, pager, logout.</summary>
internal sealed class FakeIos
{
    public string Host { get; set; } = "r1";

    public string Banner { get; set; } = "\r\n";

    public bool Privileged { get; set; } = true;

    public string EnableSecret { get; set; } = "";

    /// <summary>What commands answer, without the line end behind it; a value that ends the session is null.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>What a command does instead of answering.</summary>
    public Dictionary<string, Func<FakeChannel, Task>> Acts { get; } = [];

    /// <summary>Config lines that arrived, in order.</summary>
    public List<string> Config { get; } = [];

    /// <summary>Config lines that are rejected.</summary>
    public HashSet<string> Rejected { get; } = [];

    public List<string> Commands { get; } = [];

    public string Mode { get; set; } = "";

    public bool HangsAtLogout { get; set; }

    public bool LoggedOut { get; private set; }

    /// <summary>How the device repeats a command.</summary>
    public Func<string, string> Echo { get; set; } = line => line + "\r\n";

    public string Prompt => Host + (Mode.Length > 0 ? $"({Mode})#" : Privileged ? "#" : ">");

    public async Task PlayAsync(FakeChannel channel)
    {
        await channel.SayAsync(Banner + Prompt);
        while (await channel.LineAsync() is { } line)
        {
            if (line == "\u0003")
            {
                await channel.SayAsync("^C\r\n" + Prompt);
                continue;
            }

            await channel.SayAsync(line.Length == 0 ? "\r\n" : Echo(line));
            if (line.Length > 0)
            {
                Commands.Add(line);
                if (line == "exit" && Mode.Length == 0)
                {
                    if (HangsAtLogout)
                    {
                        return;
                    }

                    LoggedOut = true;
                    channel.Hang();
                    return;
                }

                await AnswerAsync(channel, line);
            }

            await channel.SayAsync(Prompt);
        }
    }

    private async Task AnswerAsync(FakeChannel channel, string line)
    {
        if (Acts.TryGetValue(line, out var act))
        {
            await act(channel);
        }
        else if (Answers.TryGetValue(line, out var answer))
        {
            await channel.SayAsync(answer);
        }
        else if (line == "enable")
        {
            await channel.SayAsync("Password: ");
            Privileged = await channel.LineAsync() == EnableSecret;
            await channel.SayAsync(Privileged ? "\r\n" : "\r\n% Access denied\r\n");
        }
        else if (line == "configure terminal")
        {
            Mode = "config";
            await channel.SayAsync("Enter configuration commands, one per line.  End with CNTL/Z.\r\n");
        }
        else if (Mode.Length > 0)
        {
            await ConfigureAsync(channel, line);
        }
        else if (line == "write memory")
        {
            await channel.SayAsync("Building configuration...\r\n[OK]\r\n");
        }
        else if (!line.StartsWith("terminal", StringComparison.Ordinal))
        {
            await channel.SayAsync("                ^\r\n% Invalid input detected at '^' marker.\r\n\r\n");
        }
    }

    private async Task ConfigureAsync(FakeChannel channel, string line)
    {
        if (line is "end" or "exit")
        {
            Mode = line == "end" || Mode == "config" ? "" : "config";
            return;
        }

        Config.Add(line);
        if (Rejected.Contains(line.Trim()))
        {
            await channel.SayAsync("    ^\r\n% Invalid input detected at '^' marker.\r\n\r\n");
            return;
        }

        if (line.StartsWith("hostname ", StringComparison.Ordinal))
        {
            Host = line[9..];
        }

        Mode = line.StartsWith("interface ", StringComparison.Ordinal) ? "config-if" : line.StartsWith(' ') ? Mode : "config";
    }
}
