using System.Text.Json;
using NetBatch.Hosting.Tests.Support;

namespace NetBatch.Hosting.Tests.Scheduling;

/// <summary>Templates whose jobs go through pipelines: of projects and of files, by a schedule and from the command line.</summary>
public sealed class ScheduledPipelineTests : IDisposable
{
    private readonly InstancePark park = new();
    private readonly FakeTime time = new();

    public void Dispose() => park.Dispose();

    [Fact]
    public async Task Serve_TemplateOfPipelines_UnderAFakeClock_RunsThoseThatThereAreThen()
    {
        await using var host = await OpenAsync();
        await host.JobTemplates.SaveAsync(
            Template(new PipelineChoice { Projects = ["re*"], Files = [Path.Combine(park.Root, "extra-*.yaml")],
                Instances = ["shop-002"] }), true, default);
        await host.Schedules.SaveAsync(new BatchSchedule { Name = "nightly", Cron = "1 0 * * *", TimeZone = "UTC", Template = "checks" },
            true, default);
        // What comes after the registration is taken along, too.
        await ProjectAsync(host, "returns", Pipeline("returns", "SELECT age FROM sales WHERE age = 0"));
        Pipeline("extra-b", "SELECT age FROM sales WHERE age > 40");

        var job = await NextJobAsync(host);

        job.State.ShouldBe(JobState.Partial, "one pipeline finds something");
        (await host.Store.ReadSpecAsync(job.Id, default)).Origin!.Schedule.ShouldBe("nightly");
        var runs = await host.RunsAsync(job.Id);
        runs.Select(run => (run.Name, run.State)).ShouldBe(
        [
            ("retail/orders", TargetState.Completed), ("returns/returns", TargetState.Completed), ("extra-a", TargetState.Completed),
            ("extra-b", TargetState.Failed),
        ], runs.Errors());
        ((Pipeline)runs[0].Target).Database.Name.ShouldBe("shop-001", "the project's own");
        ((Pipeline)runs[2].Target).Database.Name.ShouldBe("shop-002", "the template's, for files");
    }

    [Fact]
    public async Task Spec_OfOneProject_HasItsSettingsUnderTheTemplatesAndItsCredential()
    {
        await using var host = await OpenAsync();
        await host.Projects.SaveAsync((await host.Projects.FindAsync("retail", default))
            with { Settings = JsonElement.Parse("""{"evidence":5,"tolerance":0.5}""") }, false, default);
        await host.JobTemplates.SaveAsync(
            Template(new PipelineChoice { Projects = ["retail"] }, """{"settings":{"evidence":2}}""")
                with { Credential = new(CredentialSource.Environment, "DB_PW", "report") }, true, default);

        var spec = await host.JobTemplates.SpecAsync("checks", new Dictionary<string, JsonElement>(), default);

        spec.Work.Args.GetRawText().ShouldBe("""{"settings":{"evidence":2,"tolerance":0.5}}""");
        spec.Project.ShouldBe("retail");
        spec.Targets.Cast<Pipeline>().Single().Database.Credential!.ToString().ShouldBe("report@env:DB_PW");
    }

    [Fact]
    public async Task Save_WhatIsNotThere_IsRefusedWithItsName()
    {
        await using var host = await OpenAsync();
        var extra = Path.Combine(park.Root, "extra-a.yaml");
        File.WriteAllText(Path.Combine(park.Root, "wrong.yaml"), "steps:\n  - nothing.like.it\n");
        await RefusedAsync(new PipelineChoice { Projects = ["nothing"] }, "There is no project 'nothing'.");
        await RefusedAsync(new PipelineChoice { Projects = ["retail", "xy"] }, "There is no project 'xy'.");
        await RefusedAsync(new PipelineChoice { Files = [Path.Combine(park.Root, "gone.yaml")] }, "gone.yaml:1:1: The file cannot be read");
        await RefusedAsync(new PipelineChoice { Files = [Path.Combine(park.Root, "gone-*.yaml")] }, "No file is '");
        await RefusedAsync(new PipelineChoice { Files = [Path.Combine(park.Root, "wrong.yaml")] }, "wrong.yaml:2:");
        await RefusedAsync(new PipelineChoice { Files = ["extra-a.yaml"] }, "'extra-a.yaml' of a pipeline's file is not a full one");
        await RefusedAsync(new PipelineChoice { Files = [extra], Instances = ["nowhere"] }, "The inventory has no instance 'nowhere'.");
        await RefusedAsync(new PipelineChoice { Files = [extra], Source = "nowhere" }, "The inventory has no instance 'nowhere'.");
        await RefusedAsync(new PipelineChoice { Projects = ["retail"], Source = "shop-001" }, "a project has its own");
        await RefusedAsync(new PipelineChoice(), "neither a project nor a file");
        await RefusedAsync(null, "names none");
        (await host.JobTemplates.ReadAsync([], default).ToListAsync()).ShouldBeEmpty();

        async Task RefusedAsync(PipelineChoice? choice, string why) =>
            (await Should.ThrowAsync<NetBatchException>(() =>
                host.JobTemplates.SaveAsync(Template(choice), true, default))).Message.ShouldContain(why);
    }

    [Fact]
    public async Task Register_ParameterThatChoosesNoProject_IsRefused()
    {
        await using var host = await OpenAsync();
        await host.JobTemplates.SaveAsync(Template(new PipelineChoice { Projects = ["{project}"] })
            with { Parameters = [new() { Name = "project", Required = true }] }, true, default);
        var schedule = new BatchSchedule { Name = "nightly", Cron = "@daily", TimeZone = "UTC", Template = "checks" };
        BatchSchedule Of(string project) =>
            schedule with { Parameters = new Dictionary<string, JsonElement> { ["project"] = JsonSerializer.SerializeToElement(project) } };

        (await Should.ThrowAsync<NetBatchException>(() => host.Schedules.SaveAsync(Of("nothing"), true, default))).Message.ShouldBe(
            "There is no project 'nothing'.");
        await host.Schedules.SaveAsync(Of("retail"), true, default);
        await ProjectAsync(host, "copies", Pipeline("copies", null));
        (await Should.ThrowAsync<NetBatchException>(() => host.Schedules.SaveAsync(Of("copies"), false, default))).Message.ShouldContain(
            "compares two databases, and there is no source");
    }

    [Fact]
    public async Task Run_TemplateFromAFile_TakesItsPathsFromTheFilesFolder()
    {
        await using (await OpenAsync())
        {
        }

        var folder = Directory.CreateDirectory(Path.Combine(park.Root, "defs")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "checks.json"),
            """{"name":"checks","work":{"kind":"pipeline","version":1,"args":{}},"pipelines":{"projects":["retail"],"files":["../extra-*.yaml"],"instances":["shop-002"]}}""");

        var (exit, text) = await park.RunAsync("jobtemplate", "save", Path.Combine(folder, "checks.json"));
        exit.ShouldBe(0, text);
        (await park.RunAsync("jobtemplate", "list")).Text.ShouldContain("retail extra-*.yaml");
        (exit, text) = await park.RunAsync("run", "--job-template", "checks", "--quiet");
        exit.ShouldBe(0, text);
        text.ShouldContain("checks: 2 targets");
        (exit, text) = await park.RunAsync("projects", "remove", "ret*");
        exit.ShouldBe(0, text);
        (exit, text) = await park.RunAsync("run", "--job-template", "checks");
        exit.ShouldBe(2, text);
        text.ShouldContain("There is no project 'retail'.");
    }

    private async Task<BatchJob> NextJobAsync(NetBatchHost host)
    {
        using var end = new CancellationTokenSource();
        var serving = host.Schedules.RunAsync(_ => Task.CompletedTask, end.Token);
        var begin = time.GetUtcNow();
        BatchJob? job = null;
        while (job?.State.IsFinal() != true)
        {
            (time.GetUtcNow() - begin).ShouldBeLessThan(TimeSpan.FromMinutes(30), "no job ends");
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
            job = await host.Store.ListAsync(new JobFilter(), default).FirstOrDefaultAsync();
        }

        await end.CancelAsync();
        await serving;
        return job;
    }

    private async Task<NetBatchHost> OpenAsync()
    {
        var host = await NetBatchHost.OpenAsync(new HostOptions { StorePath = park.Store, Program = "tests", Time = time }, default);
        await host.Store.Targets.SaveAsync([Instance(1), Instance(2)], default);
        await ProjectAsync(host, "retail", Pipeline("orders", "SELECT age FROM sales WHERE age > 50"));
        Pipeline("extra-a", "SELECT age FROM sales WHERE age < 1");
        return host;
    }

    private static async Task ProjectAsync(NetBatchHost host, string name, string file) => await host.Projects.SaveAsync(
        new BatchProject
        {
            Name = name,
            Instances = ["shop-001"],
            Pipelines = await PipelineTargets.ForProjectAsync([file], null, default),
        },
        onlyNew: true,
        default);

    private DatabaseInstance Instance(int number) =>
        new() { Id = InstancePark.Name(number), Name = InstancePark.Name(number), Provider = "sqlite", Connection = park.File(number) };

    /// <summary>A pipeline of one query that should find nothing; no query: of a comparison.</summary>
    private string Pipeline(string name, string? sql)
    {
        var file = Path.Combine(park.Root, $"{name}.yaml");
        File.WriteAllText(file, sql is null ? "steps:\n  - { validator: quality.checksum, with: { table: sales, key: age } }\n"
            : $"steps:\n  - {{ name: rows, sql: '{sql}' }}\n");
        return file;
    }

    private static JobTemplate Template(PipelineChoice? choice, string args = "{}") =>
        new() { Name = "checks", Work = new WorkSpec("pipeline", 1, JsonElement.Parse(args)), Pipelines = choice };
}
