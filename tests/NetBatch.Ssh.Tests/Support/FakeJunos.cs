namespace NetBatch.Ssh.Tests.Support;

/// <summary>A little router in the manner of Junos: a candidate, commit, rollback, two-line prompts.</summary>
internal sealed class FakeJunos
{
    public string Host { get; set; } = "mx1";

    public bool InShell { get; set; }

    public bool InConfig { get; private set; }

    public bool DualEngine { get; set; }

    public string? CommitError { get; set; }

    public TimeSpan CommitTime { get; set; }

    public List<string> Commands { get; } = [];

    public List<string> Candidate { get; } = [];

    public List<string> Running { get; } = [];

    public HashSet<string> Rejected { get; } = [];

    public Action<string>? OnCommand { get; set; }

    public bool LoggedOut { get; private set; }

    private string Prompt => InShell ? "root@mx1:~ # "
        : (DualEngine ? "{master:0}" + (InConfig ? "" : "\r\n") : "") + (InConfig ? $"[edit]\r\nadmin@{Host}# " : $"admin@{Host}> ");

    public async Task PlayAsync(FakeChannel channel)
    {
        await channel.SayAsync("--- JUNOS 23.2 ---\r\n" + Prompt);
        while (await channel.LineAsync() is { } line)
        {
            if (line == "\u0003")
            {
                await channel.SayAsync("\r\n" + Prompt);
                continue;
            }

            await channel.SayAsync(line + "\r\n");
            if (line.Length > 0)
            {
                Commands.Add(line);
                OnCommand?.Invoke(line);
                if (await AnswerAsync(channel, line))
                {
                    channel.Hang();
                    LoggedOut = true;
                    return;
                }
            }

            await channel.SayAsync("\r\n" + Prompt);
        }
    }

    private async Task<bool> AnswerAsync(FakeChannel channel, string line)
    {
        switch (line)
        {
            case "cli" when InShell:
                InShell = false;
                break;
            case "exit" when !InConfig:
                return true;
            case "configure exclusive":
                InConfig = true;
                await channel.SayAsync("warning: uncommitted changes will be discarded on exit\r\nEntering configuration mode\r\n");
                break;
            case "exit configuration-mode":
                InConfig = false;
                await channel.SayAsync("Exiting configuration mode\r\n");
                break;
            case "rollback 0":
                Candidate.Clear();
                await channel.SayAsync("load complete\r\n");
                break;
            case var commit when commit.StartsWith("commit", StringComparison.Ordinal):
                if (CommitTime > TimeSpan.Zero)
                {
                    await channel.WaitAsync(CommitTime);
                }

                if (CommitError is null)
                {
                    Running.AddRange(Candidate);
                    Candidate.Clear();
                    foreach (var name in Running.Where(text => text.StartsWith("set system host-name ", StringComparison.Ordinal)))
                    {
                        Host = name["set system host-name ".Length..];
                    }
                }

                await channel.SayAsync(CommitError ?? "configuration check succeeds\r\ncommit complete\r\n");
                break;
            default:
                if (Rejected.Contains(line))
                {
                    await channel.SayAsync("                  ^\r\nsyntax error.\r\n");
                }
                else if (InConfig)
                {
                    Candidate.Add(line);
                }

                break;
        }

        return false;
    }
}
