using System.Diagnostics;

namespace NetBatch.Text.Tests.Trust;

public sealed class AccountTests
{
    [Fact(Timeout = 20_000)]
    public async Task Home_IsWhatTheListOfAccountsSays()
    {
        var entry = (await AnswerAsync("getent", "passwd", await AnswerAsync("id", "-u"))).Split(':');

        Account.Home.ShouldBe(entry[5]);
    }

    [Fact(Timeout = 20_000)]
    public async Task NameOf_EachAccountOfTheSystem_IsItsOwn()
    {
        foreach (var line in (await AnswerAsync("getent", "passwd")).Split('\n'))
        {
            var entry = line.Split(':');
            (await AnswerAsync("id", "-nu", entry[2])).ShouldBe(Account.NameOf(uint.Parse(entry[2])));
        }
    }

    private static async Task<string> AnswerAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Trim();
    }
}
