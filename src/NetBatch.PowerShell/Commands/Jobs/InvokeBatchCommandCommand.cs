using System.Collections;
using System.Management.Automation;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>Runs commands on many devices, batch by batch, and gives the outputs as devices end.</summary>
/// <remarks>
/// The same as Start-BatchJob with -Wait, but it gives results instead of the job: one record for each device and command, as soon as the
/// device has ended. A device that fails is an error that names the device, the code, and what to do; the others go on.
/// Ctrl+C stops the job: nothing new starts, sessions are closed, and the prompt is back within five seconds.
/// </remarks>
/// <example>
/// <code>Invoke-BatchCommand -Device r* -Command 'show version' | Export-Csv versions.csv</code>
/// <para>Asks all devices of the inventory whose names begin with r and writes what they answer to a file.</para>
/// </example>
/// <example>
/// <code>Invoke-BatchCommand -Address 10.0.0.1, 10.0.0.2:2222 -Platform frr -Credential admin -Command 'show clock' -ErrorVariable e</code>
/// <para>Asks two devices that are in no inventory. What failed is in $failed, with the device's name as TargetObject.</para>
/// </example>
/// <example>
/// <code>Invoke-BatchCommand -Device r* -Command 'show ip ospf neighbor' -Parse | Where-Object State -like 'FULL*' |
/// Export-Csv neighbours.csv</code>
/// <para>One row for each neighbour of each device.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "BatchCommand", SupportsShouldProcess = true)]
[OutputType(typeof(StepResult), typeof(PSObject))]
public sealed class InvokeBatchCommandCommand : StartJobCommand
{
    /// <summary>The commands, one line each, in order. They must only read unless -AllowChange is given.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string[] Command { get; set; } = [];

    /// <summary>Allow commands that may change the devices.</summary>
    [Parameter]
    public SwitchParameter AllowChange { get; set; }

    /// <summary>Questions that commands ask (regular expressions) and the answers: @{ '\[confirm\]' = 'y' }.</summary>
    [Parameter]
    [Pairs]
    public IDictionary? Answer { get; set; }

    /// <summary>Lines (regular expressions) that look like a refusal and only inform.</summary>
    [Parameter]
    public string[]? AllowNotice { get; set; }

    /// <summary>Parse the outputs into rows, by TextFSM templates that are looked up by platform and command; the outputs are kept all the
    /// same. Then one object for each row is given instead of the outputs, Device and Command first, as soon as its device has ended. An
    /// output that no template fits is a warning.</summary>
    [Parameter]
    public SwitchParameter Parse { get; set; }

    /// <summary>A template for all the commands instead of those that are looked up: its name, or its file's path. Parses.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? Template { get; set; }

    /// <summary>Folders of templates, each with an index and *.textfsm, that are asked before all others. Parses.</summary>
    [Parameter]
    public string[] TemplatePath { get; set; } = [];

    private protected override string Title => JobTitle.Of(Command);

    private protected override WorkSpec MakeWork() =>
        WorkSpecs.Commands(Command, AllowChange, Answer, Parse, this.Template(Template), this.Folders(TemplatePath), AllowNotice);

    private protected override async Task StartAsync(Session session, JobSpec spec, CancellationToken cut)
    {
        var job = await session.Host.Jobs.StartAsync(spec, cut);
        await session.VerboseAsync($"{job.Id}: {Counted.Of(job.TotalTargets, "device")} in {Counted.Of(job.TotalBatches, "batch")}");
        var rows = new RowStream(session);
        var parsed = Parse || Template is not null || TemplatePath.Length > 0;
        Task RowsOf(StepResult one) => one.Rows > 0
            ? rows.WriteAsync(new RowFilter { JobId = one.JobId, Numbers = [one.Number], Step = one.Step, Attempt = one.Attempt }, cut)
            : Task.CompletedTask;
        var what = new FollowOptions { Result = parsed ? RowsOf : session.WriteAsync, WithOutput = !parsed,
            Failure = run => session.ErrorAsync(run.ToRecord()) };
        var follower = new JobFollower(session, job.Id);
        await follower.OwnErrorAsync(await follower.FollowAsync(what, cut));
    }
}
