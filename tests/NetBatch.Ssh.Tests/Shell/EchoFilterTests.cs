using System.Text;
using NetBatch.Ssh.Shell;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class EchoFilterTests
{
    [Theory]
    [InlineData("show version", "show version\r\n")]
    [InlineData("show version", "show v \b \bversion\r\n")]
    [InlineData("show abcdef", "show abcd\rdef\r\n")] // readline: the row's first character, again behind the return
    [InlineData("show abccdef", "show abc\rccdef\r\n")] // ... where the next one is the same
    [InlineData("show xxxxxx", "show xxx\rxxxx\r\n")]
    [InlineData("show aabbccdd", "show aa\rabb\rbccd\rdd\r\n")] // several wraps, one in the last characters
    [InlineData("show abccdef", "show abc\rcdef\r\n")] // a wrap that repeats nothing
    [InlineData("show abcdef", "show ab\x1b[K\rcdef\r\n")]
    public void Take_EchoWithWraps_EndsAtItsLineEnd(string command, string echo)
    {
        var filter = new EchoFilter(command);
        var bytes = Encoding.ASCII.GetBytes(echo + "output\r\n");

        filter.Take(bytes, out _).ShouldBe(echo.Length);

        filter.IsDone.ShouldBeTrue();
    }

    // ktbyers/netmiko, issues 2039, 105 and 281 (ASA), selfuryon/netdev, issue 4 (IOS XR): a line beyond the terminal's width scrolls
    // sideways, and when Enter is pressed it is drawn from its beginning, with "$" where it is cut off.
    [Theory]
    [InlineData("no network-object object 20.20.20.20_SCTASK0012345", "no network-object object 20.20.20.20_SCTAS", "$.20.20.20_SCTASK",
        "0012345", "no network-object object 20.20.20.20_SCTA$")]
    [InlineData("show run | inc clock|logging|aaa|http|ssh|telnet|ntp", "show run | inc clock|logging|aaa|http|ssh|tel",
        "$aa|http|ssh|telnet", "|ntp", "show run | inc clock|logging|aaa|http|ssh|te$")]
    public void Take_LineDrawnFromItsBeginning_EndsAtItsLineEnd(string command, string typed, string scrolled, string rest, string shown)
    {
        foreach (var back in new[] { new string('\b', 43), "\r" })
        {
            foreach (var wipe in new[] { "", new string(' ', 25) + new string('\b', 25) })
            {
                var echo = typed + back + scrolled + wipe + rest + back + shown + "\r\n";
                var filter = new EchoFilter(command);

                filter.Take(Encoding.ASCII.GetBytes(echo + "output\r\n"), out _).ShouldBe(echo.Length);

                filter.IsDone.ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData("\x1b[?2004l\rtext", "text")]
    [InlineData("text", "text")]
    [InlineData("\x1b[?2004", "")]
    [InlineData("\x1b[1mtext", "\x1b[1mtext")]
    public void Take_BracketedPasteOffByteByByte_LeavesTheOutput(string behind, string output)
    {
        var filter = new EchoFilter("ls");
        filter.Take("ls\r\n"u8, out _);
        var left = new StringBuilder();

        foreach (var b in Encoding.ASCII.GetBytes(behind))
        {
            if (filter.IsOver)
            {
                left.Append((char)b);
            }
            else if (filter.Take([b], out var back) == 0)
            {
                left.Append(Encoding.ASCII.GetString(back)).Append((char)b);
            }
        }

        left.ToString().ShouldBe(output);
    }

    [Theory]
    [InlineData("show version", "show versio\r\n")]
    [InlineData("show version", "show versionn\r\n")]
    [InlineData("show abb", "show abbb\r\n")]
    public void Take_AnotherText_IsNoEcho(string command, string text)
    {
        var filter = new EchoFilter(command);

        filter.Take(Encoding.ASCII.GetBytes(text), out _);

        filter.IsDone.ShouldBeFalse();
    }
}
