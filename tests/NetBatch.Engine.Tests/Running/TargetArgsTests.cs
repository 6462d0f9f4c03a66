using System.Text.Json;
using NetBatch.Engine.Tests.Support;

namespace NetBatch.Engine.Tests.Running;

/// <summary>Arguments of single targets, and what runs keep: rows and documents.</summary>
public sealed class TargetArgsTests
{
    private static readonly Target[] Two = [.. Simulation.Targets(2)];

    [Fact]
    public void Over_ObjectsWithin_MergeMemberByMember()
    {
        var merged = TargetArguments.Over(Json("""{"query":"q","parameters":{"days":7,"eu":true},"list":[1,2]}"""),
            Json("""{"parameters":{"days":14},"list":[3],"more":1}"""));
        merged.GetRawText().ShouldBe("""{"query":"q","parameters":{"days":14,"eu":true},"list":[3],"more":1}""");
    }

    [Fact]
    public async Task Run_TargetWithArgsOfItsOwn_WorksWithThose()
    {
        var kind = new Echo();
        (await RunAsync(kind, new() { ["T2"] = Json("""{"text":"other"}""") })).Events.OfType<StepRows>()
            .SelectMany(rows => RowCodec.Read(rows.Set, rows.Content)).ShouldBe([["t1 base"], ["t2 other"]], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ManyRows_AreReportedInPiecesAndCounted()
    {
        var kind = new Echo { Rows = 100_000 };
        var store = await RunAsync(kind, []);
        var pieces = store.Events.OfType<StepRows>().Where(rows => rows.Number == 1).ToList();
        pieces.Count.ShouldBe(3, "an empty one at the beginning, a full MiB, the rest");
        pieces.Sum(piece => piece.Count).ShouldBe(100_000);
        pieces.Max(piece => piece.Content.Length).ShouldBeLessThan((1 << 20) + 1000);
        store.Events.OfType<StepEnded>().First().Rows.ShouldBe(100_000);
    }

    [Fact]
    public async Task Run_Document_IsKeptBeforeTheStepEnds()
    {
        var store = await RunAsync(new Echo(), []);
        var events = store.Events.Where(one => one is RunEvent { Number: 1 }).ToList();
        events.FindIndex(one => one is DocumentKept { Name: "kept", Content.Length: 4 })
            .ShouldBeInRange(1, events.FindIndex(one => one is StepEnded));
    }

    [Theory]
    [InlineData("t9", """{"text":"x"}""", "'t9', which is no target of this job")]
    [InlineData("t1", """{"text":7}""", "t1: The argument 'text' of 'echo' is not a text.")]
    [InlineData("t1", "[]", "'t1' are not a JSON object")]
    [InlineData("t1", """{"text":"bad"}""", "t1: bad on t1")]
    public void Plan_ArgsThatCannotBeUsed_AreRefusedByTarget(string name, string json, string message) =>
        Should.Throw<NetBatchException>(() => Plan(new Echo(), Two, new() { [name] = Json(json) })).Message.ShouldContain(message);

    [Fact]
    public void Plan_TwoTargetsOfThatName_IsRefused() =>
        Should.Throw<NetBatchException>(() =>
            Plan(new Echo(), [new Target { Id = "1", Name = "same" }, new Target { Id = "2", Name = "SAME" }],
                new() { ["same"] = Json("{}") }))
            .Message.ShouldContain("2 targets are named 'same'");

    [Fact]
    public void Plan_RequiredArgumentOnlyOfTheTargets_IsEnough() =>
        Plan(new Echo { Required = true }, Two, new() { ["t1"] = Json("""{"text":"a"}"""), ["t2"] = Json("""{"text":"b"}""") },
            "{}").Targets.Count.ShouldBe(2);

    [Fact]
    public void Plan_RequiredArgumentLackingForOne_IsRefused() =>
        Should.Throw<NetBatchException>(() => Plan(new Echo { Required = true }, Two, new() { ["t1"] = Json("""{"text":"a"}""") }, "{}"))
            .Message.ShouldContain("needs the argument 'text'");

    private static JobSpec Spec(IReadOnlyList<Target> targets, Dictionary<string, JsonElement> own, string args = """{"text":"base"}""") =>
        new() { Name = "test", Work = new WorkSpec("echo", 1, Json(args)), Targets = targets, TargetArgs = own };

    private static JobPlan Plan(Echo kind, IReadOnlyList<Target> targets, Dictionary<string, JsonElement> own,
        string args = """{"text":"base"}""") =>
        new JobValidator(new WorkCatalog([kind])).Plan(Spec(targets, own, args));

    private static async Task<MemoryStore> RunAsync(Echo kind, Dictionary<string, JsonElement> own)
    {
        var store = new MemoryStore(Spec(Two, own), Plan(kind, Two, own));
        var catalog = new WorkCatalog([kind]);
        var local = new LocalExecutor(catalog, new Simulation.NoSecrets(), TimeProvider.System);
        var runner = new JobRunner(store, catalog, new SerialisingExecutor(local), _ => Task.CompletedTask, TimeProvider.System,
            new Random(1));
        (await runner.RunAsync(store.Take(), null, CancellationToken.None)).ShouldBe(JobState.Completed);
        return store;
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    /// <summary>Gives its argument back as rows.</summary>
    private sealed class Echo : WorkKind
    {
        private static readonly RowSet Set = new("echo", [new("said")]);

        public int Rows { get; init; } = 1;

        public bool Required { get; init; }

        public override string Name => "echo";

        public override string TargetKind => "target";

        public override IReadOnlyList<WorkOption> Options => [new("text", WorkOptionType.Text, "What is said.", Required)];

        public override IEnumerable<WorkProblem> Validate(JsonElement args, IReadOnlyList<Target> targets) =>
            args.GetProperty("text").GetString() == "bad" ? [new("args.text", $"bad on {targets[0].Name}")] : [];

        public override IReadOnlyList<PlannedStep> Plan(JsonElement args, Target target) =>
            [new(args.GetProperty("text").GetString()!, StepEffect.Read)];

        public override async Task RunAsync(IRunContext run, CancellationToken cancellationToken)
        {
            var step = await run.BeginReadAsync("say", cancellationToken);
            await step.BeginRowsAsync(Set, cancellationToken);
            for (var row = 0; row < Rows; row++)
            {
                await step.WriteRowAsync(new object?[] { $"{run.Target.Name} {run.Args.GetProperty("text").GetString()}" },
                    cancellationToken);
            }

            await run.KeepAsync("kept", "text"u8.ToArray(), cancellationToken);
            await step.EndAsync(cancellationToken: cancellationToken);
        }
    }
}
