using NetBatch.Ssh.Tests.Support;
using static NetBatch.Ssh.Tests.Support.TypedAhead;

namespace NetBatch.Ssh.Tests.Shell;

/// <summary>Commands that go out at a known prompt at once, and outputs that hold what looks like one.</summary>
public sealed class ReadAheadTests
{
    private static readonly string[] Commands = ["show version", "show clock", "show run", "show clock"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RunAsync_OutputsThatHoldPrompts_AreWholeAndInPlace(bool ownEcho)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var device = new TypedAhead(ownEcho);
            var (commands, outputs) = Draw(random, device, ownEcho);
            var chunk = random.Next(4) switch { 0 => 1, 1 => random.Next(2, 9), _ => 0 };
            var bench = new Bench(
                (channel, _) =>
                {
                    channel.Chunk = chunk;
                    channel.Pause = TimeSpan.FromMilliseconds(random.Next(3));
                    return device.PlayAsync(channel);
                },
                ownEcho ? "cisco_ios" : "frr");

            var closing = Run(bench, commands, out var steps);

            steps.Select(step => step.Text).ShouldBe(outputs, $"seed {seed}");
            device.Read.Where(line => !line.StartsWith("terminal", StringComparison.Ordinal)).ShouldBe(commands, $"seed {seed}");
            closing.ShouldBeNull($"seed {seed}");
        }
    }

    [Fact]
    public void RunAsync_DeviceEchoesItself_NextReadWaitsForNothing()
    {
        var device = new TypedAhead(ownEcho: true);
        var bench = new Bench((channel, _) => device.PlayAsync(channel));

        Run(bench, Commands, out _);

        // One pause in all: no command follows the last to tell that its prompt was one.
        bench.Clock.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void RunAsync_PromptStandsInTheOutputForLong_OutputIsWhole()
    {
        var device = new TypedAhead(ownEcho: true);
        device.Scripts["show run"] = new(
            [[new("hostname r1\r\nbanner motd ^C\r\nr1#", 5000), new("\r\nthe command write memory\r\n^C\r\nend\r\n")]]);
        var bench = new Bench((channel, _) => device.PlayAsync(channel));

        Run(bench, ["show run", "show clock"], out var steps).ShouldBeNull();

        steps[0].Text.ShouldBe("hostname r1\r\nbanner motd ^C\r\nr1#\r\nthe command write memory\r\n^C\r\nend\r\n");
        bench.Run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void RunAsync_NextCommandIsRepeatedWithinTheOutput_IsTextAndTold()
    {
        var device = new TypedAhead(ownEcho: true);
        device.Scripts["show run"] = new([[new("r1#", 100), new("\r\nshow clock\r\nend\r\n")]]);
        var bench = new Bench((channel, _) => device.PlayAsync(channel));

        Run(bench, ["show run", "show clock"], out var steps);

        steps[0].Text.ShouldBe("r1#\r\nshow clock\r\nend\r\n");
        bench.Run.Warnings.ShouldHaveSingleItem().ShouldContain("The output of 'show run' holds 'show clock'");
    }

    [Fact]
    public void RunAsync_TerminalEchoesAgainstThePlatformsFile_IsToldAndTheNextOutputIsItsOwn()
    {
        // The prompt in the output comes alone, and more of the output before the echo of what is then typed.
        var device = new TypedAhead(ownEcho: false) { EchoDelay = TimeSpan.FromMilliseconds(10) };
        device.Scripts["show run"] = new([[new("r1#"), new("\r\nmore", 100), new(" text\r\n")]]);
        device.Scripts["show clock"] = new([[new("12:00\r\n")], [new("12:01\r\n")]]);
        var bench = new Bench((channel, _) => device.PlayAsync(channel));

        Run(bench, ["show run", "show clock"], out var steps);

        steps[0].Text.ShouldBe("r1#\r\nmoreshow clock\r\n text\r\nr1#12:00\r\n");
        steps[1].Text.ShouldBe("12:01\r\n");
        bench.Run.Warnings.ShouldHaveSingleItem().ShouldContain("show clock");
    }

    [Fact]
    public void RunAsync_DeviceLogsBehindItsPrompt_NextOutputIsItsOwn()
    {
        var ios = new FakeIos { Answers = { ["show run"] = "end\r\n", ["show clock"] = "12:00\r\n" } };
        const string log = "*Mar  1 00:00:01.000: %SYS-5-CONFIG_I: Configured from console\r\n";
        ios.Echo = line => (line == "show clock" ? "\r\n" + log : "") + line + "\r\n";
        var bench = new Bench((channel, _) => ios.PlayAsync(channel));

        Run(bench, ["show run", "show clock"], out var steps);

        steps[0].Text.ShouldBe("end\r\n" + log);
        steps[1].Text.ShouldBe("12:00\r\n");
        bench.Run.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void RunAsync_BlankBehindThePromptComesLate_NothingIsWaitedFor()
    {
        var device = new TypedAhead(ownEcho: true);
        device.Scripts["show version"] = new([[new("15.2\r\nr1#"), new(" ")]]);
        device.Scripts["show clock"] = new([[new("12:00\r\n")]]);
        device.SilentPrompts = 1;
        var bench = new Bench((channel, _) => device.PlayAsync(channel));

        Run(bench, ["show version", "show clock"], out var steps).ShouldBeNull();

        steps.Select(step => step.Text).ShouldBe(["15.2\r\n", "12:00\r\n"]);
        bench.Clock.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void RunAsync_PagerWasSeen_NothingGoesOutAheadAnyMore()
    {
        var device = new TypedAhead(ownEcho: true);
        device.Scripts["show version"] = new([[new("a\r\n", Pager: true), new("b\r\n")]]);
        device.Scripts["show run"] = new([[new("c\r\nr1#", 20), new(" d\r\n")]]);
        var sent = "";
        var bench = new Bench((channel, _) => device.PlayAsync(channel));
        device.Scripts["show clock"] = new([[new("12:00\r\n")]]);

        Run(bench, ["show version", "show run", "show clock"], out var steps, () => sent = bench.Channel.Sent.ToString());

        steps.Select(step => step.Text).ShouldBe(["a\r\nb\r\n", "c\r\nr1# d\r\n", "12:00\r\n"]);
        sent.ShouldEndWith("show version\n show run\nshow clock\n");
        bench.Clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(90));
    }

    [Theory]
    [InlineData("frr")]
    [InlineData("arista_eos")]
    [InlineData("cisco_nxos")]
    [InlineData("cisco_asa")]
    public void RunAsync_WhoEchoesIsNotKnown_EachPromptIsWaitedFor(string platform)
    {
        var device = new TypedAhead(ownEcho: false);
        var bench = new Bench((channel, _) => device.PlayAsync(channel), platform);

        Run(bench, Commands, out _);

        bench.Clock.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(30 * (1 + Commands.Length)));
    }

    [Fact]
    public void CloseAsync_NextCommandIsOnItsWay_EndsItAndLogsOut()
    {
        var ios = new FakeIos { Answers = { ["show run"] = "end\r\n", ["show clock"] = "12:00\r\n" } };
        var bench = new Bench((channel, _) => ios.PlayAsync(channel));

        var closing = bench.InSession(
            session => session.RunAsync(new DeviceCommand("show run") { Then = "show clock" }, new FakeStep(), default));

        closing.ShouldBeNull();

        ios.LoggedOut.ShouldBeTrue();
    }

    private static string? Run(Bench bench, string[] commands, out FakeStep[] steps, Action? before = null)
    {
        var made = commands.Select(command => new FakeStep(command)).ToArray();
        steps = made;
        return bench.InSession(async session =>
        {
            for (var at = 0; at < commands.Length; at++)
            {
                var command = new DeviceCommand(commands[at]) { Then = commands.ElementAtOrDefault(at + 1) };
                var outcome = await session.RunAsync(command, made[at], default);
                outcome.Error.ShouldBeNull();
            }

            before?.Invoke();
        });
    }

    /// <summary>
    /// Commands with outputs of ordinary lines, prompts, prompts in front of text, the next command's text, a pager, ends without
    /// a line end.
    /// </summary>
    private static (string[] Commands, string[] Outputs) Draw(Random random, TypedAhead device, bool ownEcho)
    {
        var commands = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Commands[random.Next(Commands.Length)]).ToArray();
        var outputs = new string[commands.Length];
        var asked = false;
        for (var at = 0; at < commands.Length; at++)
        {
            var next = at + 1 < commands.Length ? commands[at + 1] : "exit";
            var paged = random.Next(8) == 0;
            asked |= paged;
            // A router's own echo tells where an output ends, however long it pauses; else only a pause does, as behind the last command.
            var most = ownEcho && !asked && at + 1 < commands.Length ? 400 : 25;
            List<Part> script = [];
            for (var lines = random.Next(6); lines > 0; lines--)
            {
                script.Add(random.Next(paged ? 3 : 6) switch
                {
                    0 => new("Interface is up\r\n"),
                    1 => new("\r\n"),
                    2 => new($"  {next}\r\n".TrimStart(random.Next(2) == 0 ? ' ' : '\0')),
                    3 => new($"{Prompt}what one types\r\n", random.Next(most)),
                    4 => new($"{Prompt}\r\n"),
                    _ => new(Prompt, random.Next(most)),
                });
                if (script[^1].Text == Prompt)
                {
                    script.Add(new(random.Next(2) == 0 ? "\r\n" : " and more\r\n"));
                }
            }

            if (paged)
            {
                script.Insert(random.Next(script.Count + 1), new("page\r\n", Pager: true));
            }

            if (random.Next(5) == 0)
            {
                script.Add(new("no line end"));
            }

            outputs[at] = string.Concat(script.Select(part => part.Text));
            (device.Scripts.TryGetValue(commands[at], out var known) ? known : device.Scripts[commands[at]] = new()).Enqueue([.. script]);
        }

        return (commands, outputs);
    }
}
