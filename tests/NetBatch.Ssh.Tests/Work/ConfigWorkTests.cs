using System.Text.Json;
using NetBatch.Ssh.Tests.Support;
using NetBatch.Ssh.Work;

namespace NetBatch.Ssh.Tests.Work;

public sealed class ConfigWorkTests
{
    private const string Lines =
        """{"lines":["interface Gi0/1"," description x"," no shutdown","interface Gi0/2"," shutdown"],"save":true}""";

    [Fact]
    public void RunAsync_LineByLine_EntersSendsLeavesAndSaves()
    {
        var ios = new FakeIos();
        var bench = Ios(ios, Lines);

        Run(bench);

        ios.Config.ShouldBe(["interface Gi0/1", " description x", " no shutdown", "interface Gi0/2", " shutdown"]);
        ios.Commands.TakeLast(3).ShouldBe(["end", "write memory", "exit"]);
        bench.Run.Steps.ShouldAllBe(step => step.Ended && step.Error == null);
        bench.Run.Steps.Select(step => new PlannedStep(step.Command, step.Effect)).ShouldBe(Plan(bench));
    }

    [Fact]
    public void RunAsync_EachLine_IsSentOnlyAfterItsIntent()
    {
        var ios = new FakeIos();
        var bench = Ios(ios, Lines);
        var before = new List<int>();
        bench.Run.OnChange = _ => before.Add(ios.Config.Count);

        Run(bench);

        before.ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public void RunAsync_LineRejectedLineByLine_StopsLeavesConfigAndTellsWhatIsApplied()
    {
        var ios = new FakeIos { Rejected = { "no shutdown" } };
        var bench = Ios(ios, Lines);

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain("line 3 of 5");
        error.Message.ShouldContain("the first 2 lines are applied and not saved");
        ios.Config.Count.ShouldBe(3);
        ios.Commands.ShouldNotContain("write memory");
        ios.Commands.TakeLast(2).ShouldBe(["end", "exit"]);
    }

    [Fact]
    public void RunAsync_StopLineByLine_FinishesTheSectionAndIsOutcomeUnknown()
    {
        var ios = new FakeIos();
        var bench = Ios(ios, Lines);
        bench.Run.OnChange = line => { if (line == " description x") { bench.Run.StopNow(); } };

        var stopped = Should.Throw<NetBatchException>(() => Run(bench));

        stopped.Code.ShouldBe(ErrorCode.OutcomeUnknown);
        stopped.Message.ShouldContain("the first 3 lines are applied and not saved");
        ios.Config.ShouldBe(["interface Gi0/1", " description x", " no shutdown"]);
        ios.Commands.TakeLast(2).ShouldBe(["end", "exit"]);
        bench.Run.Steps.ShouldAllBe(step => step.Ended);
    }

    [Fact]
    public void RunAsync_LineHangsAfterAStop_IsOutcomeUnknownWithinItsGrace()
    {
        var ios = new FakeIos();
        var bench = Ios(ios, Lines);
        ios.Acts[" description x"] = async channel =>
        {
            bench.Run.StopNow();
            await channel.WaitAsync(TimeSpan.FromDays(1));
        };

        Fails(bench).Code.ShouldBe(ErrorCode.OutcomeUnknown);

        bench.Run.Steps.Single(step => !step.Ended).Command.ShouldBe(" description x");
        bench.Clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(36));
    }

    [Fact]
    public void RunAsync_SessionEndsLineByLine_IsOutcomeUnknown()
    {
        var ios = new FakeIos();
        var bench = Ios(ios, Lines);
        ios.Acts[" description x"] = channel =>
        {
            channel.Hang(255);
            return channel.WaitAsync(TimeSpan.FromDays(1));
        };

        Fails(bench).Code.ShouldBe(ErrorCode.OutcomeUnknown);
        bench.Run.Steps.Count(step => !step.Ended).ShouldBe(1);
    }

    [Fact]
    public void RunAsync_Candidate_CommitsWithItsCommentAndLeaves()
    {
        var junos = new FakeJunos();
        var bench = Junos(junos,
            """{"lines":["set system host-name mx9","set system ntp server 192.0.2.9"],"comment":"CHG 42","save":true}""");

        Run(bench);

        junos.Running.Count.ShouldBe(2);
        junos.Commands.ShouldContain("commit comment \"CHG 42\"");
        bench.Run.Steps.Select(step => new PlannedStep(step.Command, step.Effect)).ShouldBe(Plan(bench));
        junos.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_CandidateLineRejected_AbortsAndNothingRemains()
    {
        var junos = new FakeJunos { Rejected = { "set nonsense" } };
        var bench = Junos(junos, """{"lines":["set system host-name mx9","set nonsense","set more"]}""");

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.CommandRejected);
        error.Message.ShouldContain("syntax error");
        error.Message.ShouldContain("nothing of the change remains");
        junos.Candidate.ShouldBeEmpty();
        junos.Running.ShouldBeEmpty();
        bench.Run.Steps.ShouldAllBe(step => step.Ended);
    }

    [Fact]
    public void RunAsync_StopInACandidate_Aborts()
    {
        var junos = new FakeJunos();
        var bench = Junos(junos, """{"lines":["set a","set b","set c"]}""");
        bench.Run.OnChange = line => { if (line == "set b") { bench.Run.StopNow(); } };

        Should.Throw<OperationCanceledException>(() => Run(bench));

        junos.Commands.ShouldNotContain("set c");
        junos.Commands.ShouldNotContain("commit");
        junos.Candidate.ShouldBeEmpty();
        bench.Run.Steps[^1].Command.ShouldBe("rollback 0; exit configuration-mode");
        bench.Run.Steps.ShouldAllBe(step => step.Ended);
    }

    [Fact]
    public void RunAsync_StopDuringTheCommit_TheCommitEndsAndTheJobToo()
    {
        var junos = new FakeJunos { CommitTime = TimeSpan.FromSeconds(200) };
        var bench = Junos(junos, """{"lines":["set a"]}""");
        junos.OnCommand = command => { if (command == "commit") { bench.Run.StopNow(); } };

        Run(bench);

        junos.Running.ShouldBe(["set a"]);
        junos.LoggedOut.ShouldBeTrue();
    }

    [Fact]
    public void RunAsync_CommitNeverEnds_IsOutcomeUnknownAfterItsOwnLimit()
    {
        var junos = new FakeJunos { CommitTime = TimeSpan.FromDays(1) };
        var bench = Junos(junos, """{"lines":["set a"]}""");

        Fails(bench).Code.ShouldBe(ErrorCode.OutcomeUnknown);

        bench.Clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(310));
        bench.Run.Steps.Single(step => !step.Ended).Command.ShouldBe("commit");
    }

    [Fact]
    public void RunAsync_CommitRefused_IsCommitFailedAndNothingRemains()
    {
        var junos = new FakeJunos { CommitError = "error: configuration check-out failed\r\n" };
        var bench = Junos(junos, """{"lines":["set a"]}""");

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.CommitFailed);
        error.Message.ShouldContain("configuration check-out failed");
        error.Message.ShouldContain("Nothing of the change remains");
        junos.Candidate.ShouldBeEmpty();
    }

    [Fact]
    public void RunAsync_SessionEndsInTheCandidate_EndsTheStepBecauseNothingWasCommitted()
    {
        var junos = new FakeJunos();
        var bench = Junos(junos, """{"lines":["set a"]}""");
        junos.OnCommand = command => { if (command == "set a") { bench.Channel.Hang(255); } };

        var error = Fails(bench);

        error.Code.ShouldBe(ErrorCode.SessionClosed);
        error.Message.ShouldContain("Nothing was committed");
        bench.Run.Steps.ShouldAllBe(step => step.Ended);
    }

    [Fact]
    public void RunAsync_SecretInARejectedLine_IsNotInTheError()
    {
        var ios = new FakeIos { Rejected = { "username bob password 0 hunter2" } };

        var error = Fails(Ios(ios, """{"lines":["username bob password 0 hunter2"]}"""));

        error.ToString().ShouldNotContain("hunter2");
        error.Message.ShouldContain("username bob");
    }

    [Fact]
    public void Plan_Banner_IsOneStep()
    {
        var bench = Ios(new FakeIos(), """{"lines":["banner motd ^C","one","","two ^C","hostname x"]}""");

        Plan(bench).Where(step => step.Effect == StepEffect.Change).Select(step => step.Text)
            .ShouldBe(["banner motd ^C\none\n\ntwo ^C", "hostname x"]);
    }

    [Theory]
    [InlineData("""{"lines":["hostname x","end"]}""", "args.lines[1]")]
    [InlineData("""{"lines":[]}""", "args.lines")]
    [InlineData("""{"lines":[""," "]}""", "args.lines")]
    [InlineData("""{"lines":["hostname x"],"comment":"a\"; reload"}""", "args.comment")]
    [InlineData("""{"lines":["hostname\tx"]}""", "args.lines[0]")]
    [InlineData("""{"lines":["hostname x","snmp-server community <redacted> RO"]}""", "args.lines[1]")]
    public void Validate_Unusable_NamesThePath(string args, string path)
    {
        var bench = Ios(new FakeIos(), args);

        Work(bench).Validate(JsonDocument.Parse(args).RootElement, [bench.Device]).Select(problem => problem.Path).ShouldContain(path);
    }

    [Fact]
    public void Validate_FileWithEmptyLines_IsFine()
    {
        var bench = Ios(new FakeIos(), "{}");

        Work(bench).Validate(JsonDocument.Parse("""{"lines":["hostname x",""]}""").RootElement, [bench.Device]).ShouldBeEmpty();
    }

    private static ConfigWork Work(Bench bench) => new(bench.Connector, bench.Platforms, new ConfigChanger(bench.Platforms));

    private static IReadOnlyList<PlannedStep> Plan(Bench bench) => Work(bench).Plan(bench.Run.Args, bench.Device);

    private static Bench Ios(FakeIos ios, string args) => new((channel, _) => ios.PlayAsync(channel), kind: "config", args: args);

    private static Bench Junos(FakeJunos junos, string args) =>
        new((channel, _) => junos.PlayAsync(channel), "juniper_junos", "config", args);

    private static void Run(Bench bench) => Sim.Run(bench.Clock, () => Work(bench).RunAsync(bench.Run, bench.Run.SafeStop));

    private static NetBatchException Fails(Bench bench) => Should.Throw<NetBatchException>(() => Run(bench));
}
