using System.Text;
using NetBatch.Ssh.Shell;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

/// <summary>
/// A switch that draws: its sequences are those that Oxidized's and Netmiko's procurve models were written for (cursor positions on row
/// 24 around each echoed character, ESC E for the line's end, the prompt put on the last row).
/// </summary>
public sealed class DrawnLineTests
{
    private const string Row = "\u001b[24;1H";
    private const string Prompt = "acc-sw-9# ";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void RunAsync_SwitchThatDraws_GivesLinesAlone(int chunk)
    {
        var bench = new Bench((channel, _) => PlayAsync(channel, chunk), "hp_procurve");

        var (outcome, step) = bench.Command("show version");

        outcome.Error.ShouldBeNull();
        Visible(step.Text).ShouldBe("\nImage stamp:    /ws/swbuildm\n                Fake 16.10\nBoot Image:     Primary\n");
    }

    [Fact]
    public void RunAsync_PagerOfADrawnScreen_LeavesNothingBehind()
    {
        var bench = new Bench((channel, _) => PlayAsync(channel, 0), "hp_procurve");

        var (_, step) = bench.Command("show system");

        Visible(step.Text).ShouldBe(string.Concat(Enumerable.Range(0, 40).Select(i => $" Line {i}\n")));
    }

    // A platform's file that says nothing of it: the sequence for the next line (ECMA-48, NEL) tells.
    [Fact]
    public void RunAsync_PlatformThatDoesNotSaySo_IsSeenToDraw()
    {
        var bench = new Bench((channel, _) => PlayAsync(channel, 0), "cisco_ios");

        Visible(bench.Command("show version").Step.Text).ShouldContain("Boot Image:     Primary");
    }

    [Theory]
    [InlineData("\u001b[24;1Hab\u001b[24;2Hc", "ac")]
    [InlineData("ab\u001b[24;5Hx", "ab\n    x")]
    [InlineData("\u001b[3;1Habc\u001b[3;1H\u001b[2Kx", "x")]
    [InlineData("\u001b[3;1Habc\u001b[3;2H\u001b[Kx", "ax")]
    [InlineData("abc\u001bEd", "abc\nd")]
    [InlineData("\u001b[3;1Ha\u001b[3;4Hb", "a  b")]
    [InlineData("\u001b[2J\u001b[1;1Ha\r\nb", "a\nb")]
    public void Take_CursorMovements_AreLines(string drawn, string lines) =>
        Visible(Encoding.UTF8.GetString(new LineDrawing().Take(Encoding.UTF8.GetBytes(drawn)).Span)).ShouldBe(lines);

    private static string Visible(string text) => VisibleText.OfLines(Encoding.UTF8.GetBytes(text));

    private static async Task PlayAsync(FakeChannel channel, int chunk)
    {
        channel.Chunk = chunk;
        await channel.SayAsync("\u001b[2J\u001b[?7l\u001b[3;23r\u001b[1;1HA switch\r\nSoftware revision YA.16.10\r\n\r\n\u001b[1;24r" + Row
            + "\u001b[0mPress any key to continue\u001b[13;1H\u001b[?25h\u001b[24;27H\u001b[?6l\u001b[1;24r\u001b[2J\u001b[24;27H");
        await channel.KeyAsync();
        await channel.SayAsync(
            "\r\r\u001b[2J\u001b[1;1H\u001b[1920;1920H\u001b[6n\u001b[1;1HYour previous login was on 2026-11-30\r\n from 192.0.2.77\r\n");
        var pages = true;
        while (true)
        {
            await channel.SayAsync(
                $"{Row}\u001b[2K{Row}\u001b[?25h{Row}{Prompt}{Row}\u001b[24;{Prompt.Length + 1}H{Row}\u001b[?25h\u001b[24;"
                    + $"{Prompt.Length + 1}H");
            var typed = new StringBuilder();
            while (await channel.KeyAsync() is { } key && key is not ('\r' or '\n'))
            {
                typed.Append(key);
                var column = Prompt.Length + typed.Length;
                await channel.SayAsync(
                    $"\u001b[24;{column}H\u001b[?25h\u001b[24;{column}H{key}\u001b[24;{column + 1}H\u001b[?25h\u001b[24;{column + 1}H");
            }

            await channel.SayAsync(
                $"\u001b[24;0H\u001bE{Row}\u001b[24;{Prompt.Length + typed.Length + 1}H{Row}\u001b[2K{Row}\u001b[?25h{Row}\u001b[1;24r"
                    + $"{Row}");
            switch (typed.ToString())
            {
                case "exit":
                    channel.Hang();
                    return;
                case "show version":
                    await channel.SayAsync("\r\nImage stamp:    /ws/swbuildm\r\n                Fake 16.10\r\nBoot Image:     Primary\r\n");
                    break;
                case "show system":
                    for (var i = 0; i < 40; i++)
                    {
                        await channel.SayAsync($" Line {i}\r\n");
                        if (pages && i % 20 == 19)
                        {
                            await channel.SayAsync("-- MORE --, next page: Space, next line: Enter, quit: Control-C");
                            await channel.KeyAsync();
                            await channel.SayAsync("\r\u001b[K");
                        }
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
