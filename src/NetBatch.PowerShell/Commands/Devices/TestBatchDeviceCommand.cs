using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Looks whether devices can be worked on, batch by batch, without running any command of yours on them.</summary>
/// <remarks>
/// For each device: does the name resolve, does the port answer, does the login work with a known host key, can privilege be raised, are
/// the prompts those of its platform. Gives a record for each device as it ends; what was not tried is empty. The same rules as for a
/// job hold, and it is kept as one (kind preflight).
/// </remarks>
/// <example>
/// <code>Get-BatchDevice -Label site=berlin | Test-BatchDevice -Credential admin | Where-Object -Not Success</code>
/// <para>The devices of a site that a job could not work on.</para>
/// </example>
/// <example>
/// <code>Test-BatchDevice -Device * -UnsavedConfig -Credential admin | Where-Object Unsaved</code>
/// <para>The devices that would lose something by a restart.</para>
/// </example>
/// <example>
/// <code>Import-Csv routers.csv | Test-BatchDevice -BatchSize 20 -EnableCredential enable | Export-Csv preflight.csv</code>
/// <para>Looks at all rows of a file, privilege included.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "BatchDevice")]
[OutputType("NetBatch.DeviceTest")]
public sealed class TestBatchDeviceCommand : DeviceJobCommand
{
    /// <summary>Look too whether the configuration that a restart would load is the one that runs; Unsaved tells. Reads both.</summary>
    [Parameter]
    public SwitchParameter UnsavedConfig { get; set; }

    private protected override string Title => "Test-BatchDevice";

    private protected override WorkSpec MakeWork() =>
        WorkSpecs.Of("preflight", new Hashtable { ["unsavedConfig"] = UnsavedConfig ? true : null });

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(async (session, cut) =>
    {
        var spec = await SpecAsync(session.Host, cut);
        var job = await session.Host.Jobs.StartAsync(spec, cut);
        await WarnUnusedAsync(session, spec);
        await session.VerboseAsync($"{job.Id}: {Counted.Of(job.TotalTargets, "device")} in {Counted.Of(job.TotalBatches, "batch")}");
        Dictionary<string, List<StepResult>> ended = new(StringComparer.OrdinalIgnoreCase);
        HashSet<int> written = [];
        async Task WriteAsync(RunFilter which)
        {
            await foreach (var run in session.Host.Store.ReadRunsAsync(job.Id, which, cut))
            {
                if (written.Add(run.Number))
                {
                    await session.WriteAsync(Record(run, ended.GetValueOrDefault(run.Name) ?? []));
                }
            }
        }

        var follower = new JobFollower(session, job.Id);
        var end = await follower.FollowAsync(
            new FollowOptions
            {
                Result = step =>
                {
                    (ended.TryGetValue(step.Name, out var mine) ? mine : ended[step.Name] = []).Add(step);
                    return Task.CompletedTask;
                },
                Read = async () =>
                {
                    if (ended.Count > 0)
                    {
                        await WriteAsync(new RunFilter { Names = [.. ended.Keys] });
                        ended.Clear();
                    }
                },
            },
            cut);
        // Those of whom not even a check was begun.
        await WriteAsync(new RunFilter());
        await follower.OwnErrorAsync(end);
    });

    private static PSObject Record(TargetRun run, List<StepResult> steps)
    {
        var error = run.State == TargetState.Completed ? null : run.Error ?? new RunError(ErrorCode.Stopped, $"It was {run.State}.");
        var record = new PSObject();
        record.TypeNames.Insert(0, "NetBatch.DeviceTest");
        void Add(string property, object? value) => record.Properties.Add(new PSNoteProperty(property, value));
        bool? Passed(string check) => steps.Find(step => step.Command == check)?.Success;
        Add("Name", run.Name);
        Add("Address", run.Target.Endpoint);
        Add("Success", error is null);
        Add("Resolve", Passed("resolve"));
        Add("Tcp", Passed("tcp"));
        Add("Login", Passed("login"));
        Add("Privilege", Tried(steps, "privilege") ? Passed("privilege") : null);
        Add("Platform", Passed("platform"));
        Add("Unsaved", Tried(steps, "saved") && Passed("saved") == true
            ? Said(steps, "saved")!.StartsWith("unsaved", StringComparison.Ordinal) : null);
        Add("Code", error?.Code);
        Add("Message", error is null ? Said(steps, "saved") ?? Said(steps, "platform") : error.Message);
        Add("Remedy", error?.Remedy);
        Add("Duration", steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration));
        Add("Batch", run.Batch);
        Add("JobId", run.JobId);
        return record;
    }

    private static bool Tried(List<StepResult> steps, string check) =>
        Said(steps, check)?.StartsWith("not tried", StringComparison.Ordinal) == false;

    private static string? Said(List<StepResult> steps, string check) => steps.Find(step => step.Command == check)?.Output?.Trim();
}
