using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace NetBatch.Commands;

/// <summary>
/// Runs the scripts and commands of pipelines, each in a fresh runspace of its own: it sees nothing of the user's session but
/// what modules PowerShell finds by itself, and the user's session nothing of it.
/// </summary>
internal sealed class ScriptRunner(TimeProvider time) : IScriptRunner
{
    /// <summary>How long a script that is cut off may take to end; one that hangs in a call of .NET is left behind.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public IReadOnlyList<ScriptProblem> Check(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return [.. errors.Select(one => new ScriptProblem(one.Extent.StartLineNumber, one.Extent.StartColumnNumber, one.Message))];
    }

    public async Task<ScriptOutcome> RunAsync(ScriptRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var host = new ScriptHost();
        var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        var shell = PowerShell.Create();
        var running = Task.CompletedTask;
        try
        {
            runspace.Open();
            shell.Runspace = runspace;
            Prepare(runspace.SessionStateProxy, shell, request);
            var collector = new ScriptCollector(request.Evidence);
            var output = new PSDataCollection<PSObject>();
            // On the script's own thread, while its runspace is the current one: properties that are scripts need that.
            output.DataAdded += (_, _) => collector.Add(output.ReadAll());
            collector.Listen(shell.Streams);
            using var nothing = new PSDataCollection<PSObject>();
            nothing.Complete();
            running = Task.Factory.FromAsync(shell.BeginInvoke(nothing, output), end => shell.EndInvoke(end));
            await WaitAsync(shell, running, cancellationToken).ConfigureAwait(false);
            return collector.Failure is { } failure ? throw failure.ToProblem()
                : host.ExitCode is { } code and not 0
                    ? throw new NetBatchException(ErrorCode.WorkFailed, $"It ended with exit code {code}.")
                : collector.Outcome();
        }
        catch (RuntimeException problem)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw problem.ErrorRecord.ToProblem();
        }
        finally
        {
            Leave(running, shell, runspace);
        }
    }

    private async Task WaitAsync(PowerShell shell, Task running, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(_ => shell.BeginStop(null, null), null);
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            await running.WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        await running.ConfigureAwait(false);
    }

    private static void Prepare(SessionStateProxy session, PowerShell shell, ScriptRequest request)
    {
        session.SetVariable("Instance", ScriptValues.Of(request.Instance));
        session.SetVariable("Source", request.Source is null ? null : ScriptValues.Of(request.Source));
        session.SetVariable("Parameters", ScriptValues.Members(request.Parameters));
        // Nothing that went wrong may look like a check that passed.
        session.SetVariable("ErrorActionPreference", ActionPreference.Stop);
        session.SetVariable("PSNativeCommandUseErrorActionPreference", true);
        session.SetVariable("ProgressPreference", ActionPreference.SilentlyContinue);
        if (request.IsCommand)
        {
            shell.AddCommand(request.Text);
        }
        else
        {
            shell.AddScript(request.Text);
        }

        foreach (var parameter in request.Parameters is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject().ToArray() : [])
        {
            shell.AddParameter(parameter.Name, ScriptValues.Of(parameter.Value));
        }
    }

    /// <summary>Closing a runspace waits for its script: one that was left behind is closed when it ends.</summary>
    private static void Leave(Task running, PowerShell shell, Runspace runspace) =>
        running.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                shell.Dispose();
                runspace.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
