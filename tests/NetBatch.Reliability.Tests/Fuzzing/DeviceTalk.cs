using System.Text;
using NetBatch.Platforms;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>What a device says in a session, piece by piece: the first at once, one more after each line that it is sent.</summary>
internal static class DeviceTalk
{
    private const char Next = '\u241e';

    public static readonly IReadOnlyList<string> Samples =
    [
        .. (string[])
        [
            "\r\nWelcome\r\n\r\nr1#|terminal length 0\r\nr1#|terminal width 511\r\nr1#|show version\r\n"
                + "Version 15.2, r1 uptime is 1 day\r\nr1#|exit\r\n",
            "Last login: Mon\r\nuser@r1> |set cli screen-length 0 \r\nScreen length set to 0\r\n\r\nuser@r1> |show version \r\n"
                + "Hostname: r1\r\n---(more)---\r\e[KModel: x\r\n\r\n{master:0}\r\nuser@r1> |exit \r\n",
            "Password: |\r\nr1>|enable\r\nPassword: |\r\nr1#|show version\r\n --More-- \b\b\b\b\b\b\b\b\b"
                + "         \b\b\b\b\b\b\b\b\bline\r\nr1#|",
            "\e[?2004h\e[1;32muser@host\e[0m:~$ |\e[?2004l\runame -a\r\nLinux host 6.1\r\n\e[?2004huser@host:~$ |exit\r\nlogout\r\n",
        ],
    ];

    private static readonly PlatformCatalog Catalog = PlatformCatalog.BuiltIn;

    public static void Play(string text)
    {
        var names = Catalog.SessionNames;
        var platform = names[text.Length % names.Count];
        var pieces = text.Split('|', Next);
        var bench = new Bench(async (channel, _) =>
        {
            foreach (var piece in pieces)
            {
                await channel.SayAsync(Encoding.Latin1.GetBytes(piece));
                if (await channel.LineAsync() is null)
                {
                    break;
                }
            }

            channel.Hang();
        }, platform);
        var (outcome, step) = bench.Command("show version");
        outcome.ShouldNotBeNull();
        SafeText.Of(step.Text).Any(sign => char.IsControl(sign) && sign is not ('\n' or '\r' or '\t')).ShouldBeFalse();
    }
}
