using System.Text;
using NetBatch.Ssh.Tests.Support;

namespace NetBatch.Ssh.Tests.Shell;

public sealed class ShellTranscriptTests
{
    [Fact]
    public void ConnectAsync_StrangePrompt_TellsWhatCameAndWhatWasWaitedFor()
    {
        var transcript = new Kept();
        var bench = new Bench(async (channel, _) =>
        {
            await channel.SayAsync("Welcome\r\n(r1) Choice -> ");
            await channel.LineAsync();
        });

        Should.Throw<NetBatchException>(() => Session(bench, transcript, _ => Task.CompletedTask)).Code.ShouldBe(ErrorCode.LoginTimeout);

        transcript.Text.ShouldContain("(r1) Choice -> ");
        var note = transcript.Lines.Last(line => line.StartsWith("- Nothing came", StringComparison.Ordinal));
        note.ShouldContain("'(r1) Choice ->', is no prompt of cisco_ios");
        note.ShouldContain("; config ");
    }

    [Fact]
    public void RunAsync_CommandAndSecret_AreTakenDownWithoutTheSecret()
    {
        var transcript = new Kept();
        var ios = new FakeIos { Privileged = false, EnableSecret = "opensesame" };
        ios.Answers["show clock"] = "12:00\r\n";
        var bench = new Bench((channel, _) => ios.PlayAsync(channel),
            device: device => device with { EnableCredential = new CredentialReference(CredentialSource.Supplied, "enable") });
        bench.Run.Known["enable"] = "opensesame";

        Session(bench, transcript, async session =>
        {
            await session.RaisePrivilegeAsync(default);
            await session.RunAsync(new DeviceCommand("show clock"), new FakeStep(), default);
        });

        transcript.Lines.ShouldContain("> show clock\\n");
        transcript.Text.ShouldContain("12:00");
        transcript.Lines.ShouldContain("- A secret was sent.");
        transcript.Text.ShouldNotContain("opensesame");
        transcript.Lines.ShouldContain(line => line.StartsWith("- Taken for the prompt of mode", StringComparison.Ordinal));
    }

    private static void Session(Bench bench, ITranscript transcript, Func<IDeviceSession, Task> work) => Sim.Run(bench.Clock, async () =>
    {
        var run = new FakeRun(bench.Device) { Time = bench.Clock, Transcript = transcript };
        foreach (var (name, secret) in bench.Run.Known)
        {
            run.Known[name] = secret;
        }

        await using var session = await bench.Connector.ConnectAsync(run, bench.Device, default);
        await work(session);
        await session.CloseAsync(default);
        return 0;
    });

    private sealed class Kept : ITranscript
    {
        public List<string> Lines { get; } = [];

        public string Text => string.Concat(Lines.Select(line => line + "\n"));

        public void Note(string sentence) => Add("- ", sentence);

        public void Connection(string sentence) => Add("= ", sentence);

        public void Sent(string text) => Add("> ", text);

        public void Received(ReadOnlySpan<byte> bytes) => Add("< ", Encoding.UTF8.GetString(bytes));

        private void Add(string sign, string text)
        {
            lock (Lines)
            {
                Lines.Add(sign + text.Replace("\n", "\\n", StringComparison.Ordinal));
            }
        }
    }
}
