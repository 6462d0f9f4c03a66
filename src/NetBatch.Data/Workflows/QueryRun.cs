using System.Text;
using NetBatch.Data.Loading;
using NetBatch.Data.Providers;

namespace NetBatch.Data.Workflows;

/// <summary>One query on one open session, as a step of a run.</summary>
internal static class QueryRun
{
    public static async Task RunAsync(IRunContext run, DatabaseSession session, WorkflowArgs args, CancellationToken cancellationToken)
    {
        var changes = session.Access == DatabaseAccess.Change;
        var step = changes
            ? await run.BeginChangeAsync(args.Query, cancellationToken).ConfigureAwait(false)
            : await run.BeginReadAsync(args.Query, cancellationToken).ConfigureAwait(false);
        var rows = new RowSink(step, args.Folder, run.Target.Name);
        await using var closing = rows.ConfigureAwait(false);
        try
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
            await ReadAsync(session, step, args, rows, cancellationToken).ConfigureAwait(false);
            if (!changes)
            {
                await rows.CompleteAsync().ConfigureAwait(false);
            }
        }
        catch (Exception trouble) when (trouble is NetBatchException or OperationCanceledException)
        {
            if (run.OwnerLost.IsCancellationRequested)
            {
                throw;
            }

            // Nothing was committed, and closing the session rolls back: the outcome is known, and it is "unchanged".
            await session.DisposeAsync().ConfigureAwait(false);
            var error = (trouble as NetBatchException)?.ToRunError() ?? new RunError(ErrorCode.Stopped, "The query was cut off.");
            await step.EndAsync(error, cancellationToken: CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        if (!changes)
        {
            // What only reads leaves nothing behind, whatever the database takes for reading (a large object, an advisory lock).
            await session.RollbackAsync().ConfigureAwait(false);
        }
        else if (session.Transaction is not null)
        {
            // A commit that fails or is cut off leaves the step open: whether it happened is not known.
            await session.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (changes)
        {
            // The change holds; that its rows are not in the file is an error of its own.
            try
            {
                await rows.CompleteAsync().ConfigureAwait(false);
            }
            catch (NetBatchException problem)
            {
                await step.EndAsync(problem.ToRunError(), cancellationToken: CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }

        await step.EndAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task ReadAsync(DatabaseSession session, IStepRecorder step, WorkflowArgs args, RowSink rows,
        CancellationToken cancellationToken)
    {
        var (text, parameters) = Bind(session, args);
        await step.WriteAsync(Encoding.UTF8.GetBytes(args.Counted), cancellationToken).ConfigureAwait(false);
        long count = 0;
        RowSet? set = null;
        await foreach (var piece in session.QueryAsync(text, parameters, cancellationToken).ConfigureAwait(false))
        {
            if (set is null && piece.Set.Columns.Count > 0)
            {
                set = piece.Set with { View = args.View };
                await rows.BeginAsync(set, cancellationToken).ConfigureAwait(false);
            }

            foreach (var row in piece.Rows)
            {
                if (++count > args.RowLimit)
                {
                    throw new NetBatchException(
                        ErrorCode.RowLimitExceeded,
                        $"The query gives more than {args.RowLimit} rows; "
                            + $"{(args.Folder is null ? $"the first {args.RowLimit} are kept" : "no file was made")}.",
                        $"Narrow the query, or raise its RowLimit{(args.Folder is null ? " (at most 1000000)" : "")}.");
                }

                await rows.WriteAsync(row, cancellationToken).ConfigureAwait(false);
            }

            if (piece.Changed >= 0)
            {
                await step.WriteAsync(Encoding.UTF8.GetBytes(piece.Changed == 1 ? "1 row changed\n" : $"{piece.Changed} rows changed\n"),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        if (set is not null)
        {
            // The rows themselves are kept apart; this is what a list of results shows.
            await step.WriteAsync(Encoding.UTF8.GetBytes($"{Counted.Of(count, "row")}{rows.Where}\n"), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static (string Text, IReadOnlyList<KeyValuePair<string, object?>> Parameters) Bind(DatabaseSession session, WorkflowArgs args)
    {
        var query = new SqlQuery(args.Query, session.Dialect);
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, IReadOnlyList<string>> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in args.Values())
        {
            // The marks of a list's values are no name that a query has for another parameter: two underscores.
            names[name] = value is object?[] list ? [.. list.Select((_, index) => FormattableString.Invariant($"{name}__{index + 1}"))]
                : [name];
            for (var index = 0; index < names[name].Count; index++)
            {
                values[names[name][index]] = Narrow(value is object?[] several ? several[index] : value);
            }
        }

        var (text, order) = query.For(session.Dialect, name => names[name]);
        var each = session.Dialect.PositionalParameters ? order : query.Parameters.SelectMany(name => names[name]);
        return (text, [.. each.Select(name => KeyValuePair.Create(name, values[name]))]);
    }

    // A 64-bit number where a 32-bit one would do is no argument of PostgreSQL's date arithmetic.
    private static object? Narrow(object? value) => value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : value;
}
