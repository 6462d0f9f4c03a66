using System.Runtime.CompilerServices;
using System.Text;

namespace NetBatch.Store;

/// <summary>
/// Reads results, page by page, small outputs with their page and others one at a time. A result has two places in the one order of
/// commits: when its step ended and, for <see cref="ResultFilter.EndedOnly"/>, when its target ended. Both numbers come from the same
/// counter under the file's write lock, so a reader that goes on after the last number it saw misses nothing and sees
/// nothing twice.
/// </summary>
internal sealed class ResultReader(ReaderPool readers)
{
    private const int Page = 200;

    /// <summary>Bytes of an output that is read with its page: so a page holds 4 MiB of them at most.</summary>
    private const int SmallOutput = 20 * 1024;

    public async IAsyncEnumerable<StepResult> ReadAsync(ResultFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, filter.JobId));
        var sql = Sql(filter);
        for (var after = filter.After; ;)
        {
            var from = after;
            var page = readers.Read(database => database.List(
                sql, row => Read(row, filter), job, from, Stored.Numbers(filter.Batches), Stored.Numbers(filter.Numbers)));
            foreach (var result in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = result.Sequence;
                if (Wildcard.MatchesAny(filter.Names, result.Name) && Wildcard.MatchesAny(filter.Commands, result.Command))
                {
                    yield return !filter.WithOutput || result.Output is not null ? result
                        : result with { Output = ReadOutput(job, result) };
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    private static string Sql(ResultFilter filter)
    {
        var sequence = filter.EndedOnly ? "s.published" : "s.sequence";
        return string.Concat(
            $"SELECT {sequence}, s.number, r.batch, r.name, s.attempt, s.step, s.command, s.effect, s.error, s.exit_status, "
                + $"s.started_at, s.duration, s.bytes, s.truncated, s.rows, s.parse_error",
            filter.WithOutput ? ", o.codec, o.length, o.bytes" : "",
            // The index names the order: all of a job's results stand in it.
            filter.EndedOnly ? " FROM steps s INDEXED BY steps_published"
                : filter.Numbers.Count == 0 ? " FROM steps s INDEXED BY steps_job" : " FROM steps s",
            " JOIN runs r ON r.job = s.job AND r.number = s.number",
            // An output of one piece: a character may be cut between pieces, and more than one are read as a whole.
            filter.WithOutput ? $" LEFT JOIN outputs o ON s.bytes BETWEEN 1 AND {SmallOutput} AND o.job = s.job AND o.number = s.number "
                + $"AND o.attempt = s.attempt AND o.step = s.step AND o.length = s.bytes" : "",
            $" WHERE s.job = $1 AND {sequence} > $2",
            filter.EndedOnly ? " AND s.published IS NOT NULL AND r.state IN ('Completed', 'Failed', 'ConnectionFailed', 'Skipped', "
                + "'Stopped', 'Interrupted', 'OutcomeUnknown')" : "",
            filter.AllAttempts ? "" : " AND s.attempt = r.attempts",
            filter.Failed switch { true => " AND s.error IS NOT NULL", false => " AND s.error IS NULL", null => "" },
            filter.ParseFailed ? " AND s.parse_error IS NOT NULL" : "",
            filter.Batches.Count == 0 ? "" : " AND r.batch IN (SELECT value FROM numbers($3))",
            filter.Numbers.Count == 0 ? "" : " AND s.number IN (SELECT value FROM numbers($4))",
            $" ORDER BY {sequence} LIMIT {Page}");
    }

    private static StepResult Read(Row row, ResultFilter filter)
    {
        var (name, command) = (row.Text(3), row.Text(6));
        return new StepResult
        {
            Sequence = row.Long(0),
            JobId = filter.JobId,
            Number = row.Int(1),
            Batch = row.Int(2),
            Name = name,
            Attempt = row.Int(4),
            Step = row.Int(5),
            Command = command,
            Effect = row.Enum<StepEffect>(7),
            Error = row.IsNull(8) ? null : row.Error(8),
            ExitStatus = row.IsNull(9) ? null : row.Int(9),
            StartedAt = row.Time(10),
            Duration = TimeSpan.FromTicks(row.Long(11)),
            OutputBytes = row.Long(12),
            Truncated = row.Int(13) != 0,
            Rows = row.IsNull(14) ? null : row.Long(14),
            ParseError = row.IsNull(15) ? null : row.Text(15),
            Output = filter.WithOutput && Wildcard.MatchesAny(filter.Names, name) && Wildcard.MatchesAny(filter.Commands, command)
                ? SmallOutputOf(row) : null,
        };
    }

    private static string? SmallOutputOf(Row row)
    {
        if (row.Long(12) == 0)
        {
            return "";
        }

        if (row.IsNull(16))
        {
            return null;
        }

        if (row.Int(16) == OutputCodec.Raw)
        {
            return DeviceEncoding.Shown.GetString(row.Blob(18));
        }

        Span<byte> output = stackalloc byte[SmallOutput];
        output = output[..row.Int(17)];
        OutputCodec.Unpack(row.Int(16), row.Blob(18), output);
        return DeviceEncoding.Shown.GetString(output);
    }

    private string ReadOutput(long job, StepResult result)
    {
        if (result.OutputBytes == 0)
        {
            return "";
        }

        var pieces = readers.Read(database => database.List(
            "SELECT codec, length, bytes FROM outputs WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4 ORDER BY key",
            row => (Codec: row.Int(0), Length: row.Int(1), Bytes: row.Bytes(2)),
            job, result.Number, result.Attempt, result.Step));
        var output = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            OutputCodec.Unpack(piece.Codec, piece.Bytes, output.AsSpan(at, piece.Length));
            at += piece.Length;
        }

        return DeviceEncoding.Shown.GetString(output);
    }
}
