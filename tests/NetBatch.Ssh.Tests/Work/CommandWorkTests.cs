using System.Text.Json;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

public sealed class CommandWorkTests
{
    [Fact]
    public void RunAsync_Commands_EachIsAStepWithItsOutput()
    {
        var ios = new FakeIos { Answers = { ["show version"] = "v15\r\n", ["show clock"] = "12:00\r\n" } };
        var bench = Of(ios, """{"commands":["show version","show clock"]}""");

        Run(bench);

        bench.Run.Steps.Select(step => (step.Command, step.Effect, step.Text, step.Ended, step.Error)).ShouldBe(
            [("show version", StepEffect.Read, "v15\r\n", true, null), ("show clock", StepEffect.Read, "12:00\r\n", true, null)]);
        bench.Run.Phases.ShouldBe([TargetState.Connecting, TargetState.Connected, TargetState.Executing, TargetState.Disconnecting]);
        bench.Run.Warnings.ShouldBeEmpty();
        ios.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_RejectedRead_GoesOnAndFailsAtTheEnd()
    {
        var ios = new FakeIos { Answers = { ["show clock"] = "12:00\r\n" } };
        var bench = Of(ios, """{"commands":["show nonsense","show clock"]}""");

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain("1 of 2");
        bench.Run.Steps[0].Error!.Code.ShouldBe(ErrorCode.CommandRejected);
        bench.Run.Steps[1].Error.ShouldBeNull();
        bench.Run.Phases[^1].ShouldBe(TargetState.Disconnecting);
    }

    [Fact]
    public void RunAsync_FailedChange_StopsThere()
    {
        var bench = Of(new FakeIos(), """{"commands":["clear nonsense","show clock"],"allowChange":true}""");

        Fails(bench).Code.ShouldBe(ErrorCode.CommandRejected);

        bench.Run.Steps.Count.ShouldBe(1);
        bench.Run.Steps[0].Ended.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_Change_NoByteGoesOutBeforeItsIntentIsDurable()
    {
        var ios = new FakeIos { Answers = { ["clear counters"] = "" } };
        var bench = Of(ios, """{"commands":["clear counters"],"allowChange":true}""");
        var sentBefore = "";
        bench.Run.OnChange = _ => sentBefore = bench.Channel.Sent.ToString();

        Run(bench);

        sentBefore.ShouldNotContain("clear");
        ios.Commands.ShouldContain("clear counters");
    }

    [Fact]
    public void RunAsync_LeaseLostAtTheIntent_SendsNothingMore()
    {
        var ios = new FakeIos { Answers = { ["clear counters"] = "" } };
        var bench = Of(ios, """{"commands":["clear counters"],"allowChange":true}""");
        bench.Run.OnChange = _ =>
        {
            bench.Run.LoseNow();
            throw new NetBatchException(ErrorCode.LeaseLost, "lost");
        };

        Fails(bench).Code.ShouldBe(ErrorCode.LeaseLost);

        ios.Commands.ShouldBe(["terminal length 0", "terminal width 512"]);
        bench.Channel.Disposed.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_SessionEndsInAChange_IsOutcomeUnknownAndItsStepStaysOpen()
    {
        var ios = new FakeIos();
        ios.Acts["reload"] = channel =>
        {
            channel.Hang(255);
            return channel.WaitAsync(TimeSpan.FromDays(1));
        };
        var bench = Of(ios, """{"commands":["reload"],"allowChange":true}""");

        Fails(bench).Code.ShouldBe(ErrorCode.OutcomeUnknown);

        bench.Run.Steps.Single().Ended.ShouldBeFalse();
    }

    [Fact]
    public void RunAsync_StopDuringAChange_TheChangeEndsFirst()
    {
        var ios = new FakeIos();
        var bench = Of(ios, """{"commands":["clear counters","clear line 1"],"allowChange":true}""");
        ios.Acts["clear counters"] = async channel =>
        {
            bench.Run.StopNow();
            await channel.WaitAsync(TimeSpan.FromSeconds(10));
        };

        Should.Throw<OperationCanceledException>(() => Run(bench));

        bench.Run.Steps.Single().Ended.ShouldBeTrue();
        bench.Run.Steps.Single().Error.ShouldBeNull();
        ios.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_ChangeHangsAfterAStop_IsOutcomeUnknownAfterThirtySeconds()
    {
        var ios = new FakeIos();
        var bench = Of(ios, """{"commands":["clear counters"],"allowChange":true}""");
        var stopped = TimeSpan.Zero;
        ios.Acts["clear counters"] = async channel =>
        {
            stopped = bench.Clock.Elapsed;
            bench.Run.StopNow();
            await channel.WaitAsync(TimeSpan.FromDays(1));
        };

        Fails(bench).Code.ShouldBe(ErrorCode.OutcomeUnknown);

        (bench.Clock.Elapsed - stopped).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(35));
        bench.Run.Steps.Single().Ended.ShouldBeFalse();
    }

    [Fact]
    public void RunAsync_StopDuringARead_CutsAtOnceAndLogsOut()
    {
        var ios = new FakeIos();
        var bench = Of(ios, """{"commands":["show tech"]}""");
        ios.Acts["show tech"] = async channel =>
        {
            await channel.SayAsync("much\r\n");
            bench.Run.StopNow();
            await channel.LineAsync();
        };

        Should.Throw<OperationCanceledException>(() => Run(bench));

        ios.LoggedOut.ShouldBeTrue();
        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void RunAsync_EnableCredential_PrivilegeIsRaisedFirst()
    {
        var ios = new FakeIos { Privileged = false, EnableSecret = "opensesame", Answers = { ["show run"] = "x\r\n" } };
        var bench = new Bench(
            (channel, _) => ios.PlayAsync(channel), args: """{"commands":["show run"]}""",
            device: device => device with { EnableCredential = new CredentialReference(CredentialSource.Supplied, "e") });
        bench.Run.Known["e"] = "opensesame";

        Run(bench);

        ios.Privileged.ShouldBeTrue();
        bench.Run.Steps.Single().Text.ShouldBe("x\r\n");
    }

    [Theory]
    [InlineData("""{"commands":["show version","reload"]}""", "args.commands[1]", ErrorCode.ChangeNotAllowed)]
    [InlineData("""{"commands":["show version\nreload"],"allowChange":true}""", "args.commands[0]", ErrorCode.InvalidArgument)]
    [InlineData("""{"commands":[]}""", "args.commands", ErrorCode.InvalidArgument)]
    [InlineData("""{"commands":["show version"],"answers":[{"expect":"(","answer":"y"}]}""", "args.answers", ErrorCode.InvalidArgument)]
    [InlineData("""{"commands":["show version"],"answers":"y"}""", "args.answers", ErrorCode.InvalidArgument)]
    public void Validate_Unusable_NamesThePath(string args, string path, ErrorCode code)
    {
        var bench = Of(new FakeIos(), args);

        var problem = new CommandWork(bench.Connector).Validate(JsonDocument.Parse(args).RootElement, [bench.Device]).First();

        problem.Path.ShouldBe(path);
        problem.Code.ShouldBe(code);
    }

    [Fact]
    public void Validate_DevicesWithoutAPlatform_IsOneProblemThatNamesThem()
    {
        var bench = Of(new FakeIos(), "{}");
        var devices = Enumerable.Range(1, 20).Select(i => bench.Device with { Name = $"r{i}", Platform = null }).ToArray<Target>();

        var problem = new CommandWork(bench.Connector)
            .Validate(JsonDocument.Parse("""{"commands":["show version"]}""").RootElement, devices).Single();

        problem.Code.ShouldBe(ErrorCode.InvalidPlatform);
        problem.Message.ShouldContain("'r1' and 19 more");
        problem.Remedy!.ShouldContain("-Platform");
    }

    [Fact]
    public void Plan_Commands_AreExactAndClassified()
    {
        var bench = Of(new FakeIos(), "{}");

        new CommandWork(bench.Connector).Plan(JsonDocument.Parse("""{"commands":["sh ver","clear counters"]}""").RootElement, bench.Device)
            .ShouldBe([new PlannedStep("sh ver", StepEffect.Read), new PlannedStep("clear counters", StepEffect.Change)]);
    }

    private static Bench Of(FakeIos ios, string args) => new((channel, _) => ios.PlayAsync(channel), args: args);

    // As the engine does it: RunAsync's own token is cancelled with SafeStop.
    private static void Run(Bench bench) =>
        Sim.Run(bench.Clock, () => new CommandWork(bench.Connector).RunAsync(bench.Run, bench.Run.SafeStop));

    private static NetBatchException Fails(Bench bench) => Should.Throw<NetBatchException>(() => Run(bench));
}
