using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using NetBatch.Hosting;

namespace NetBatch.Commands;

/// <summary>What all cmdlets share: the store, the pump, errors, Ctrl+C.</summary>
public abstract class NetBatchCommand : PSCmdlet, IDisposable
{
    /// <summary>The prompt is back within five seconds of Ctrl+C; some of them are PowerShell's.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource stop = new();

    /// <summary>The file that jobs and the inventory are kept in, a folder for it, or a PostgreSQL database:
    /// postgres://user@host/database. Default: what the environment variable NETBATCH_STORE says in the same words, else netbatch.db in
    /// the folder that NETBATCH_HOME names, else in the user's data folder.</summary>
    [Parameter]
    public string? StorePath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => this.RefuseNulls();

    /// <inheritdoc/>
    protected override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Works away from the pipeline's thread with the store's host; a problem ends the command as one error.</summary>
    private protected void Run(Func<Session, CancellationToken, Task> work, object? about = null)
    {
        try
        {
            RunOrThrow(work);
        }
        catch (NetBatchException problem)
        {
            ThrowTerminatingError(problem.ToRecord(about));
        }
    }

    /// <summary>The same for one item of several; a problem is that item's error, and the command goes on.</summary>
    private protected void RunEach(object? about, Func<Session, CancellationToken, Task> work)
    {
        try
        {
            RunOrThrow(work);
        }
        catch (NetBatchException problem)
        {
            WriteError(problem.ToRecord(about));
        }
    }

    /// <summary>Evaluates something of the user's that may be refused.</summary>
    private protected T Checked<T>(Func<T> evaluate, object? about = null)
    {
        try
        {
            return evaluate();
        }
        catch (NetBatchException problem)
        {
            ThrowTerminatingError(problem.ToRecord(about));
            throw;
        }
    }

    /// <summary>The file of the store that this call works with.</summary>
    private protected string StoreFile => HostOptions.StoreFile(StorePath is null || StorePlace.IsAddress(StorePath) ? StorePath
        : this.FilePath(StorePath));

    private void RunOrThrow(Func<Session, CancellationToken, Task> work)
    {
        var path = StoreFile;
        var runspace = Runspace.DefaultRunspace;
        var call = new CmdletCall(this);
        try
        {
            PipelineThreadDispatcher.Run(
                async (pump, cut) =>
                {
                    using var session = new Session(await HostRegistry.OfProcess.OpenAsync(path, runspace, cut), pump, this, call);
                    foreach (var warning in session.Host.Platforms.TakeWarnings())
                    {
                        await session.WarnAsync(warning);
                    }

                    await work(session, cut);
                },
                Grace,
                stop.Token);
        }
        catch (Exception problem) when (problem is not NetBatchException)
        {
            // Ctrl+C, a downstream command that wants no more, or -ErrorAction Stop.
            call.Progress.Complete();
            call.Farewell.Say(this);
            throw;
        }
        finally
        {
            call.Progress.Complete();
        }
    }
}

/// <summary>What a cmdlet's work holds while it runs: the host, and the way to the pipeline.</summary>
internal sealed class Session : IFollowed, IDisposable
{
    private readonly PipelineThreadDispatcher pump;
    private readonly PSCmdlet cmdlet;
    private readonly CmdletCall call;
    private readonly JobNarrator narrator;

    public Session(NetBatchHost host, PipelineThreadDispatcher pump, PSCmdlet cmdlet, CmdletCall call)
    {
        this.pump = pump;
        this.cmdlet = cmdlet;
        this.call = call;
        Host = host;
        narrator = new JobNarrator(this, call);
        narrator.Listen();
    }

    public NetBatchHost Host { get; }

    /// <summary>Writes an object; a job tells from then on where it stands whenever it is asked.</summary>
    public Task WriteAsync(object one)
    {
        var given = one is BatchJob job ? job.Live(ReadNow, Host.Options.Time) : one;
        return pump.DoAsync(() => cmdlet.WriteObject(given));
    }

    public Task WriteAllAsync(IReadOnlyList<object> all) => pump.DoAsync(() => cmdlet.WriteObject(all, enumerateCollection: true));

    /// <summary>Keeps a definition and gives it; a warning tells where it went over another person's.</summary>
    public async Task KeepAsync<T>(BatchDefinitions<T> book, T definition, bool over, CancellationToken cut)
        where T : NamedDefinition
    {
        var replaced = over ? await book.OfAnotherAsync(definition.Name, cut) : null;
        await WriteAsync(await book.SaveAsync(definition, onlyNew: !over, cut));
        if (replaced is not null)
        {
            await WarnAsync(replaced);
        }
    }

    public Task WarnAsync(string message) => pump.DoAsync(() => cmdlet.WriteWarning(SafeText.Of(message)));

    public Task VerboseAsync(string message) => pump.DoAsync(() => cmdlet.WriteVerbose(SafeText.Of(message)));

    public Task DebugAsync(string message) => pump.DoAsync(() => cmdlet.WriteDebug(SafeText.Of(message)));

    public Task InformationAsync(string message) =>
        pump.DoAsync(() => cmdlet.WriteInformation(SafeText.Of(message), [BatchDiagnostics.Name]));

    public Task NarrateAsync(BatchJob job, CancellationToken cut) => narrator.TellAsync(job, cut);

    public void Dispose() => narrator.Dispose();

    public Task ErrorAsync(ErrorRecord record) => pump.DoAsync(() => cmdlet.WriteError(record));

    public Task ProgressAsync(params ProgressRecord[] records) => pump.DoAsync(() => Array.ForEach(records, call.Progress.Write));

    /// <summary>Whether the first error ends the script.</summary>
    public bool StopsAtErrors => call.StopsAtErrors;

    public void SayWhenCut(string? text) => call.Farewell.Text = text;

    public Task DoAsync(Action action) => pump.DoAsync(action);

    public IDisposable AskBy() => Host.Secrets.AskBy(async (question, cancellationToken) =>
    {
        string? answer = null;
        await pump.DoAsync(() => answer = Typed(question)).WaitAsync(cancellationToken);
        return answer;
    });

    private string? Typed(string question)
    {
        try
        {
            cmdlet.Host.UI?.Write($"{SafeText.Of(question)} ");
            return cmdlet.Host.UI?.ReadLine();
        }
        catch (Exception nobody) when (HostInteractivity.IsNobodyThere(nobody))
        {
            // Nobody sits at this host: the login then says that there was no code.
            return null;
        }
    }

    // A script reads a property and waits for it. Where nothing can be read the job stays as it was seen last.
    private BatchJob? ReadNow(string jobId)
    {
        var reading = HostRegistry.OfProcess.ReadAsync(Host, jobId);
        return Blocking.Wait(reading, NetBatchCommand.Grace) && reading.IsCompletedSuccessfully ? reading.Result : null;
    }

    /// <summary>Whether the user lets something be done (-WhatIf, -Confirm).</summary>
    public async Task<bool> MayAsync(string target, string action)
    {
        var may = false;
        await pump.DoAsync(() => may = cmdlet.ShouldProcess(target, action));
        return may;
    }
}

/// <summary>Where what is seen of a job goes while it is followed: the pipeline, or the streams of a PowerShell job.</summary>
internal interface IFollowed
{
    NetBatchHost Host { get; }

    Task WriteAsync(object one);

    Task WarnAsync(string message);

    Task ErrorAsync(ErrorRecord record);

    /// <summary>Tells of the job what is new, to whoever hears more than objects and errors.</summary>
    Task NarrateAsync(BatchJob job, CancellationToken cut);

    /// <summary>Whether the first error ends the script.</summary>
    bool StopsAtErrors { get; }

    /// <summary>What is said where the following is cut short; null: nothing.</summary>
    void SayWhenCut(string? text);

    /// <summary>Has one-time codes asked of who follows, until the result is disposed of; null: nobody can be asked.</summary>
    IDisposable? AskBy();

    Task ProgressAsync(params ProgressRecord[] records);
}
