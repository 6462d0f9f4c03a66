using System.Text.Json;
using NetBatch.Data.Workflows;

namespace NetBatch.Data.Services;

/// <summary>One query as a job of a service: submitted, polled until it has ended, downloaded. What is cut off is cancelled there,
/// too.</summary>
internal static class ServiceRun
{
    private const int MostPollFailures = 5;
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(IRunContext run, ServiceDeclaration declaration, ServiceSession session, WorkflowArgs args,
        CancellationToken cancellationToken)
    {
        var values = new ServiceValues(
            new Dictionary<string, string>(session.Values, StringComparer.OrdinalIgnoreCase) { ["query"] = args.Query },
            args.JsonValues());
        var step = await run.BeginReadAsync(args.Query, cancellationToken).ConfigureAwait(false);
        string? id = null;
        try
        {
            var submit = declaration.Submit;
            var body = values.Body(submit.Body)?.ToJsonString() ?? "{}";
            var made = await session.SendAsync(submit.Method, values.Path(submit.Path), body, submit.ContentType, values, cancellationToken)
                .ConfigureAwait(false);
            id = JsonPaths.Text(made, submit.Id)
                ?? throw new NetBatchException(ErrorCode.CommandRejected, $"The service's answer has no {submit.Id}.");
            values = values.With("id", id);
            // Only now has the service taken the query: what it refuses before for want of room may be tried again.
            await run.EnterAsync(TargetState.Connected, cancellationToken).ConfigureAwait(false);
            await run.EnterAsync(TargetState.Executing, cancellationToken).ConfigureAwait(false);
            await WaitAsync(run, declaration.Poll, session, values, cancellationToken).ConfigureAwait(false);
            await DownloadAsync(declaration.Download, session, values, step, args, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is NetBatchException or OperationCanceledException)
        {
            if (run.OwnerLost.IsCancellationRequested)
            {
                throw;
            }

            if (id is not null && trouble is OperationCanceledException)
            {
                await CancelAsync(run, declaration, session, values).ConfigureAwait(false);
            }

            var error = (trouble as NetBatchException)?.ToRunError() ?? new RunError(ErrorCode.Stopped, "The query was cut off.");
            await step.EndAsync(error, cancellationToken: CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await step.EndAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task WaitAsync(IRunContext run, PollDeclaration poll, ServiceSession session, ServiceValues values,
        CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                var answer = await session.SendAsync("GET", values.Path(poll.Path), null, "", values, cancellationToken)
                    .ConfigureAwait(false);
                failures = 0;
                var state = JsonPaths.Text(answer, poll.State) ?? "";
                if (poll.Done.Contains(state, StringComparer.OrdinalIgnoreCase))
                {
                    return;
                }

                if (!poll.Running.Contains(state, StringComparer.OrdinalIgnoreCase))
                {
                    var reason = poll.Reason is null ? null : JsonPaths.Text(answer, poll.Reason);
                    throw poll.Failed.Contains(state, StringComparer.OrdinalIgnoreCase)
                        ? new NetBatchException(ErrorCode.CommandRejected,
                            $"The query ended as {state} there{(reason is null ? "." : $": {reason}")}")
                        : new NetBatchException(ErrorCode.CommandRejected,
                            $"The service tells the state '{state}', which its declaration does not know.",
                            "Add it to running, done or failed.");
                }
            }
            catch (NetBatchException hiccup) when (hiccup.ToRunError().IsRetryable && ++failures < MostPollFailures)
            {
                // The query runs on there; asking again costs nothing, asking for it anew would.
            }

            await Task.Delay(poll.Interval, run.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task DownloadAsync(
        DownloadDeclaration download, ServiceSession session, ServiceValues values, IStepRecorder step, WorkflowArgs args,
        CancellationToken cancellationToken)
    {
        List<string> places = [values.Path(download.Path)];
        if (download.Urls is { } urls)
        {
            var answer = await session.SendAsync("GET", places[0], null, "", values, cancellationToken).ConfigureAwait(false);
            places = [.. JsonPaths.Find(answer, urls).Select(one => one.GetString() ?? "")];
            if (places.Count == 0)
            {
                throw new NetBatchException(ErrorCode.CommandRejected, "The service names no download although the query is done.");
            }
        }

        using var rows = new DownloadedRows(download);
        foreach (var place in places)
        {
            await session.DownloadAsync(place, values, rows.NewPart(), cancellationToken).ConfigureAwait(false);
        }

        await rows.WriteAsync(step, args.View, args.RowLimit, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CancelAsync(IRunContext run, ServiceDeclaration declaration, ServiceSession session, ServiceValues values)
    {
        if (declaration.Cancel is not { } cancel)
        {
            return;
        }

        using var limit = new CancellationTokenSource(CancelLimit, run.Time);
        try
        {
            await session.SendAsync(cancel.Method, values.Path(cancel.Path), null, "", values, limit.Token).ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is NetBatchException or OperationCanceledException)
        {
            await run.WarnAsync($"The query could not be cancelled at the service and may run on there: {trouble.Message}",
                CancellationToken.None).ConfigureAwait(false);
        }
    }
}
